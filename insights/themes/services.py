"""Writing themes and their evidence."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from insights.tagging.models import Insight
from insights.themes.models import Stance, Theme, ThemeEvidence, ThemeStatus
from project.audit.models import Action, Operation
from project.audit.operations import operation
from project.audit.services import change_row, changed_with, create_row, record
from project.common.errors import Refusal


def add_theme(*, by, title_sv: str, tags: Iterable = (), **values) -> Theme:
    """A new theme, a candidate unless said otherwise. Its key is the next free T-number."""
    with transaction.atomic():
        values.setdefault("key", _free_key())
        values.setdefault("order", (Theme.objects.aggregate(last=Max("order"))["last"] or 0) + 1)
        theme = create_row(Theme(title_sv=title_sv, **values), by=by)
        set_theme_tags(by=by, theme=theme, tags=tags)
    return theme


def change_theme(
    *, by, theme: Theme, version: int | None = None, tags: Iterable | None = None, **values
) -> list[str]:
    with transaction.atomic():
        changed = change_row(theme, by=by, version=version, **values)
        beside = ["tags"] if tags is not None and set_theme_tags(by=by, theme=theme, tags=tags) else []
        return changed_with(theme, by=by, changed=changed, beside=beside)


def set_theme_tags(*, by, theme: Theme, tags: Iterable) -> bool:
    """Build the theme from exactly these tags; says whether they changed."""
    wanted = set(tags)
    if wanted == set(theme.tags.all()):
        return False
    theme._history_user = by
    theme.tags.set(wanted)
    record(Action.CHANGE, by=by, row=theme, fields=["tags"], tags=sorted(t.pk for t in wanted))
    return True


def step_theme(*, by, theme: Theme, status: str) -> Operation:
    """Adopt a candidate, retire a theme, or take it back. Can be undone."""
    if status not in ThemeStatus:
        raise Refusal(_("That is not a status a theme can have."))
    with operation("theme.step", by=by) as recorder:
        recorder.changing(theme)
        change_row(theme, by=by, status=status)
    return recorder.operation


def judge(*, by, theme: Theme, insight: Insight, stance: str) -> ThemeEvidence | None:
    """Say what an insight is to a theme; an empty stance takes the judgement back."""
    with transaction.atomic():
        evidence = ThemeEvidence.objects.filter(theme=theme, insight=insight).first()
        if not stance:
            if evidence is not None:
                evidence._history_user = by
                record(Action.REMOVE, by=by, row=evidence, theme=theme.pk, insight=insight.pk)
                evidence.delete()
            return None
        if stance not in Stance:
            raise Refusal(_("An insight supports, contradicts or nuances a theme, or is left out."))
        if evidence is None:
            return create_row(ThemeEvidence(theme=theme, insight=insight, stance=stance, by=by), by=by)
        change_row(evidence, by=by, stance=stance)
    return evidence


def _free_key() -> str:
    taken = set(Theme.objects.values_list("key", flat=True))
    return next(key for number in range(1, 10_000) if (key := f"T{number}") not in taken)
