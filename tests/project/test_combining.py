"""What becomes one where two organisations or two tags do: the combiners that a merge asks for, and the figures
afterwards, which are those of a world where the two always were one."""

from datetime import date

import pytest

from dialogues.meetings.services import add_participation, change_participation
from dialogues.models import Dialogue, Participation
from insights.blind.models import BlindRound, BlindTagging, RoundUnit
from insights.models import Insight, Raiser, Tagging
from insights.summary.figures import count
from insights.summary.scope import Scope
from insights.tagging.services import By, add_tagging
from insights.themes.services import add_theme
from project.audit.services import change_row
from project.registry import combiner_for
from stakeholders.models import OrganisationAlias
from tests.factories import make_dialogue, make_insight, make_note, make_organisation, make_tag


def combine(kept, given_up, constraint: str, by) -> None:
    combiner_for(kept._meta.label, constraint).combine(kept=kept, given_up=given_up, by=by)


def merge(kept, given_up, by) -> None:
    """Two organisations as a merge joins them: what collides is combined, the rest is moved."""
    for seat in given_up.participations.all():
        same = Participation.objects.filter(dialogue=seat.dialogue, organisation=kept).first()
        if same is not None:
            combine(same, seat, "participation_once", by)
        else:
            change_participation(by=by, participation=seat, organisation=kept)
    change_row(given_up, by=by, merged_into=kept)


def seat(by, dialogue: Dialogue, organisation, **values) -> Participation:
    return add_participation(by=by, dialogue=dialogue, organisation=organisation, **values)


@pytest.fixture
def two(coordinator):
    return make_organisation(coordinator, "Malmö stad"), make_organisation(coordinator, "Malmö kommun")


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("present", 3), ("present", 5), ("present", 5)),
        (("apologies", None), ("present", 2), ("present", 2)),
        (("present", 4), ("absent", None), ("present", 4)),
        (("expected", None), ("apologies", None), ("expected", None)),
        (("absent", 0), ("apologies", None), ("apologies", 0)),
    ],
)
def test_two_participations_are_one_present_if_either_was(coordinator, two, first, second, together):
    dialogue = make_dialogue(coordinator)
    rows = [
        seat(coordinator, dialogue, organisation, attendance=how, headcount=number)
        for organisation, (how, number) in zip(two, (first, second), strict=True)
    ]
    combine(*rows, "participation_once", coordinator)
    kept = Participation.objects.get()
    assert (kept.pk, kept.attendance, kept.headcount) == (rows[0].pk, *together)


def test_what_the_second_said_and_raised_the_first_has_said_and_raised(coordinator, two):
    dialogue = make_dialogue(coordinator)
    first, second = (seat(coordinator, dialogue, organisation) for organisation in two)
    note = make_note(coordinator, dialogue, participation=second)
    alone = make_insight(coordinator, dialogue, raisers=[By(participation=second)])
    both = make_insight(coordinator, dialogue, raisers=[By(participation=first), By(participation=second)])
    combine(first, second, "participation_once", coordinator)
    note.refresh_from_db()
    assert note.participation == first
    assert [[r.participation for r in i.raisers.all()] for i in (alone, both)] == [[first], [first]]


def test_the_actor_type_of_the_time_is_the_one_kept(coordinator, two):
    """The two were sorted otherwise; what was raised follows the participation that is kept."""
    dialogue = make_dialogue(coordinator)
    other = make_organisation(coordinator, "Malmö kyrka", actor_type="trossamfund")
    first, second = seat(coordinator, dialogue, two[0]), seat(coordinator, dialogue, other)
    insight = make_insight(coordinator, dialogue, raisers=[By(participation=second)])
    combine(first, second, "participation_once", coordinator)
    assert [r.actor_type.key for r in insight.raisers.all()] == ["kommun"]


def test_figures_after_a_merge_are_those_of_a_world_where_the_two_were_one(analyst):
    """At two meetings: one where both were, one where only the second was."""

    def build(second) -> None:
        both, one = (
            make_dialogue(analyst, day=date(2026, month, 1), participants=[{"organisation": other}])
            for month in (3, 4)
        )
        seats = [seat(analyst, both, first, headcount=3)]
        if second != first:
            seats.append(seat(analyst, both, second, headcount=3))
        alone = seat(analyst, one, second, headcount=2)
        make_insight(analyst, both, raisers=[By(participation=s) for s in seats], tags=[tag])
        make_insight(analyst, one, raisers=[By(participation=alone)], tags=[tag])

    first, second, other = (make_organisation(analyst, name) for name in ("Ett", "Två", "Annan"))
    tag = make_tag(analyst, "RAD")
    add_theme(by=analyst, title_sv="Tema", status="adopted", tags=[tag])
    build(first)
    expected = count(Scope(user=analyst)).by_key()
    assert expected["tag/RAD/heard_from"] == 1
    for model in (Tagging, Raiser, Insight, Participation):
        model.objects.all().delete()
    Dialogue.objects.all().delete()
    build(second)
    assert count(Scope(user=analyst)).by_key()["tag/RAD/heard_from"] == 2
    merge(first, second, analyst)
    assert count(Scope(user=analyst)).by_key() == expected


def test_an_insight_with_both_tags_has_the_survivor_once_as_tagged_first(analyst, coordinator):
    insight = make_insight(coordinator, make_dialogue(coordinator))
    first, second = (
        add_tagging(by=by, insight=insight, tag=make_tag(analyst)) for by in (coordinator, analyst)
    )
    gone = second.pk
    combine(first, second, "tagging_once", analyst)
    assert Tagging.objects.get() == first
    assert first.tagger == coordinator
    assert Tagging.history.filter(id=gone, history_type="-").get().history_user == analyst


def test_an_alias_that_both_have_is_had_once(coordinator):
    kept, given_up = (
        OrganisationAlias.objects.create(
            organisation=make_organisation(coordinator), name="MS", folded_name="ms"
        )
        for _number in range(2)
    )
    combine(kept, given_up, "alias_once", coordinator)
    assert OrganisationAlias.objects.get() == kept


# Blind coding


@pytest.fixture
def coded_blind(analyst, coordinator):
    """A unit to which one coder gave two tags that nobody has used."""
    insight = make_insight(coordinator, make_dialogue(coordinator))
    unit = RoundUnit.objects.create(
        round=BlindRound.objects.create(title="Prov", made_by=analyst, codebook_version=1),
        coder=analyst,
        insight=insight,
    )
    tags = [make_tag(analyst, key, name_sv=f"Hemlig {key}") for key in ("BLIND-1", "BLIND-2")]
    return [BlindTagging.objects.create(unit=unit, tag=tag) for tag in tags]


def test_a_unit_with_both_tags_has_the_survivor_once(analyst, coded_blind):
    combine(*coded_blind, "blind_tagging_once", analyst)
    assert BlindTagging.objects.get() == coded_blind[0]


def test_blind_taggings_enter_no_count_no_list_and_no_history(analyst, coordinator, coded_blind):
    figures = count(Scope(user=analyst)).by_key()
    assert figures["taggings"] == figures["tag/BLIND-1/insights"] == 0
    insight = coded_blind[0].unit.insight
    for user in (analyst, coordinator):
        assert not Tagging.objects.visible_to(user).exists()
        assert (
            not Insight.objects.visible_to(user)
            .with_tags(coded_blind[0].tag.__class__.objects.all())
            .exists()
        )
    assert not Tagging.history.exists()
    assert not insight.taggings.exists()


def test_blind_taggings_stand_on_no_page_of_another(client_of, coordinator, coded_blind):
    """Nor does anybody else learn who codes what: there is no address for it at all yet."""
    from project.accounts.matrix import ADDRESSES

    assert not [address for address in ADDRESSES if "blind" in address or "round" in address]
    page = client_of(coordinator).get(coded_blind[0].unit.insight.get_absolute_url()).content.decode()
    assert "BLIND-1" not in page
    assert "Hemlig" not in page
