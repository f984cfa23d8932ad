"""The facts a Swedish installation starts from: counties, municipalities, regions, county boards, faith
communities, and the vocabularies. Loading twice adds nothing, and overwrites nothing that people have
changed."""

import csv
import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from dialogues.models import Question, QuestionSet
from insights.codebook.services import record_change
from insights.models import Tag
from project.accounts.services import sync_groups
from project.common.text import fold, swedish_key
from stakeholders.models import (
    ActorType,
    County,
    Municipality,
    Organisation,
    OrganisationAlias,
    ReportGroup,
)
from stakeholders.register.models import AliasKind, PublishAs

DATA = Path(__file__).parent / "data"
# Rows of the reference have ids that follow from what they are, so that they are the same everywhere.
_NAMESPACE = uuid.UUID("6f6c6c79-6879-5274-8000-6c79686f7274")


def stable_uuid(kind: str, key: str) -> uuid.UUID:
    """The id of a reference or demo row."""
    return uuid.uuid5(_NAMESPACE, f"{kind}/{key}")


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@dataclass
class Loaded:
    """How many rows of each kind were added."""

    added: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, number: int) -> None:
        self.added[kind] = self.added.get(kind, 0) + number

    def __str__(self):
        return ", ".join(f"{number} {kind}" for kind, number in self.added.items() if number) or "nothing new"


@transaction.atomic
def load_reference() -> Loaded:
    """Load everything; give what was added."""
    loaded = Loaded()
    sync_groups()
    _load_geography(loaded)
    _load_actor_types(loaded)
    _load_organisations(loaded)
    _load_questions(loaded)
    _load_codebook(loaded)
    return loaded


def _load_geography(loaded: Loaded) -> None:
    for row in read_csv("counties.csv"):
        _row, new = County.objects.update_or_create(code=row.pop("code"), defaults=row)
        loaded.count("counties", new)
    for row in read_csv("municipalities.csv"):
        values = {"county_id": row.pop("county_code"), **row}
        _row, new = Municipality.objects.update_or_create(code=values.pop("code"), defaults=values)
        loaded.count("municipalities", new)


def _load_actor_types(loaded: Loaded) -> None:
    data = read_json("reference/actor_types.json")
    for order, row in enumerate(data["report_groups"]):
        values = {"name_sv": row["sv"], "name_en": row["en"], "order": order}
        _row, new = ReportGroup.objects.get_or_create(key=row["key"], defaults=values)
        loaded.count("report groups", new)
    groups = {group.key: group for group in ReportGroup.objects.all()}
    for order, row in enumerate(data["actor_types"]):
        row = dict(row)
        values = {"name_sv": row.pop("sv"), "name_en": row.pop("en"), "order": order}
        values["report_group"] = groups[row.pop("report_group")]
        _row, new = ActorType.objects.get_or_create(key=row.pop("key"), defaults={**values, **row})
        loaded.count("actor types", new)


def _load_organisations(loaded: Loaded) -> None:
    types = {t.key: t for t in ActorType.objects.all()}
    found = set(Organisation.objects.values_list("uuid", flat=True))
    rows, aliases, parents = [], [], []

    def add(kind: str, key: str, name: str, *other_names: str, umbrella: str = "", **values):
        identity = stable_uuid(kind, key)
        if identity in found:
            return
        actor_type = types[kind]
        row = Organisation(
            uuid=identity,
            name=name,
            sort_key=swedish_key(name),
            folded_name=fold(name),
            actor_type=actor_type,
            publish_as=PublishAs.TYPE if actor_type.sensitive else PublishAs.NAME,
            **values,
        )
        rows.append(row)
        aliases.extend((row, other) for other in other_names if fold(other) != row.folded_name)
        if umbrella:
            parents.append((row, stable_uuid(kind, umbrella)))

    for m in read_csv("municipalities.csv"):
        place = {"municipality_id": m["code"], "county_id": m["county_code"]}
        add("kommun", m["code"], m["usual_name"], m["official_name"], **place)
    for r in read_csv("regions.csv"):
        add("region", r["county_code"], r["name"], county_id=r["county_code"])
    for b in read_csv("county_boards.csv"):
        add("lansstyrelse", b["county_code"], b["name"], b["official_name"], county_id=b["county_code"])
    for f in read_csv("faith_communities.csv"):
        add("trossamfund", f["name"], f["name"], umbrella=f["umbrella"])
    _store(rows, aliases, parents)
    loaded.count("organisations", len(rows))


def _store(rows, aliases, parents) -> None:
    """Store the organisations in bulk. Their history begins with the first change a person makes: how they
    were loaded stands in the project's own files."""
    Organisation.objects.bulk_create(rows)
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=row, name=name, folded_name=fold(name), kind=AliasKind.OFFICIAL)
        for row, name in aliases
    )
    by_uuid = {o.uuid: o for o in Organisation.objects.filter(uuid__in=[uuid for _row, uuid in parents])}
    for row, parent in parents:
        row.parent = by_uuid[parent]
    Organisation.objects.bulk_update([row for row, _parent in parents], ["parent"])


def _load_questions(loaded: Loaded) -> None:
    for data in read_json("reference/question_sets.json"):
        question_set, _new = QuestionSet.objects.get_or_create(
            key=data["id"], defaults={"title_sv": data["title"], "title_en": data["title_en"]}
        )
        for q in data["questions"]:
            _row, new = Question.objects.get_or_create(
                key=q["key"],
                defaults={
                    "question_set": question_set,
                    "number": q["no"],
                    "text_sv": q["sv"],
                    "text_en": q["en"],
                    "default_kind": q["default_kind"],
                },
            )
            loaded.count("questions", new)


def _load_codebook(loaded: Loaded) -> None:
    tags = {tag.key: tag for tag in Tag.objects.all()}
    new = 0
    for order, code in enumerate(read_json("reference/codebook.json"), start=1):
        if code["code"] in tags:
            continue
        parent = tags[code["parent"]] if code["parent"] else None
        tags[code["code"]] = Tag.objects.create(
            uuid=stable_uuid("tag", code["code"]),
            key=code["code"],
            parent=parent,
            name_sv=code["sv"],
            name_en=code["en"],
            definition=code["definition"],
            include=code["include"],
            exclude=code["exclude"],
            example=code["example"],
            colour=parent.colour if parent else code["colour"],
            order=order * 10,
        )
        new += 1
    if new:
        record_change(by=None, act="loaded", tags=new)
    loaded.count("tags", new)
