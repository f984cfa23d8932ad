"""Every stored field is classified, and nothing is classified that is not stored."""

from django.apps import apps

from project.audit.catalogue import _FIELDS, CATALOGUE, Class, class_of


def stored_models():
    """All models but the history tables, whose fields have the class of what they are copied from."""
    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if not hasattr(m, "instance_type") and not is_history(m)
    ]


def is_history(model) -> bool:
    return model.__name__.endswith("History")


def test_every_field_of_every_model_is_classified():
    stored = {m._meta.label: {f.name for f in m._meta.concrete_fields} for m in stored_models()}
    assert {label: set(fields) for label, fields in CATALOGUE.items()} == stored


def test_no_field_is_in_two_classes():
    for label, groups in _FIELDS.items():
        names = " ".join(groups).split()
        assert len(names) == len(set(names)), label


def test_history_tables_are_copies_of_classified_models():
    for model in apps.get_models(include_auto_created=True):
        if is_history(model):
            base = model._meta.label.removesuffix("History")
            assert base in CATALOGUE or base.rpartition("_")[0] in CATALOGUE, model._meta.label


def test_words_spoken_and_names_of_people_are_never_open():
    assert class_of("dialogues.NoteVersion", "text") is Class.SENSITIVE
    assert class_of("insights.Insight", "quote") is Class.SENSITIVE
    assert class_of("stakeholders.Contact", "name") is Class.PERSONAL
    assert class_of("accounts.User", "name") is Class.PERSONAL
    assert class_of("audit.Operation", "changes") is Class.SENSITIVE
