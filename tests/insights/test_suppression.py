"""Suppression, the primary rule: in a group that holds a sensitive actor type, no cell at whose dialogues
fewer than five actors of the group were present is seen by a reader or stands in a publishable workbook,
and a row with a hidden cell has its whole hidden too."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings

from insights.models import Tag, Tagging, Theme
from insights.summary.figures import MEASURES, count
from project.common.dates import Period
from tests.html import figures_of, parse
from tests.insights.slow_count import Slow, scope_of
from tests.insights.test_counting import book_of, overview
from tests.insights.worlds import (
    ACTORS,
    GROUPS,
    GUARDED,
    LIMIT,
    TAGS,
    Heard,
    Met,
    Seat,
    World,
    make_vocabulary,
    stored,
    worlds,
)

IN_2026 = {"period": Period()}
HIDDEN = "dolt, för få aktörer"
examples = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FAITH_AND_SOCIETY = [a for a, (kind, _c, how) in ACTORS.items() if kind in ("trossamfund", "forening")]


@pytest.fixture
def people(db):
    return make_vocabulary()


def world_with(there: list[str], **changes) -> World:
    """One meeting at which these were present and a congregation's words got a tag."""
    seats = tuple(Seat(actor, ACTORS[actor][0], "present", 2) for actor in there)
    heard = Heard(
        by=("trossamfund", "kommun"),
        tags=frozenset({"A-1"}),
        question=1,
        kind="behov",
        channel="runda",
        removed=False,
        stances=(),
    )
    met = Met(
        days={"first_day": DAY, "last_day": DAY, "precision": "day"},
        status="held",
        kind="dialogue",
        form="fysiskt",
        protection="open",
        member_in_team=False,
        removed=False,
        assigned=True,
        seats=seats,
        heard=(heard,),
    )
    met = Met(**{**met.__dict__, **changes})
    return World(
        meetings=(met,),
        themes=dict.fromkeys(("T1", "T2", "T3"), ("adopted", frozenset({"A"}))),
        tips=dict.fromkeys(("TIP-1", "TIP-2"), ("proposed", frozenset())),
    )


DAY = date(2026, 3, 4)
COUNTED = [a for a in FAITH_AND_SOCIETY if ACTORS[a][2] != "not_counted"]
FOUR, FIVE = world_with(["K1", *COUNTED[:4]]), world_with(["K1", *COUNTED[:5]])


@examples
@given(world=worlds())
@example(world=FOUR)
@example(world=FIVE)
def test_no_cell_below_the_limit_is_ever_given(people, world):
    """Judged by the slow count of who was there, not by what the product says of itself."""
    with stored(world, people):
        figures, slow = count(scope_of(people, None, IN_2026)).by_key(), Slow(world, None, IN_2026)
        for prefix, members in lines_of(slow):
            for group in GROUPS:
                own = slow.raised_by(members, group)
                there = {
                    s.actor for m, _h in own for s in slow.present(m) if s.actor and is_of(slow, s, group)
                }
                given_away = [m for m in MEASURES if figures.get(f"{prefix}/{group}/{m}") is not None]
                if own and group in GUARDED and len(there) < LIMIT:
                    assert given_away == [], (prefix, group)
                    assert [figures[f"{prefix}/{m}"] for m in MEASURES] == [None] * 4, "the whole of its row"
                else:
                    assert len(given_away) == (4 if own else 0), "nothing is hidden without need"


def is_of(slow: Slow, seat: Seat, group: str) -> bool:
    return slow.column(seat.type) == group


def lines_of(slow: Slow):
    yield from ((f"tag/{key}", slow.with_tag(key)) for key in TAGS)
    yield from ((f"theme/{key}", slow.in_theme(key)) for key in slow.adopted())


@examples
@given(world=worlds())
@example(world=FOUR)
def test_a_hidden_cell_cannot_be_had_from_its_row(people, world):
    """Of the four figures of a row, the whole and its cells, two sets of rows that differ in a hidden cell
    alone look alike: whatever it holds, what is shown of its row is the same."""
    with stored(world, people):
        figures = count(scope_of(people, None, IN_2026))
        for line in (*figures.themes, *figures.tags):
            hidden = [column for column, cell in line.cells.items() if cell.hidden]
            assert line.whole.hidden == bool(hidden)
            shown = {k for k, v in figures.by_key().items() if v is not None and f"/{line.key}/" in k}
            allowed = {f"/{line.key}/{column}/" for column in line.cells if column not in hidden}
            if hidden:
                assert all(any(part in key for part in allowed) for key in shown), (line.key, shown)


@settings(examples, max_examples=3)
@given(world=worlds())
@example(world=FOUR)
@example(world=FIVE)
def test_readers_and_the_publishable_workbook_get_words_for_what_is_hidden(people, client_of, world):
    with stored(world, people):
        expected = Slow(world, None, IN_2026)
        for key, value in overview(people, None).items():
            if key in (figures := expected.figures()):
                assert value == (HIDDEN if figures[key] is None else value), key
        page = parse(client_of(people["reader"]).get(reverse("insights:summary")))
        whole = {"period": Period(*ASSIGNMENT)}
        slow = Slow(world, None, whole).figures()
        for key, elements in figures_of(page).items():
            if key in slow and slow[key] is None:
                assert all("value" not in e.attrs and e.text == HIDDEN for e in elements), key
                assert not any(e.inside("a") for e in elements), key


ASSIGNMENT = (date(2026, 1, 1), date(2026, 12, 31))


def test_four_actors_are_too_few_and_five_are_enough(people):
    for world, shown in ((FOUR, None), (FIVE, 1)):
        with stored(world, people):
            figures = count(scope_of(people, None, IN_2026)).by_key()
            assert figures["tag/A-1/civila/insights"] == shown
            assert figures["tag/A/civila/insights"] == shown, "the parent has no more than its child"
            assert figures["theme/T1/civila/insights"] == shown
            assert figures["theme/T1/insights"] == shown
            assert figures["theme/T1/kommuner/insights"] == 1, "a group that is not guarded"


@pytest.mark.parametrize(
    ("there", "changes"),
    [
        (["K1", *COUNTED[:4], "S3"], {}),
        (["K1", *COUNTED], {"protection": "restricted"}),
    ],
    ids=["one that is not to be counted makes no fifth", "a restricted meeting makes none"],
)
def test_who_does_not_count_hides_nobody(people, there, changes):
    with stored(world_with(there, **changes), people):
        figures = count(scope_of(people, None, IN_2026)).by_key()
        assert not figures.get("tag/A-1/civila/insights")
        assert figures["tag/A-1/insights"] in (None, 0)


def test_expected_actors_and_unnamed_people_make_no_fifth(people):
    there = ["K1", *COUNTED[:4]]
    seats = (
        *(Seat(a, ACTORS[a][0], "present", 2) for a in there),
        Seat(COUNTED[4], ACTORS[COUNTED[4]][0], "expected", 2),
        Seat(None, "privat", "present", 50),
    )
    with stored(world_with(there, seats=seats), people):
        assert count(scope_of(people, None, IN_2026)).by_key()["tag/A-1/civila/insights"] is None


def test_a_publishable_workbook_says_of_no_insight_what_is_hidden(people):
    """A tag or theme whose figure is hidden for a group stands beside no insight of the group either."""
    for world, expected in ((FOUR, [None, None]), (FIVE, ["T1; T2; T3", "A-1"])):
        with stored(world, people):
            Tagging.objects.get().insight.__class__.objects.update(may_be_quoted=True)
            book = book_of(people, None)
            heading, row = list(book["Insikter"].iter_rows(values_only=True))
            values = dict(zip(heading, row, strict=True))
            assert [values["Teman"], values["Taggar"]] == expected
            assert book["Taggningar"].max_row == (2 if expected[1] else 1)


def test_the_codebook_of_a_publishable_workbook_hides_what_is_hidden(people):
    with stored(FOUR, people):
        rows = list(book_of(people, None)["Kodbok"].iter_rows(values_only=True))
        uses = {row[rows[0].index("Nyckel")]: row[rows[0].index("Insikter")] for row in rows[1:]}
    assert uses["A-1"] == uses["A"] == HIDDEN
    assert uses["B"] == 0
    assert set(uses) == set(TAGS) == set(Tag.objects.filter(merged_into=None).values_list("key", flat=True))
    assert Theme.objects.count() == 3
