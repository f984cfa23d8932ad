import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.dates import in_words
from insights.tagging.models import Strength
from project.common.text import shorten
from project.pages.tables import LinkColumn, ListTable, YesColumn, by_step
from project.pages.templatetags.pages import tag_chip
from project.pages.workbook import Column


def raisers_in_words(insight) -> str:
    """Who raised an insight: organisations by name where they are known, else actor types."""
    names = [
        str(r.participation.organisation)
        if r.participation_id and r.participation.organisation_id
        else str(r.actor_type)
        for r in insight.raisers.all()
    ]
    return ", ".join(dict.fromkeys(names))


def actor_types_in_words(insight) -> str:
    return ", ".join(dict.fromkeys(str(r.actor_type) for r in insight.raisers.all()))


class MeetingColumn(tables.Column):
    """A meeting by its title and date, leading to it."""

    def render(self, value):
        return format_html(
            '<span><a href="{}">{}</a> <span class="quiet small whole">{}</span></span>',
            value.get_absolute_url(),
            value,
            in_words(value),
        )


class InsightTable(ListTable):
    sorts = {
        "dialogue": ("dialogue__first_day", "dialogue"),
        "date": ("dialogue__first_day", "dialogue"),
        "kind": ("kind", "dialogue__first_day"),
        "question": ("question__number", "dialogue__first_day"),
        "strength": (by_step("strength", Strength), "dialogue__first_day"),
    }
    usual_order = "-dialogue"
    hidden = ("date", "kind", "question", "channel", "strength", "voice", "may_be_quoted", "do_not_repeat")
    always = ("text",)

    text = LinkColumn(verbose_name=_("Insight"))
    tags = tables.Column(empty_values=(), verbose_name=_("Tags"))
    actors = tables.Column(empty_values=(), verbose_name=_("Raised by"))
    dialogue = MeetingColumn(verbose_name=_("Meeting"))
    kind = tables.Column(accessor="get_kind_display", verbose_name=_("Kind"))
    date = tables.Column(
        accessor="dialogue__first_day",
        verbose_name=_("Date"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    question = tables.Column(accessor="question__number", verbose_name=_("Question"), default=_("other"))
    channel = tables.Column(accessor="get_channel_display", verbose_name=_("Channel"))
    strength = tables.Column(accessor="get_strength_display", verbose_name=_("Strength"))
    voice = tables.Column(accessor="get_voice_display", verbose_name=_("Voice"))
    may_be_quoted = YesColumn(verbose_name=_("May be quoted"))
    do_not_repeat = YesColumn(verbose_name=_("Do not repeat"))

    def render_text(self, value):
        return shorten(value, 180)

    def render_tags(self, record):
        chips = ((tag_chip(tagging.tag),) for tagging in record.taggings.all())
        return format_html('<span class="tags">{}</span>', format_html_join(" ", "{}", chips))

    def render_actors(self, record):
        return actor_types_in_words(record)

    def render_date(self, record):
        return in_words(record.dialogue)


INSIGHT_COLUMNS = (
    Column(_("Insight"), "text", 70),
    Column(_("Tags"), lambda i: [t.tag.name for t in i.taggings.all()], 40),
    Column(_("Tag keys"), lambda i: [t.tag.key for t in i.taggings.all()], 24),
    Column(_("Actor type"), actor_types_in_words, 26),
    Column(_("Raised by"), raisers_in_words, 40),
    Column(_("Kind"), "get_kind_display", 14),
    Column(_("Strength"), "get_strength_display", 14),
    Column(_("Voice"), "get_voice_display", 16),
    Column(_("Question"), "question.text", 40),
    Column(_("Channel"), "get_channel_display", 14),
    Column(_("Meeting"), "dialogue.title", 50),
    Column(_("Date"), "dialogue.first_day", 12),
    Column(_("Excerpt"), "quote", 60),
    Column(_("May be quoted"), "may_be_quoted", 10),
    Column(_("Do not repeat"), "do_not_repeat", 10),
)


class TaggingTable(ListTable):
    sorts = {
        "tag": ("tag__order", "insight"),
        "date": ("insight__dialogue__first_day", "insight"),
        "tagged_at": ("tagged_at",),
    }
    usual_order = "-date"
    hidden = ("tagged_at",)
    always = ("insight",)

    insight = LinkColumn(verbose_name=_("Insight"), accessor="insight")
    tag = tables.Column(verbose_name=_("Tag"))
    dialogue = tables.Column(accessor="insight__dialogue", verbose_name=_("Meeting"), linkify=True)
    date = tables.Column(
        accessor="insight__dialogue__first_day",
        verbose_name=_("Date"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    tagged_at = tables.Column(verbose_name=_("Tagged"))

    def render_insight(self, value):
        return shorten(value.text, 160)

    def render_tag(self, value):
        return tag_chip(value)

    def render_date(self, record):
        return in_words(record.insight.dialogue)


TAGGING_COLUMNS = (
    Column(_("Insight"), "insight.text", 70),
    Column(_("Tag"), "tag.name", 36),
    Column(_("Tag key"), "tag.key", 14),
    Column(_("Meeting"), "insight.dialogue.title", 50),
    Column(_("Date"), "insight.dialogue.first_day", 12),
    Column(_("Tagged"), "tagged_at", 16),
)
