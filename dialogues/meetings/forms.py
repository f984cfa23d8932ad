from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.assignments.models import Assignment, QuestionSet
from dialogues.meetings.models import Attendance, Dialogue, Form, Participation, Protection
from dialogues.meetings.services import plan_days, status_for
from project.accounts.matrix import WRITERS
from project.accounts.models import User
from project.common.dates import Precision, today
from project.common.text import clean_line, fold
from project.pages.fields import LanguagesField
from project.pages.forms import PlainForm, RowForm
from stakeholders.models import ActorType
from stakeholders.register.fields import (
    OrganisationField,
    OrganisationLinesInput,
    OrganisationsField,
    find_organisation,
)

MOST_PARTICIPANTS = 500


class ParticipantsField(forms.CharField):
    """Participants, one a line: an organisation or an actor type, and after a semicolon how many people.
    Gives a list of keywords for `add_participation`, without the attendance."""

    widget = OrganisationLinesInput

    def clean(self, value):
        lines = [line for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_PARTICIPANTS:
            raise ValidationError(_("At most %(most)s participants at a time.") % {"most": MOST_PARTICIPANTS})
        types = {fold(name): t for t in ActorType.objects.external().in_use() for name in _names(t)}
        found, wrong = {}, []
        for line in lines:
            try:
                who, headcount = self._read(line, types)
            except ValidationError as error:
                wrong += error.messages
                continue
            key = tuple((name, row.pk) for name, row in who.items())
            if key in found:
                wrong.append(
                    _("“%(name)s” stands twice. Keep one line.") % {"name": next(iter(who.values()))}
                )
            found[key] = {**who, "headcount": headcount}
        if wrong:
            raise ValidationError(wrong)
        return list(found.values())

    def _read(self, line: str, types: dict):
        name, _semicolon, number = line.partition(";")
        name, number = clean_line(name), clean_line(number)
        if number and not (number.isascii() and number.isdigit() and int(number[:9]) <= 100_000):
            raise ValidationError(
                _("“%(line)s”: after the semicolon should stand how many people, as a number.")
                % {"line": line.strip()}
            )
        actor_type = types.get(fold(name))
        who = {"actor_type": actor_type} if actor_type else {"organisation": find_organisation(name)}
        return who, int(number) if number else None


def _names(actor_type: ActorType) -> Iterator[str]:
    yield from (actor_type.name_sv, actor_type.name_en, actor_type.plural_sv, actor_type.plural_en)


@dataclass(frozen=True)
class _Defaults:
    """What a new meeting takes over from the last one that the user logged."""

    form: str = Form.IN_PERSON
    place: str = ""
    question_set: QuestionSet | None = None
    assignment: Assignment | None = None

    @classmethod
    def of(cls, user) -> "_Defaults":
        last = (
            Dialogue.objects.visible_to(user)
            .filter(owner=user)
            .select_related("question_set", "assignment")
            .order_by("-created_at")
            .first()
        )
        question_set = QuestionSet.objects.filter(retired_on=None).first()
        assignment = Assignment.objects.filter(archived_at=None, period_to__gte=today()).first()
        if last is None:
            return cls(question_set=question_set, assignment=assignment)
        return cls(last.form, last.place, last.question_set or question_set, last.assignment or assignment)


class DialogueForm(RowForm):
    day = forms.DateField(label=_l("date"), required=False)
    until = forms.DateField(
        label=_l("last day"), required=False, help_text=_l("Only for a meeting over several days.")
    )
    host = OrganisationField(label=_l("host"), required=False)
    co_hosts = OrganisationsField(label=_l("co-hosts"), required=False, help_text=_l("One a line."))
    languages = LanguagesField(label=_l("languages"))
    team = forms.ModelMultipleChoiceField(
        label=_l("team"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l(
            "Those who see the meeting if it is restricted. Whoever is responsible is always in it."
        ),
    )

    sections = (
        (None, ("participants", "day", "until", "precision", "title")),
        (_l("Where and how"), ("form", "place", "start_time", "duration", "kind")),
        (_l("What it is for"), ("assignment", "question_set", "invited_actor_types", "registration_number")),
        (_l("Protection"), ("protection", "children_present", "closed_part", "owner", "team")),
        (_l("Host and languages"), ("host", "co_hosts", "languages", "interpreter", "municipality")),
        (_l("Summary"), ("summary",)),
    )

    class Meta:
        model = Dialogue
        fields = (
            "title",
            "kind",
            "precision",
            "start_time",
            "duration",
            "form",
            "place",
            "municipality",
            "host",
            "languages",
            "interpreter",
            "invited_actor_types",
            "children_present",
            "closed_part",
            "question_set",
            "assignment",
            "registration_number",
            "protection",
            "owner",
            "summary",
        )
        widgets = {"invited_actor_types": forms.CheckboxSelectMultiple}
        help_texts = {
            "protection": _l(
                "Open: may be named in publications. Internal: there only as form and month. "
                "Restricted: seen by its team, analysts, managers and officers only, and published nowhere."
            ),
            "title": _l("Leave empty, and it is named after who took part."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        writers = Q(is_active=True, groups__name__in=WRITERS)
        if self.instance.pk:  # who is in the meeting's team already stays there until taken out of it
            writers |= Q(dialogues=self.instance.pk) | Q(owned_dialogues=self.instance.pk)
        offered = User.objects.filter(writers).distinct().order_by("name", "pk")
        self.fields["owner"].queryset = self.fields["team"].queryset = offered
        self.fields["precision"].required = False
        self.fields["title"].required = False
        self.fields["invited_actor_types"].queryset = ActorType.objects.external().in_use()
        self._keep_retired("question_set", QuestionSet.objects.filter(retired_on=None))
        self._keep_retired("assignment", Assignment.objects.filter(archived_at=None))
        if self.instance.pk:
            self._fill_in()

    def _keep_retired(self, name: str, offered):
        """Offer what is in use, and what the meeting has already."""
        kept = offered.model.objects.filter(pk=getattr(self.instance, f"{name}_id"))
        self.fields[name].queryset = offered | kept

    def _fill_in(self):
        row = self.instance
        self.initial.update(
            day=row.first_day, until=row.last_day if row.precision == Precision.SPAN else None
        )
        self.initial.update(team=list(row.team.all()), co_hosts=list(row.co_hosts.all()))
        self.initial["host"] = self.fields["host"].current = row.host
        self.fields["co_hosts"].current = tuple(self.initial["co_hosts"])
        self.fields["invited_actor_types"].queryset |= ActorType.objects.filter(
            pk__in=row.invited_actor_types.values("pk")
        )

    def clean_precision(self):
        return self.cleaned_data["precision"] or Precision.DAY

    def clean_owner(self):
        return self.cleaned_data["owner"] or self.user

    def clean(self):
        values = super().clean()
        day, until, precision = values.get("day"), values.get("until"), values.get("precision")
        if day is None and precision != Precision.UNKNOWN and "day" not in self.errors:
            self.add_error("day", _("Give the date, or say that it is unknown."))
        if day and until and until < day:
            self.add_error("until", _("The last day lies before the first."))
        if until and precision == Precision.DAY:
            values["precision"] = Precision.SPAN
        team = values.get("team")
        if (
            values.get("protection") == Protection.RESTRICTED
            and self.instance.pk
            and team is not None
            and not team
        ):
            self.add_error("team", _("A restricted meeting must have somebody in its team."))
        return values

    def _post_clean(self):
        if not self.errors:
            values = self.cleaned_data
            for name, value in plan_days(values["day"], values["precision"], values["until"]).items():
                setattr(self.instance, name, value)
            self.instance.title = values["title"] or self.instance.title or "-"
        super()._post_clean()

    @property
    def values(self):
        values = super().values
        days = plan_days(values.pop("day"), values.pop("precision"), values.pop("until"))
        if not values["title"]:
            values["title"] = self._name()
        return {**values, **days}

    def _name(self) -> str:
        return self.initial.get("title") or ""


class NewDialogueForm(DialogueForm):
    participants = ParticipantsField(
        label=_l("who takes part"),
        required=False,
        help_text=_l("One actor a line, and after a semicolon how many people: Malmö stad; 3"),
    )
    owner = None

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields.pop("owner", None)
        self.fields["participants"].widget.attrs["autofocus"] = True
        if not self.is_bound:
            defaults = _Defaults.of(user)
            self.initial.setdefault("day", today())
            for name in ("form", "place", "question_set", "assignment"):
                self.initial.setdefault(name, getattr(defaults, name))

    def stored(self, row):
        seats = row.participations.select_related("organisation", "actor_type").order_by("pk")
        who = [
            {"organisation" if p.organisation_id else "actor_type": p.organisation or p.actor_type}
            | {"headcount": p.headcount}
            for p in seats
        ]
        day = {"day": row.first_day} if row.precision == Precision.DAY else {}
        return {"participants": who, "precision": row.precision, **day}

    def clean(self):
        values = super().clean()
        if not values.get("title") and not values.get("participants") and "participants" not in self.errors:
            self.add_error("participants", _("Say who took part, or give the meeting a title."))
        return values

    @property
    def values(self):
        values = super().values
        values["status"] = status_for(values["first_day"])
        attendance = Attendance.EXPECTED if values["status"] == "planned" else Attendance.PRESENT
        values["participants"] = [{**p, "attendance": attendance} for p in values["participants"]]
        return values

    def _name(self):
        """ "Dialogue meeting with A, B and 3 more"."""
        names = [str(p.get("organisation") or p["actor_type"]) for p in self.cleaned_data["participants"]]
        kind = dict(self.fields["kind"].choices)[self.cleaned_data["kind"]]
        if len(names) > 3:
            names = [*names[:2], _("%(count)s more") % {"count": len(names) - 2}]
        listed = _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        return (_("%(kind)s with %(names)s") % {"kind": str(kind).capitalize(), "names": listed})[:200]


class CancelForm(PlainForm):
    reason = forms.CharField(label=_l("reason for cancelling"), max_length=300)


class ConfirmForm(PlainForm):
    """Nothing to fill in: a page that says what is about to happen, with a button."""


class ParticipationForm(RowForm):
    organisation = OrganisationField(label=_l("organisation"), required=False)

    class Meta:
        model = Participation
        fields = ("organisation", "actor_type", "attendance", "headcount")
        help_texts = {
            "headcount": _l("Leave empty where it is not known."),
            "actor_type": _l("Only where no organisation is named; an organisation's own follows it."),
        }

    def __init__(self, *args, dialogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.dialogue = dialogue
        self.fields["actor_type"].queryset = ActorType.objects.in_use()
        self.fields["actor_type"].required = False
        self.initial["organisation"] = self.fields["organisation"].current = self.instance.organisation

    def clean(self):
        values = super().clean()
        organisation = values.get("organisation")
        if organisation is not None:
            values["actor_type"] = organisation.actor_type
        elif values.get("actor_type") is None and "organisation" not in self.errors:
            self.add_error("organisation", _("Name an organisation, or choose an actor type."))
        return values
