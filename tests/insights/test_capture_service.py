"""A captured line becomes a note and what it means, in one act."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from dialogues.models import Commitment, Note, Participation
from insights.capture.models import OpenToken
from insights.capture.services import capture_line, line_insight, revise_line
from insights.models import Insight
from stakeholders.models import ActorType
from tests.factories import make_actor_type, make_dialogue, make_organisation, make_question_set, make_tag


@pytest.fixture
def meeting(coordinator):
    make_actor_type("okand")
    questions = make_question_set()
    questions.questions.filter(number=3).update(default_kind="behov")
    return make_dialogue(coordinator, "Mötet", question_set=questions)


@pytest.fixture
def fear(coordinator):
    parent = make_tag(coordinator, "RAD", name_sv="Rädsla och oro", name_en="Fear and worry")
    make_tag(coordinator, "RAD-OMH", name_sv="Rädsla för omhändertagande", parent=parent)
    return parent


def capture(by, dialogue, raw, **values) -> Note:
    return capture_line(by=by, dialogue=dialogue, raw=raw, **values)[0]


def raised(insight: Insight) -> list[str]:
    return sorted(str(r.participation or r.actor_type.key) for r in insight.raisers.all())


def test_a_plain_line_becomes_a_note_and_nothing_more(coordinator, meeting):
    note = capture(coordinator, meeting, "  Många är   oroliga. ")
    assert (note.text, note.current.raw, note.channel) == ("Många är oroliga.", "Många är oroliga.", "runda")
    assert not Insight.objects.exists()
    assert not OpenToken.objects.exists()


def test_a_line_with_a_tag_becomes_an_insight_anchored_to_it(coordinator, meeting, fear):
    question = meeting.question_set.questions.get(number=3)
    note = capture(coordinator, meeting, "Föräldrar är rädda #RAD-OMH", question=question)
    insight = line_insight(note)
    assert (insight.text, insight.quote, insight.start, insight.end) == (
        note.text,
        note.text,
        0,
        len(note.text),
    )
    assert (insight.kind, insight.strength, insight.voice) == ("behov", "enskild", "paraphrased")
    assert insight.question == question
    assert [t.tag.key for t in insight.taggings.all()] == ["RAD-OMH"]


def test_a_hurried_word_means_the_parent_of_the_family(coordinator, meeting, fear):
    insight = line_insight(capture(coordinator, meeting, "Många är rädda #rädsla"))
    assert [t.tag for t in insight.taggings.all()] == [fear]


def test_a_word_that_fits_several_tags_stays_and_waits(coordinator, meeting, fear):
    make_tag(coordinator, "UTV", name_sv="Oro i andra hand")
    make_tag(coordinator, "UTV2", name_sv="Oro i tredje hand")
    note = capture(coordinator, meeting, "Det finns #oro här")
    assert note.text == "Det finns #oro här"
    assert [str(t) for t in note.open_tokens.all()] == ["#oro"]
    assert line_insight(note) is None


def test_a_retired_tag_is_not_put_on(coordinator, meeting, fear):
    from insights.codebook.services import retire_tag

    leaf = fear.children.get()
    retire_tag(by=coordinator, tag=leaf)
    note = capture(coordinator, meeting, "Rädda #RAD-OMH")
    assert line_insight(note) is None
    assert [str(t) for t in note.open_tokens.all()] == ["#RAD-OMH"]


def test_an_actor_in_the_line_was_there_and_raised_it(coordinator, meeting, fear):
    actor = make_organisation(coordinator, "Norrköpings kommun")
    insight = line_insight(capture(coordinator, meeting, "Rädda #RAD @Norrköping"))
    participation = Participation.objects.get(dialogue=meeting, organisation=actor)
    assert (participation.attendance, participation.headcount) == ("present", None)
    assert raised(insight) == ["Norrköpings kommun"]


def test_an_expected_actor_is_confirmed_as_present(coordinator, meeting, fear):
    from dialogues.meetings.services import add_participation

    actor = make_organisation(coordinator, "Umeå kommun")
    add_participation(
        by=coordinator, dialogue=meeting, organisation=actor, attendance="expected", headcount=4
    )
    capture(coordinator, meeting, "Hej @Umeå")
    participation = Participation.objects.get(dialogue=meeting)
    assert (participation.attendance, participation.headcount) == ("present", 4)


def test_each_actor_in_the_line_raised_it(coordinator, meeting, fear):
    make_organisation(coordinator, "Umeå kommun")
    make_organisation(coordinator, "Luleå kommun")
    insight = line_insight(capture(coordinator, meeting, 'Rädda #RAD @Umeå @"Luleå kommun" @Umeå'))
    assert raised(insight) == ["Luleå kommun", "Umeå kommun"]


def test_without_an_actor_the_only_external_type_raised_it(coordinator, meeting, fear):
    from dialogues.meetings.services import add_participation

    own = make_organisation(coordinator, "Vi själva", actor_type="egen")
    add_participation(by=coordinator, dialogue=meeting, organisation=own)
    add_participation(by=coordinator, dialogue=meeting, organisation=make_organisation(coordinator))
    note = capture(coordinator, meeting, "Rädda #RAD")
    assert raised(line_insight(note)) == ["kommun"]
    assert not note.open_tokens.exists()


def test_where_it_could_be_several_it_is_unknown_and_waits(coordinator, meeting, fear):
    from dialogues.meetings.services import add_participation

    for kind in ("kommun", "region"):
        add_participation(
            by=coordinator, dialogue=meeting, organisation=make_organisation(coordinator, actor_type=kind)
        )
    note = capture(coordinator, meeting, "Rädda #RAD")
    assert raised(line_insight(note)) == ["okand"]
    assert [t.sign for t in note.open_tokens.all()] == ["?"]


def test_an_unknown_actor_stays_in_the_text_and_waits(coordinator, meeting, fear):
    note = capture(coordinator, meeting, "Rädda #RAD @Ankeborg")
    assert note.text == "Rädda @Ankeborg"
    assert {str(t) for t in note.open_tokens.all()} == {"@Ankeborg", "?"}


def test_a_commitment_is_kept_with_its_line(coordinator, meeting):
    actor = make_organisation(coordinator, "Umeå kommun")
    note = capture(coordinator, meeting, "!Skicka länkar @Umeå")
    promise = Commitment.objects.get()
    assert (promise.text, promise.note, promise.organisation, promise.state) == (
        "Skicka länkar",
        note,
        actor,
        "open",
    )
    assert note.participation is None


def test_a_tag_in_a_commitment_stays_in_the_text(coordinator, meeting, fear):
    note = capture(coordinator, meeting, "!Skriv om #RAD")
    assert note.text == "Skriv om #RAD"
    assert not Insight.objects.exists()
    assert [str(t) for t in note.open_tokens.all()] == ["#RAD"]


def test_a_line_sent_twice_is_stored_once(coordinator, meeting, fear):
    line_id = uuid.uuid4()
    first, new = capture_line(by=coordinator, dialogue=meeting, raw="Rädda #RAD", uuid=line_id)
    again, new_again = capture_line(by=coordinator, dialogue=meeting, raw="Rädda #RAD", uuid=line_id)
    assert (new, new_again, again) == (True, False, first)
    assert (Note.objects.count(), Insight.objects.count()) == (1, 1)


@pytest.mark.parametrize("raw", ["", "   ", "#RAD", "@Umeå #RAD", "x" * 20_001])
def test_a_line_that_says_nothing_or_too_much_is_refused_whole(coordinator, meeting, fear, raw):
    make_organisation(coordinator, "Umeå kommun")
    with pytest.raises(ValidationError):
        capture(coordinator, meeting, raw)
    assert not Note.objects.exists()
    assert not Participation.objects.exists()


def test_lines_stand_in_the_order_they_were_written_under_each_question(coordinator, meeting):
    one, two = meeting.question_set.questions.filter(number__lte=2)
    for text, question in (("a", one), ("b", two), ("c", one)):
        capture(coordinator, meeting, text, question=question)
    assert [n.text for n in Note.objects.filter(question=one)] == ["a", "c"]


# Editing a line


def test_an_edited_line_takes_its_insight_along(coordinator, meeting, fear):
    note = capture(coordinator, meeting, "Många är rädda #RAD")
    revise_line(by=coordinator, note=note, raw="Nästan alla är rädda #RAD")
    insight = line_insight(Note.objects.get())
    assert insight.text == insight.quote == "Nästan alla är rädda"
    assert note.versions.count() == 2


def test_a_tag_added_or_taken_away_in_the_line_follows(coordinator, meeting, fear):
    note = capture(coordinator, meeting, "Många är rädda")
    revise_line(by=coordinator, note=note, raw="Många är rädda #RAD #RAD-OMH")
    insight = line_insight(note)
    assert {t.tag.key for t in insight.taggings.all()} == {"RAD", "RAD-OMH"}
    revise_line(by=coordinator, note=note, raw="Många är rädda #RAD-OMH")
    assert {t.tag.key for t in insight.taggings.all()} == {"RAD-OMH"}


def test_a_tag_put_on_elsewhere_stays_when_the_line_is_edited(coordinator, meeting, fear):
    from insights.tagging.services import add_tagging

    other = make_tag(coordinator, "UTA", name_sv="Utanförskap")
    note = capture(coordinator, meeting, "Många är rädda #RAD")
    add_tagging(by=coordinator, insight=line_insight(note), tag=other)
    revise_line(by=coordinator, note=note, raw="Alla är rädda #RAD")
    assert {t.tag.key for t in line_insight(note).taggings.all()} == {"RAD", "UTA"}


def test_a_line_that_loses_all_its_tags_is_no_insight_any_more_but_can_be_brought_back(
    coordinator, meeting, fear
):
    note = capture(coordinator, meeting, "Många är rädda #RAD")
    insight = line_insight(note)
    revise_line(by=coordinator, note=note, raw="Många är rädda")
    insight.refresh_from_db()
    assert insight.removed_at is not None
    assert line_insight(note) is None


def test_another_actor_in_an_edited_line_raised_it_instead(coordinator, meeting, fear):
    make_organisation(coordinator, "Umeå kommun")
    make_organisation(coordinator, "Luleå kommun")
    note = capture(coordinator, meeting, "Rädda #RAD @Umeå")
    revise_line(by=coordinator, note=note, raw="Rädda #RAD @Luleå")
    assert raised(line_insight(note)) == ["Luleå kommun"]


def test_a_line_can_become_a_commitment_and_cease_to_be_one(coordinator, meeting):
    note = capture(coordinator, meeting, "Skicka länkar")
    revise_line(by=coordinator, note=note, raw="!Skicka länkar i dag")
    promise = Commitment.objects.get()
    assert promise.text == "Skicka länkar i dag"
    revise_line(by=coordinator, note=note, raw="Skicka länkar i dag")
    promise.refresh_from_db()
    assert promise.removed_at is not None


def test_a_word_made_right_no_longer_waits(coordinator, meeting, fear):
    make_organisation(coordinator, "Umeå kommun")
    note = capture(coordinator, meeting, "Rädda #räddsla @Umeåå")
    assert note.open_tokens.count() == 2
    revise_line(by=coordinator, note=note, raw="Rädda #rädsla @Umeå")
    assert not note.open_tokens.exists()
    assert raised(line_insight(note)) == ["Umeå kommun"]


def test_the_unknown_type_must_be_there_for_a_line_of_unknown_origin(coordinator, fear):
    ActorType.objects.filter(unknown=True).delete()
    meeting = make_dialogue(coordinator)
    with pytest.raises(ValidationError):
        capture(coordinator, meeting, "Rädda #RAD")
