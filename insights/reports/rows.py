"""Rows of a report's sheets: what an internal file and a publishable file say of the same things.

A publishable file holds nothing of restricted meetings; a meeting that is not open stands there as form
and month; organisations are named as they have agreed to; texts only where they may be quoted; and no tag
or theme where its figure for the group is hidden.
"""

from collections.abc import Iterator

from django.template.defaultfilters import date as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Participation
from insights.codebook.models import Tag
from insights.summary.figures import Figures
from insights.summary.scope import Scope
from insights.tagging.models import Insight, Raiser, Tagging
from insights.themes.models import Theme, ThemeEvidence
from insights.tips.models import GoodExample, Tip
from project.common.dates import half_year_key, half_year_span
from project.pages.workbook import Column
from stakeholders.models import ActorType
from stakeholders.register.models import PublishAs


class Rows:
    """The rows of one scope, in one variant."""

    def __init__(self, scope: Scope, figures: Figures):
        self.scope, self.figures, self.published = scope, figures, scope.published
        self.group_of = {
            t.pk: t.report_group for t in ActorType.objects.select_related("report_group").order_by("order")
        }
        self.hidden = {
            (kind, line.row.pk, column)
            for kind, lines in (("theme", figures.themes), ("tag", figures.tags))
            for line in lines
            for column, cell in line.cells.items()
            if cell.hidden
        }
        self.themes = list(Theme.objects.adopted().prefetch_related("tags").order_by("order", "pk"))
        self.tags_of_theme = {t.pk: {tag.pk for tag in t.tags.all()} for t in self.themes}
        self.stances = _stances()

    # What a row is called

    def meeting(self, dialogue: Dialogue) -> str:
        """The meeting's title; in a publishable file, unless it is open, its form and month."""
        if not self.published or dialogue.protection == "open":
            return dialogue.title
        month = format_date(dialogue.first_day, "F Y") if dialogue.first_day else _("unknown date")
        return capfirst(f"{dialogue.get_kind_display()}, {dialogue.get_form_display()}, {month}")

    def day(self, dialogue: Dialogue):
        """The first day; in a publishable file, unless the meeting is open, the month's first."""
        if dialogue.first_day is None or not self.published or dialogue.protection == "open":
            return dialogue.first_day
        return dialogue.first_day.replace(day=1)

    def actor(self, organisation, actor_type: ActorType, dialogue: Dialogue) -> str:
        """The organisation by name; in a publishable file only at an open meeting and as it has agreed."""
        if organisation is not None and not self.published:
            return organisation.name
        named = (
            organisation is not None and organisation.publish_as == "name" and dialogue.protection == "open"
        )
        return organisation.name if named else self.column(actor_type)

    def column(self, actor_type: ActorType) -> str:
        """The actor type, or in a publishable file its report group."""
        return self.group_of[actor_type.pk].name if self.published else actor_type.name

    # The insights of the file

    def insights(self) -> Iterator[Insight]:
        rows = self.scope.insights()
        if self.published:
            rows = rows.filter(may_be_quoted=True, do_not_repeat=False)
        return rows.for_list().order_by("dialogue__first_day", "dialogue", "pk").iterator(chunk_size=1000)

    def actor_types(self, insight: Insight) -> list[str]:
        return list(dict.fromkeys(self.column(r.actor_type) for r in self.raisers(insight)))

    def raisers(self, insight: Insight) -> list[Raiser]:
        """Who raised it; in a publishable file, without those that are not counted there."""
        return [r for r in insight.raisers.all() if not (self.published and _is_not_counted(r))]

    def shown_tags(self, insight: Insight) -> list[Tag]:
        """The insight's tags, without those whose figure is hidden for a group that raised it."""
        tags = [t.tag for t in insight.taggings.all()]
        return [tag for tag in tags if not self._is_hidden("tag", tag.pk, insight)]

    def shown_themes(self, insight: Insight) -> list[Theme]:
        own = {t.tag_id for t in insight.taggings.all()} | {t.tag.parent_id for t in insight.taggings.all()}
        return [
            t
            for t in self.themes
            if self._is_member(t, insight, own) and not self._is_hidden("theme", t.pk, insight)
        ]

    def _is_member(self, theme: Theme, insight: Insight, own: set) -> bool:
        stance = self.stances.get((theme.pk, insight.pk))
        return stance == "supports" or (stance is None and bool(self.tags_of_theme[theme.pk] & own))

    def _is_hidden(self, kind: str, pk: int, insight: Insight) -> bool:
        groups = {self.group_of[r.actor_type_id].key for r in self.raisers(insight)}
        return self.published and any((kind, pk, group) in self.hidden for group in groups)


def _is_not_counted(raiser: Raiser) -> bool:
    organisation = raiser.participation.organisation if raiser.participation_id else None
    return organisation is not None and organisation.publish_as == PublishAs.NOT_COUNTED


def _stances() -> dict[tuple[int, int], str]:
    return {
        (theme, insight): stance
        for theme, insight, stance in ThemeEvidence.objects.values_list("theme_id", "insight_id", "stance")
    }


def meeting_columns(rows: Rows) -> list[Column]:
    return [
        Column(_("Meeting"), rows.meeting, 50),
        Column(_("Date"), rows.day, 12),
        Column(_("Date known to"), "get_precision_display" if not rows.published else _month_or_day, 14),
        Column(_("Kind"), "get_kind_display", 18),
        Column(_("Form"), "get_form_display", 14),
        Column(_("Place"), lambda d: d.place if not rows.published or d.protection == "open" else None, 20),
        Column(_("Status"), "get_status_display", 14),
        Column(_("Actors present"), "actors", 10),
        Column(_("Participants"), "people", 12),
        *(
            []
            if rows.published
            else [
                Column(_("Registration number"), "registration_number", 20),
                Column(_("Protection"), "get_protection_display", 14),
            ]
        ),
    ]


def _month_or_day(dialogue: Dialogue) -> str:
    return dialogue.get_precision_display() if dialogue.protection == "open" else _("month")


def participation_columns(rows: Rows) -> list[Column]:
    def who(p: Participation):
        return rows.actor(p.organisation, p.actor_type, p.dialogue)

    return [
        Column(_("Meeting"), lambda p: rows.meeting(p.dialogue), 50),
        Column(_("Date"), lambda p: rows.day(p.dialogue), 12),
        Column(_("Actor"), who, 40),
        Column(_("Actor type"), lambda p: rows.column(p.actor_type), 30),
        Column(_("County"), lambda p: p.organisation.county.name if _has_county(rows, p) else None, 24),
        Column(_("Participants"), "headcount", 12),
    ]


def _has_county(rows: Rows, p: Participation) -> bool:
    return p.organisation_id is not None and p.organisation.county_id is not None and not rows.published


def insight_columns(rows: Rows) -> list[Column]:
    return [
        Column(_("Insight"), "text", 70),
        Column(_("Actor type"), rows.actor_types, 30),
        Column(_("Themes"), lambda i: [t.title for t in rows.shown_themes(i)], 40),
        Column(_("Tags"), lambda i: [t.name for t in rows.shown_tags(i)], 40),
        Column(_("Kind"), "get_kind_display", 14),
        Column(_("Strength"), "get_strength_display", 14),
        Column(_("Question"), "question.text", 40),
        Column(_("Channel"), "get_channel_display", 14),
        Column(_("Meeting"), lambda i: rows.meeting(i.dialogue), 50),
        Column(_("Date"), lambda i: rows.day(i.dialogue), 12),
        *([] if rows.published else [Column(_("May be quoted"), "may_be_quoted", 10)]),
    ]


def tagging_rows(rows: Rows) -> Iterator[list]:
    """One row a tagging: tag, its key, insight, who, meeting, day."""
    if not rows.published:
        taggings = Tagging.objects.filter(insight__in=rows.scope.insights().values("pk"))
        for t in (
            taggings.select_related("tag", "insight__dialogue").order_by("insight", "tag__order").iterator()
        ):
            yield [
                t.tag.name,
                t.tag.key,
                t.insight.text,
                t.insight.dialogue.title,
                t.insight.dialogue.first_day,
            ]
        return
    for insight in rows.insights():
        for tag in rows.shown_tags(insight):
            yield [
                tag.name,
                tag.key,
                insight.text,
                rows.meeting(insight.dialogue),
                rows.day(insight.dialogue),
            ]


def theme_rows(rows: Rows, hidden_text: str) -> Iterator[list]:
    """One row a theme and column: insights, dialogues, of how many, heard from, present at most."""
    figures = rows.figures
    names = {t.key: t.name for t in ActorType.objects.all()} if not rows.published else {}
    for line in figures.ranked_themes():
        for column in figures.columns:
            cell = line.cells.get(column.key)
            label = names.get(column.key, column.label)
            of = figures.totals.get(f"dialogues/actor_type/{column.key}")
            if cell is None:
                yield [line.label, label, 0, 0, of, 0, 0]
            elif cell.hidden:
                yield [line.label, label, hidden_text, hidden_text, of, hidden_text, hidden_text]
            else:
                yield [
                    line.label,
                    label,
                    cell.insights,
                    cell.dialogues,
                    of,
                    cell.heard_from,
                    cell.present_at_most,
                ]


def time_rows(rows: Rows) -> Iterator[list]:
    """One row a half-year: its first and last day, dialogues, insights; internally also one a theme."""
    said: dict[str, list[Insight]] = {}
    counted: dict[str, set[int]] = {}
    for pk, first, last in (
        rows.scope.dialogues().exclude(first_day=None).values_list("pk", "first_day", "last_day")
    ):
        if key := half_year_key(first, last):
            counted.setdefault(key, set()).add(pk)
    for insight in rows.scope.insights().for_list().iterator(chunk_size=1000):
        day = insight.dialogue
        if day.first_day and (key := half_year_key(day.first_day, day.last_day)):
            said.setdefault(key, []).append(insight)
    for key in sorted(counted.keys() | said.keys()):
        first, last = half_year_span(key)
        dialogues, insights = counted.get(key, set()), said.get(key, [])
        yield [key, first, last, _("all"), len(insights), len(dialogues), len(dialogues)]
        if rows.published:
            continue
        for theme in rows.themes:
            own = [i for i in insights if theme in rows.shown_themes(i)]
            yield [key, first, last, theme.title, len(own), len({i.dialogue_id for i in own}), len(dialogues)]


def commitment_columns(rows: Rows) -> list[Column]:
    from dialogues.commitments.tables import state_in_words

    def to_whom(c):
        if c.organisation_id is None:
            return _("all who took part")
        return rows.actor(c.organisation, c.organisation.actor_type, c.dialogue)

    return [
        Column(_("What we promised"), "text", 70),
        Column(_("To whom"), to_whom, 30),
        Column(_("Responsible role"), "responsible_role", 20),
        Column(_("Due"), "due_on", 12),
        Column(_("State"), state_in_words, 14),
        Column(_("Closed"), "closed_on", 12),
        Column(_("Outcome"), "outcome", 50),
        Column(_("Meeting"), lambda c: rows.meeting(c.dialogue), 50),
    ]


def tip_columns(rows: Rows) -> list[Column]:
    return [
        Column(_("Number"), "number", 8),
        Column(_("Tip"), "text_sv", 90),
        Column(_("Tip in English"), "text_en", 90),
    ]


def example_columns(rows: Rows) -> list[Column]:
    def organisation(e: GoodExample):
        return e.organisation.name if e.consent and e.organisation_id else None

    return [
        Column(_("Good example"), "title", 50),
        Column(_("What was done"), "text", 70),
        Column(_("Organisation"), organisation, 30),
        Column(_("Source"), "source_url", 50),
        Column(_("Tips"), lambda e: [t.number for t in e.tips.all()], 12),
        Column(_("Status"), "get_status_display", 14),
    ]


def examples(rows: Rows):
    """Internally all that may be seen; in a publishable file those that are published."""
    if not rows.published:
        return GoodExample.objects.visible_to(rows.scope.user).for_list().order_by("pk")
    told = GoodExample.objects.filter(status="published").exclude(insight__dialogue__protection="restricted")
    told = told.exclude(insight__removed_at__isnull=False)
    return told.exclude(insight__dialogue__removed_at__isnull=False).for_list().order_by("pk")


def tips():
    return Tip.objects.published().order_by("number")
