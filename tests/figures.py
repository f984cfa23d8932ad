"""What the model case must give, by the keys that figures have."""

import json
from pathlib import Path

EXPECTED = json.loads((Path(__file__).parent / "data" / "demo_expected.json").read_text(encoding="utf-8"))
MEASURES = ("insights", "dialogues", "heard_from", "present_at_most")
PARTS = {
    "organisations_by_type": "organisations",
    "attendances_by_type": "attendances",
    "dialogues_with_type_present": "dialogues/actor_type",
    "dialogues_by_form": "dialogues/form",
    "dialogues_by_year": "dialogues/year",
    "dialogues_by_half_year": "dialogues/half_year",
    "insights_by_question": "insights/question",
    "insights_by_channel": "insights/channel",
    "insights_by_kind": "insights/kind",
    "insights_by_actor_type": "insights/actor_type",
}


def internal(name: str) -> dict[str, int]:
    """Every figure of `everything` or `without_restricted`, by key, commitments among them."""
    data = EXPECTED[name]
    found = {
        "dialogues": data["dialogues"],
        "insights": data["insights"],
        "taggings": data["taggings"],
        "attendances": data["external_attendances"],
        "organisations": data["external_organisations"],
    }
    for part, prefix in PARTS.items():
        found |= {f"{prefix}/{value}": number for value, number in data[part].items()}
    for part, prefix in (("themes", "theme"), ("tags", "tag")):
        for key, row in data[part].items():
            found |= {f"{prefix}/{key}/{m}": row[m] for m in MEASURES}
            for column, cell in row["by_actor_type"].items():
                found |= {f"{prefix}/{key}/{column}/{m}": cell[m] for m in MEASURES}
    found |= {f"tip/{key}/insights": n for key, n in data["tips_insights_sharing_a_tag"].items()}
    promises = EXPECTED["commitments"][name]
    return found | {
        "commitments/done": promises["done"],
        "commitments/open": promises["open_not_overdue"],
        "commitments/overdue": promises["overdue"],
    }


def published() -> dict[str, int | None]:
    """Every published figure by key; None for one that is hidden."""
    found = {}
    for part, prefix in (("themes", "theme"), ("tags", "tag")):
        for key, groups in EXPECTED["publishable"][part].items():
            for group, cell in groups.items():
                for measure in ("insights", "dialogues", "present_at_most"):
                    found[f"{prefix}/{key}/{group}/{measure}"] = None if cell["hidden"] else cell[measure]
    return found
