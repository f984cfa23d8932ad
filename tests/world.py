"""A small world in which, for every filter of every list, some rows fit and some do not.

Three places, seven actors, seven meetings. Two of the meetings count: Vårmötet (2026-03-04) and
Höstsamtalet (October 2025, a feedback meeting of which only the month is known).
"""

from datetime import date

from dialogues.assignments.services import add_question_set, retire_question_set
from dialogues.commitments.services import add_commitment, give_feedback
from dialogues.meetings.services import add_participation, cancel_dialogue
from dialogues.models import Assignment, Dialogue, Participation, Question
from insights.codebook.services import add_tag, retire_tag
from insights.models import Insight, Tag
from insights.tagging.services import By, add_insight, anchor
from insights.themes.services import add_theme, judge
from insights.tips.services import add_example, add_tip
from project.accounts.matrix import Role
from project.accounts.models import User
from stakeholders.models import Organisation
from stakeholders.register.services import archive_organisation
from tests import factories as make
from tests.kept import Kept

ROLES = (Role.COORDINATOR, Role.ANALYST, Role.MANAGER, Role.OFFICER, Role.READER)


def load_world() -> None:
    """Have the world in the database of this test, which holds nothing else."""
    _world.load()


def _make() -> None:
    people = {role: make.make_user(role, role, language="en") for role in ROLES}
    make.make_user("outsider", Role.COORDINATOR, language="en")
    by = people[Role.COORDINATOR]
    _make_register(by)
    _make_codebook(people[Role.ANALYST])
    _make_meetings(by, people)
    _make_notes_and_insights(by)
    _make_promises(by)
    _make_themes_and_tips(people[Role.MANAGER])


def _make_register(by: User) -> None:
    jamtland, skane = make.make_county("23", "Jämtlands län"), make.make_county("12", "Skåne län")
    are = make.make_municipality("2321", "Åre", jamtland)
    malmo = make.make_municipality("1280", "Malmö", skane)
    make.make_actor_type("okand", order=90)
    make.make_actor_type("kommun", order=10)
    make.make_actor_type("trossamfund", order=20, sensitive=True)
    make.make_actor_type("forening", order=30, sensitive=True)
    make.make_actor_type("egen", order=40)
    make.make_organisation(by, "Åre kommun", municipality=are, aliases=["Årebygden"], number="212000-2494")
    make.make_organisation(by, "Malmö stad", municipality=malmo, publish_as="type")
    make.make_organisation(by, "Östersunds kommun", county=jamtland)
    council = make.make_organisation(by, "Frikyrkorådet", actor_type="trossamfund")
    make.make_organisation(by, "Ebeneserkyrkan", actor_type="trossamfund", parent=council, county=skane)
    make.make_organisation(by, "Vi själva", actor_type="egen")
    make.make_organisation(by, "Nedlagda föreningen", actor_type="forening", county=skane)
    merged = make.make_organisation(by, "Malmö kommun")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=actor("Malmö stad"))


def _make_codebook(by: User) -> None:
    fear = make.make_tag(
        by, "RAD", name_sv="Rädsla", name_en="Fear", definition="Oro för myndigheter", colour="red"
    )
    add_tag(by=by, key="RAD-OMH", name_sv="Omhändertagande", parent=fear, introduced_on=date(2025, 1, 1))
    add_tag(by=by, key="UTA", name_sv="Utanförskap", introduced_on=date(2024, 1, 1))
    retire_tag(by=by, tag=add_tag(by=by, key="GAM", name_sv="Gammal tagg", introduced_on=date(2023, 1, 1)))


def _make_meetings(by: User, people: dict[str, User]) -> None:
    questions = make.make_question_set(2, key="fraga")
    before = [{"text_sv": "Hur var det förr?", "text_en": "What was it like before?"}]
    earlier = add_question_set(by=people[Role.MANAGER], title_sv="Äldre frågor", questions=before)
    retire_question_set(by=people[Role.MANAGER], question_set=earlier)
    ours = make.make_assignment(people[Role.MANAGER], "Uppdraget")
    period = {"period_from": date(2020, 1, 1), "period_to": date(2021, 12, 31)}
    old = make.make_assignment(people[Role.MANAGER], "Ett äldre uppdrag", decision="Ju2019/1", **period)
    Assignment.objects.filter(pk=old.pk).update(archived_at="2022-01-01T00:00:00+00:00")
    spring = make.make_dialogue(
        by,
        "Vårmötet",
        form="digitalt",
        place="Malmö",
        protection="open",
        assignment=ours,
        question_set=questions,
        summary="Mycket handlade om oro.",
        registration_number="4.1-123/2026",
    )
    autumn = make.make_dialogue(
        by, "Höstsamtalet", day=date(2025, 10, 9), precision="month", kind="feedback", question_set=questions
    )
    for dialogue, present in ((spring, PRESENT_IN_SPRING), (autumn, PRESENT_IN_AUTUMN)):
        for name, headcount in present.items():
            add_participation(by=by, dialogue=dialogue, organisation=actor(name), headcount=headcount)
    archive_organisation(by=by, organisation=actor("Nedlagda föreningen"), reason="Upphörde 2025")
    add_participation(
        by=by, dialogue=autumn, organisation=actor("Frikyrkorådet"), attendance="apologies", headcount=2
    )
    add_participation(by=by, dialogue=autumn, actor_type=make.make_actor_type("okand"), headcount=30)
    _make_uncounted(by)
    other = make.make_dialogue(people[Role.ANALYST], "Odaterat brev", day=None, form="skriftligt")
    Dialogue.objects.filter(pk=other.pk).update(status="documented")


PRESENT_IN_SPRING = {"Åre kommun": None, "Malmö stad": 3, "Vi själva": 2}
PRESENT_IN_AUTUMN = {"Ebeneserkyrkan": 12, "Nedlagda föreningen": 4}


def _make_uncounted(by: User) -> None:
    make.make_dialogue(
        by,
        "Ärendemötet",
        day=date(2026, 5, 6),
        kind="coordination",
        participants=[{"organisation": actor("Åre kommun"), "headcount": 1}],
    )
    make.make_dialogue(by, "Nästa möte", day=date(2026, 11, 20), status="planned", place="Åre")
    make.make_dialogue(by, "Blev det av?", day=date(2026, 9, 1), status="planned")
    off = make.make_dialogue(by, "Inställda mötet", day=date(2026, 1, 15), status="planned")
    cancel_dialogue(by=by, dialogue=off, reason="Snöstorm")


def _make_notes_and_insights(by: User) -> None:
    spring, autumn, case = meeting("Vårmötet"), meeting("Höstsamtalet"), meeting("Ärendemötet")
    first, second = Question.objects.filter(question_set__key="qs-fraga").order_by("number")
    said = make.make_note(by, spring, "Föräldrar är rädda.", question=first, participation=seat("Åre kommun"))
    make.make_note(
        by, spring, "Chatten gick het.", question=second, channel="chatt", voice="quoted", may_be_quoted=True
    )
    make.make_note(by, autumn, "Någon sa något.", uncertain=True, do_not_repeat=True)
    make.make_note(by, case, "Internt prat.")
    add_insight(
        by=by,
        dialogue=spring,
        text="Rädsla för omhändertagande",
        question=first,
        kind="behov",
        strength="flera",
        raisers=[By(participation=seat("Åre kommun"))],
        tags=[tag("RAD-OMH"), tag("UTA")],
        anchored=anchor(said.current, 0, 9),
    )
    add_insight(
        by=by,
        dialogue=autumn,
        text="Ryktet om tolken",
        question=second,
        channel="chatt",
        voice="quoted",
        may_be_quoted=True,
        kind="gott_exempel",
        raisers=[
            By(participation=seat("Ebeneserkyrkan")),
            By(participation=seat("Nedlagda föreningen")),
            By(actor_type=make.make_actor_type("kommun")),
        ],
        tags=[tag("RAD"), tag("UTA")],
    )
    make.make_insight(by, autumn, "Utan tagg", actor_type="okand")
    make.make_insight(by, case, "Från samordning", tags=[tag("RAD")])


def _make_promises(by: User) -> None:
    spring, autumn = meeting("Vårmötet"), meeting("Höstsamtalet")
    malmo = actor("Malmö stad")
    add_commitment(
        by=by,
        dialogue=spring,
        text="Skicka länkar",
        organisation=malmo,
        responsible_role="Ämnesexpert",
        due_on=date(2026, 10, 14),
    )
    add_commitment(
        by=by,
        dialogue=spring,
        text="Boka uppföljning",
        responsible_role="ansvarig",
        due_on=date(2026, 10, 15),
    )
    add_commitment(
        by=by, dialogue=autumn, text="Översätta bladet", state="done", outcome="Klart på somaliska"
    )
    add_commitment(by=by, dialogue=autumn, text="Byta tolk", state="declined", responsible_role="Åklagare")
    give_feedback(by=by, dialogue=autumn, given_on=date(2025, 11, 1), way="letter", text="Tack för samtalet.")
    give_feedback(by=by, dialogue=spring, given_on=date(2026, 4, 1), text="Det här hände sedan.")


def _make_themes_and_tips(by: User) -> None:
    adopted = add_theme(
        by=by, title_sv="Ängslan", synthesis="Den återkommer.", status="adopted", tags=[tag("RAD")]
    )
    candidate = add_theme(by=by, title_sv="Ekon", title_en="Echoes", tags=[tag("UTA")])
    add_theme(by=by, title_sv="Öde teman", status="retired", tags=[tag("RAD"), tag("UTA")])
    judge(by=by, theme=candidate, insight=insight("Utan tagg"), stance="supports")
    judge(by=by, theme=adopted, insight=insight("Från samordning"), stance="nuances")
    listen = add_tip(by=by, text_sv="Lyssna först", text_en="Listen first", tags=[tag("RAD"), tag("UTA")])
    share = add_tip(by=by, text_sv="Återkoppla alltid", status="published", tags=[tag("UTA")])
    add_tip(by=by, text_sv="Äldre råd", status="retired", number=1)
    add_example(
        by=by,
        title="Öppen förskola",
        text="Tolk på plats.",
        insight=insight("Ryktet om tolken"),
        organisation=actor("Ebeneserkyrkan"),
        consent=True,
        tips=[listen, share],
    )
    add_example(
        by=by,
        title="Ett blad på tio språk",
        insight=insight("Rädsla för omhändertagande"),
        status="reviewed",
        organisation=actor("Åre kommun"),
    )
    add_example(by=by, title="Ångström berättar", source_url="https://example.org/a", tips=[share])


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def actor(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def meeting(title: str) -> Dialogue:
    return Dialogue.objects.get(title=title)


def seat(name: str) -> Participation:
    """Where an actor sat at the first meeting it was present at."""
    return Participation.objects.filter(organisation__name=name).order_by("pk").first()


def tag(key: str) -> Tag:
    return Tag.objects.get(key=key)


def insight(text: str) -> Insight:
    return Insight.objects.get(text=text)


_world = Kept(_make)
