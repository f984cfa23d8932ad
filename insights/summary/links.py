"""From a figure to exactly the rows behind it."""

from urllib.parse import urlencode

from django.urls import reverse

from insights.summary.scope import Scope
from project.common.dates import half_year_span


class Links:
    """Addresses of the lists that figures of one scope lead to, by the figure's key. A published scope
    has none: whoever sees it has no rows."""

    def __init__(self, scope: Scope):
        self.scope = scope
        self.of_meeting = {
            "counted": "1",
            **scope.period.query(),
            **_set(county=scope.county, assignment=scope.assignment),
        }
        self.of_insight = _set(question=scope.question, kind=scope.kind, channel=scope.channel)

    def to(self, key: str) -> str:
        """The address behind a figure; empty where there are no rows to be seen."""
        if self.scope.published:
            return ""
        kind, *rest = key.split("/")
        if kind in ("theme", "tag"):
            return self._meaning(kind, rest)
        return getattr(self, f"_{kind}")(rest)

    def _dialogues(self, rest) -> str:
        query = {**self.of_meeting, **_set(actor_type=self.scope.actor_type)}
        match rest:
            case ["actor_type", column]:
                query["actor_type"] = column
            case ["form", form]:
                query["form"] = form
            case ["year", year]:
                query |= self._narrowed(f"{year}-1", f"{year}-2")
            case ["half_year", half]:
                query |= self._narrowed(half, half)
            case ["kind", kind]:
                query["kind"] = kind
        return _address("dialogues:dialogue-list", query)

    def _narrowed(self, first_half: str, last_half: str) -> dict:
        first, last = half_year_span(first_half)[0], half_year_span(last_half)[1]
        return self.scope.period.narrowed(first, last).query()

    def _insights(self, rest) -> str:
        query = {**self.of_meeting, **self.of_insight, **_set(actor_type=self.scope.actor_type)}
        if rest:
            query[rest[0]] = rest[1]
        return _address("insights:insight-list", query)

    def _taggings(self, rest) -> str:
        query = {**self.of_meeting, **self.of_insight, **_set(actor_type=self.scope.actor_type)}
        return _address("insights:tagging-list", query)

    def _attendances(self, rest) -> str:
        column = rest[0] if rest else self.scope.actor_type
        query = {**self.of_meeting, "attendance": "present", "external": "1", **_set(actor_type=column)}
        return _address("dialogues:participation-list", query)

    def _organisations(self, rest) -> str:
        column = rest[0] if rest else self.scope.actor_type
        return _address(
            "stakeholders:organisation-list", {"met": "1", **self._of_scope(), **_set(met_as=column)}
        )

    def _commitments(self, rest) -> str:
        query = {**self.of_meeting, **_set(actor_type=self.scope.actor_type), "status": rest[0]}
        return _address("dialogues:commitment-list", query)

    def _tip(self, rest) -> str:
        return self._insights(["tip", rest[0]])

    def _meaning(self, kind: str, rest) -> str:
        key, *middle, measure = rest
        column = middle[0] if middle else self.scope.actor_type
        if measure == "insights":
            query = {**self.of_meeting, **self.of_insight, kind: key, **_set(actor_type=column)}
            return _address("insights:insight-list", query)
        said = {
            kind: key,
            **_set(raised_by=column, question=self.scope.question, channel=self.scope.channel),
            **_set(insight_kind=self.scope.kind),
        }
        if measure == "dialogues":
            return _address("dialogues:dialogue-list", {**self.of_meeting, **said})
        evidence = "heard" if measure == "heard_from" else "present"
        return _address("stakeholders:organisation-list", {**self._of_scope(), **said, "evidence": evidence})

    def _of_scope(self) -> dict:
        """The meetings of the scope, as the list of organisations asks for them."""
        query = {"status": "any", **self.scope.period.query()}
        return {**query, **_set(met_county=self.scope.county, assignment=self.scope.assignment)}


def _set(**values) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _address(name: str, query: dict) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
