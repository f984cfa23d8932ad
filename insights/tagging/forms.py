from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.notes.forms import questions_for
from insights.codebook.models import Tag
from insights.tagging.models import Insight
from insights.tagging.services import By
from project.pages.fields import LANGUAGES
from project.pages.forms import RowForm
from stakeholders.models import ActorType


class TagsField(forms.ModelMultipleChoiceField):
    """Tags of the codebook, those of one family together. One that is retired can stay where it is, and
    be chosen for nothing new."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, tag):
        return f"{tag.key} {tag.name}"

    def _check_values(self, value):
        posted = [pk for pk in value or () if str(pk).isdigit()]
        retired = Tag.objects.filter(pk__in=posted).exclude(pk__in=self.queryset.values("pk")).first()
        if retired is not None:
            raise forms.ValidationError(
                _("The tag “%(tag)s” is retired; choose another."), params={"tag": retired.name}
            )
        return super()._check_values(value)


class InsightForm(RowForm):
    language = forms.ChoiceField(label=_l("language"), choices=LANGUAGES, initial="sv")
    raisers = forms.MultipleChoiceField(
        label=_l("raised by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("Those known to have said it; or only the actor type."),
    )
    tags = TagsField(label=_l("tags"), queryset=Tag.objects.none(), required=False)

    sections = (
        (None, ("text", "raisers", "tags")),
        (_l("What sort of thing it is"), ("kind", "strength", "voice", "question", "channel", "language")),
        (_l("May it be passed on?"), ("may_be_quoted", "do_not_repeat")),
    )

    class Meta:
        model = Insight
        fields = (
            "text",
            "kind",
            "strength",
            "voice",
            "question",
            "channel",
            "may_be_quoted",
            "do_not_repeat",
        )

    def __init__(self, *args, dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.dialogue = dialogue
        self.fields["question"].queryset = questions_for(dialogue, self.instance)
        # Whoever raised it already can stay, though nobody new could be chosen so.
        self.raised = raised = list(self.instance.raisers.all()) if self.instance.pk else []
        kept_seats, kept_types = {r.participation_id for r in raised}, {r.actor_type_id for r in raised}
        seats = dialogue.participations.select_related("organisation", "actor_type")
        self.participations = {
            f"p{p.pk}": p for p in seats if p.pk in kept_seats or (p.organisation_id and not p.actor_type.own)
        }
        types = ActorType.objects.external().in_use() | ActorType.objects.filter(pk__in=kept_types)
        self.actor_types = {f"t{t.pk}": t for t in types.order_by("order", "pk")}
        self.fields["raisers"].choices = [
            *((key, str(p)) for key, p in self.participations.items()),
            *((key, _of_type_alone(t)) for key, t in self.actor_types.items()),
        ]
        kept = self.instance.taggings.values("tag") if self.instance.pk else Tag.objects.none().values("pk")
        self.fields["tags"].queryset = Tag.objects.filter(
            Q(retired_on=None, merged_into=None) | Q(pk__in=kept)
        ).order_by("order", "pk")
        if self.instance.pk:
            self._fill_in()

    def _fill_in(self):
        self.initial["language"] = self.instance.language
        self.initial["tags"] = [t.tag_id for t in self.instance.taggings.all()]
        self.initial["raisers"] = [
            f"p{r.participation_id}" if r.participation_id else f"t{r.actor_type_id}" for r in self.raised
        ]

    def clean_raisers(self):
        chosen = self.cleaned_data["raisers"]
        if not chosen:
            raise forms.ValidationError(_("Say who raised it, or choose “unknown”."))
        return [
            By(participation=self.participations[key])
            if key in self.participations
            else By(actor_type=self.actor_types[key])
            for key in chosen
        ]


def _of_type_alone(actor_type: ActorType) -> str:
    """Somebody of the type, nobody knows who."""
    return actor_type.name if actor_type.unknown else _("%(type)s, not known who") % {"type": actor_type.name}
