import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from dialogues.meetings.dates import in_words
from project.common.text import shorten
from project.pages.tables import LinkColumn, ListTable, YesColumn
from project.pages.workbook import Column


class NoteTable(ListTable):
    sorts = {
        "date": ("dialogue__first_day", "dialogue", "order_key"),
        "question": ("question__number", "dialogue__first_day", "order_key"),
        "channel": ("channel", "dialogue__first_day", "order_key"),
    }
    usual_order = "-date"
    hidden = ("channel", "voice", "may_be_quoted", "do_not_repeat", "uncertain")
    always = ("text",)

    text = LinkColumn(verbose_name=_("Note"))
    dialogue = tables.Column(verbose_name=_("Meeting"), linkify=True)
    date = tables.Column(
        accessor="dialogue__first_day",
        verbose_name=_("Date"),
        empty_values=(),
        attrs={"td": {"class": "date"}},
    )
    question = tables.Column(accessor="question__number", verbose_name=_("Question"), default=_("other"))
    channel = tables.Column(accessor="get_channel_display", verbose_name=_("Channel"))
    voice = tables.Column(accessor="get_voice_display", verbose_name=_("Voice"))
    may_be_quoted = YesColumn(verbose_name=_("May be quoted"))
    do_not_repeat = YesColumn(verbose_name=_("Do not repeat"))
    uncertain = YesColumn(verbose_name=_("Uncertain"))

    def render_text(self, value):
        return shorten(value, 160)

    def render_date(self, record):
        return in_words(record.dialogue)


NOTE_COLUMNS = (
    Column(_("Note"), "text", 80),
    Column(_("Meeting"), "dialogue.title", 50),
    Column(_("Date"), "dialogue.first_day", 12),
    Column(_("Question"), "question.text", 40),
    Column(_("Channel"), "get_channel_display", 14),
    Column(_("Who spoke"), lambda note: str(note.participation) if note.participation_id else None, 30),
    Column(_("Voice"), "get_voice_display", 16),
    Column(_("May be quoted"), "may_be_quoted", 10),
    Column(_("Do not repeat"), "do_not_repeat", 10),
    Column(_("Uncertain"), "uncertain", 10),
    Column(_("Language"), "language", 10),
)
