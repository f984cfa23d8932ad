"""Choosing an organisation out of thousands: typed by name, with what fits shown underneath; without
JavaScript the name as typed is looked up."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from project.common.text import clean_line, shorten
from stakeholders.register.models import Organisation

MOST_ORGANISATIONS = 100
LONGEST_NAME = Organisation._meta.get_field("name").max_length


class OrganisationInput(forms.TextInput):
    """A text field that the page's script turns into a picker."""

    def __init__(self, attrs=None):
        super().__init__(
            {
                "data-picker": reverse_lazy("stakeholders:organisation-options"),
                "autocomplete": "off",
                **(attrs or {}),
            }
        )


class OrganisationField(forms.CharField):
    """An organisation by its name or an alias. `current` is the one that the row has already: it may stay,
    though it has been retired or merged since."""

    widget = OrganisationInput
    current: Organisation | None = None

    def prepare_value(self, value):
        if isinstance(value, int):  # the id that a model's form begins with
            return Organisation.objects.filter(pk=value).values_list("name", flat=True).first()
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value):
        name = clean_line(super().clean(value) or "")
        if self.current is not None and name == self.current.name:
            return self.current
        return find_organisation(name) if name else None


def find_organisation(name: str) -> Organisation:
    """The one live organisation with this name or alias. Raises ValidationError, in words, where there
    is none, or several, or where it has been merged or retired."""
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("“%(name)s” is too long for a name, which has at most %(most)s characters."),
            params={"name": shorten(name, 60), "most": LONGEST_NAME},
        )
    found = list(Organisation.objects.named(name).order_by("sort_key")[:5])
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{o.name} ({o.municipality})" if o.municipality_id else o.name for o in found)
        raise ValidationError(
            _("There are several called “%(name)s”: %(names)s. Write the whole name."),
            params={"name": name, "names": names},
        )
    raise ValidationError(_why_not(name))


def _why_not(name: str) -> str:
    gone = Organisation.objects.filter(name=name).select_related("merged_into").first()
    if gone is not None and gone.merged_into_id:
        return _("“%(name)s” has been merged into “%(into)s”. Choose that one.") % {
            "name": name,
            "into": gone.merged_into.name,
        }
    if gone is not None and gone.archived_at:
        return _("“%(name)s” has been retired from the register. Restore it there first.") % {"name": name}
    near = Organisation.objects.live().matching(name).order_by("sort_key").values_list("name", flat=True)[:3]
    if near:
        return _("There is no “%(name)s” in the register. Did you mean %(near)s?") % {
            "name": name,
            "near": _(" or ").join(near),
        }
    return _("There is no “%(name)s” in the register. Check the spelling, or add it under Actors.") % {
        "name": name
    }


class OrganisationLinesInput(forms.Textarea):
    """Lines of organisations, with a picker above that adds one."""

    template_name = "stakeholders/register/lines_input.html"

    def __init__(self, attrs=None):
        super().__init__({"rows": 3, "spellcheck": "false", **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["options_url"] = reverse("stakeholders:organisation-options")
        return context


class OrganisationsField(forms.CharField):
    """Several organisations, one a line. `current` are those that the row has already: they may stay."""

    widget = OrganisationLinesInput
    current: tuple[Organisation, ...] = ()

    def prepare_value(self, value):
        return "\n".join(o.name for o in value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [clean_line(line) for line in (super().clean(value) or "").splitlines()]
        if len(lines) > MOST_ORGANISATIONS:
            raise ValidationError(_("At most %(most)s actors at a time.") % {"most": MOST_ORGANISATIONS})
        found, wrong, current = [], [], {o.name: o for o in self.current}
        for line in filter(None, lines):
            try:
                organisation = current.get(line) or find_organisation(line)
            except ValidationError as error:
                wrong += error.messages
            else:
                if organisation not in found:
                    found.append(organisation)
        if wrong:
            raise ValidationError(wrong)
        return found
