from django import forms
from django.utils.translation import gettext_lazy as _

from project.pages.fields import LanguagesField
from project.pages.forms import PlainForm, RowForm
from stakeholders.register.fields import OrganisationField
from stakeholders.register.models import ActorType, Organisation


class OrganisationForm(RowForm):
    aliases = forms.CharField(
        label=_("other names"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: official name, former name, abbreviation."),
    )
    languages = LanguagesField(label=_("languages"))
    parent = OrganisationField(label=_("umbrella organisation"), required=False)
    successor = OrganisationField(label=_("successor"), required=False)

    sections = (
        (None, ("name", "actor_type", "aliases")),
        (_("Place"), ("municipality", "county")),
        (_("Belonging"), ("parent", "number", "languages")),
        (_("In publications"), ("publish_as",)),
        (_("Time"), ("valid_from", "valid_to", "successor")),
    )

    class Meta:
        model = Organisation
        fields = (
            "name",
            "actor_type",
            "number",
            "municipality",
            "county",
            "parent",
            "languages",
            "publish_as",
            "valid_from",
            "valid_to",
            "successor",
        )
        help_texts = {"county": _("Follows from the municipality where there is one.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = self.instance.actor_type_id
        self.fields["actor_type"].queryset = ActorType.objects.in_use() | ActorType.objects.filter(pk=current)
        if self.instance.pk:
            for name in ("parent", "successor"):
                self.initial[name] = self.fields[name].current = getattr(self.instance, name)
            self.initial["aliases"] = "\n".join(alias.name for alias in self.instance.aliases.all())
        else:
            # Follows from the actor type until someone says otherwise.
            self.fields["publish_as"].required = False
            self.fields["publish_as"].initial = ""
            self.fields["publish_as"].choices = [
                ("", _("as usual for the actor type")),
                *self.fields["publish_as"].choices,
            ]

    def clean_aliases(self):
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]

    @property
    def values(self):
        values = super().values
        if not values["publish_as"]:
            del values["publish_as"]
        return values


class ArchiveForm(PlainForm):
    reason = forms.CharField(
        label=_("reason for retiring"), max_length=300, help_text=_("For example: closed down in 2025.")
    )
