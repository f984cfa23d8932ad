"""A restricted meeting is not there for those outside its team: not in any page or file, not in any number,
not behind any link. What they see with it and without it is the same, letter for letter."""

import pytest
from django.urls import reverse

from insights.models import GoodExample
from tests.crawl import crawl, files, report, text_of
from tests.html import form_values, parse
from tests.secret import CANARY, PEOPLE, Secret
from tests.world import user

SUMMARIES = (
    "/insights/summary/",
    "/insights/summary/?period=all",
    "/insights/summary/?actor_type=kommun&period=all",
    "/insights/summary/?county=12&channel=chatt",
)
PICKERS = ("/insights/examples/new/", "/insights/tips/new/", "/dialogues/new/", "/insights/reports/", "/bin/")


def hits(found: dict) -> list[str]:
    """Where a canary, or the number of people, stands."""
    return [
        where for where, text in found.items() if CANARY in str(text).casefold() or str(PEOPLE) in str(text)
    ]


def test_all_pages_of_an_outsider_are_the_same_with_and_without_it(world_client):
    client = world_client("outsider")
    before = crawl(client, *SUMMARIES, *PICKERS)
    Secret(user("coordinator"))
    after = crawl(client, *SUMMARIES, *PICKERS)
    assert len(before) > 80
    assert hits(after) == []
    assert set(after) == set(before)
    assert [path for path in before if before[path] != after[path]] == []


def test_all_files_of_an_outsider_are_the_same_with_and_without_it(world_client, tmp_path):
    client, email = world_client("outsider"), "outsider@example.org"
    before = files(client, email, tmp_path)
    Secret(user("coordinator"))
    after = files(client, email, tmp_path)
    assert len(before) == 14 + 3
    assert hits(after) == []
    assert after == before


def test_what_is_published_is_the_same_with_and_without_it(world_client, tmp_path):
    """For readers, and in the publishable workbook of one who sees everything."""
    reader, made = world_client("reader"), "analyst@example.org"
    before = crawl(reader, SUMMARIES[0]), report(made, tmp_path, "--publishable")
    Secret(user("coordinator"))
    assert (crawl(reader, SUMMARIES[0]), report(made, tmp_path, "--publishable")) == before


@pytest.mark.drill
def test_every_list_behind_a_figure_is_the_same_with_and_without_it(world_client):
    client = world_client("outsider")
    links = {a.attrs["href"] for page in SUMMARIES for a in parse(client.get(page)).all("a")}
    links = sorted(link for link in links if "?" in link)
    before = {link: text_of(client.get(link)) for link in links}
    Secret(user("coordinator"))
    assert len(links) > 100
    assert [link for link in links if text_of(client.get(link)) != before[link]] == []


@pytest.mark.parametrize("name", ["coordinator", "analyst", "manager", "officer"])
def test_its_team_and_those_with_the_right_do_see_it(world_client, name):
    """So the canaries do sing where they may, and the tests above can hear them."""
    secret, client = Secret(user("coordinator")), world_client(name)
    for row in secret.rows:
        assert CANARY in text_of(client.get(row.get_absolute_url())), row._meta.label
    for place in ("/", "/bin/", "/dialogues/", "/dialogues/notes/", "/insights/", "/insights/examples/"):
        assert CANARY in text_of(client.get(place)), place


def test_its_team_takes_it_out_in_files_but_never_in_a_publishable_one(world_client, tmp_path):
    Secret(user("coordinator"))
    held = hits(files(world_client(), "coordinator@example.org", tmp_path))
    tables = {"dialogues:dialogue-list", "dialogues:participation-list", "dialogues:note-list"}
    drawn = {"dialogues:commitment-list", "dialogues:feedback-list", "insights:insight-list"}
    more = {"insights:tagging-list", "insights:example-list", "internal", "export_insights"}
    assert set(held) == tables | drawn | more


def addresses(secret: Secret) -> dict[str, list[str]]:
    """Every address that names a row of the meeting, by how it is asked for."""
    d, p, n = secret.dialogue.uuid, secret.participation.uuid, secret.note.uuid
    c, f, i, e = secret.commitment.uuid, secret.feedback.uuid, secret.insight.uuid, secret.example.uuid
    read_and_write = [
        *(f"dialogues:dialogue-{act} {d}" for act in ("edit", "cancel", "remove")),
        *(f"dialogues:participation-{act} {p}" for act in ("edit", "remove")),
        *(f"dialogues:{kind}-create {d}" for kind in ("participation", "note", "commitment", "feedback")),
        *(f"dialogues:{kind}-edit {row}" for kind, row in (("note", n), ("commitment", c), ("feedback", f))),
        f"insights:insight-create {d}",
        f"insights:insight-edit {i}",
        f"insights:example-edit {e}",
        f"insights:capture {d}",
        f"insights:line-edit {n}",
    ]
    read = [
        f"dialogues:dialogue-detail {secret.planned.uuid}",
        f"dialogues:dialogue-detail {secret.binned_dialogue.uuid}",
    ]
    write = [
        f"dialogues:dialogue-step {d}",
        f"dialogues:note-remove {n}",
        f"dialogues:commitment-remove {c}",
        f"insights:insight-remove {i}",
        f"insights:example-step {e}",
        f"dialogues:dialogue-restore {secret.binned_dialogue.uuid}",
        f"dialogues:note-restore {secret.binned_note.uuid}",
        f"dialogues:commitment-restore {secret.binned_commitment.uuid}",
        f"insights:insight-restore {secret.binned_insight.uuid}",
    ]
    return {"get": [*read, *read_and_write], "post": [*write, *read_and_write]}


def path(address: str) -> str:
    name, argument = address.split()
    return reverse(name, args=[argument])


def test_every_address_of_it_answers_that_there_is_nothing(world_client):
    secret, client = Secret(user("coordinator")), world_client("outsider")
    asked = addresses(secret)
    for row in secret.rows:
        assert client.get(row.get_absolute_url()).status_code == 404, row
    for address in asked["get"]:
        response = client.get(path(address))
        assert response.status_code == 404, address
        assert CANARY not in text_of(response)
    for address in asked["post"]:
        response = client.post(path(address), {"stance": "supports", "status": "held", "reason": "x"})
        assert response.status_code == 404, address
    answered = client.get(secret.dialogue.get_absolute_url()).content
    missing = client.get(reverse("dialogues:dialogue-detail", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12]))
    assert len(answered) == len(missing.content)


def test_an_example_cannot_be_drawn_from_an_insight_of_it(world_client):
    """The picker does not offer it, and its number, guessed, is refused as one that does not exist."""
    secret, client = Secret(user("coordinator")), world_client("outsider")
    url = reverse("insights:example-create")
    values = form_values(parse(client.get(url)).first("form", class_="form"))
    count = GoodExample.objects.count()
    responses = [
        client.post(url, {**values, "title": ["Påhittat"], "insight": [number]})
        for number in (str(secret.insight.pk), "987654321")
    ]
    assert GoodExample.objects.count() == count
    guessed, missing = (text_of(r).replace(str(secret.insight.pk), "N") for r in responses)
    assert guessed == missing.replace("987654321", "N")
