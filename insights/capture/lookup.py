"""What the words of a captured line stand for: tags of the codebook, actors of the register."""

from dataclasses import dataclass, field

from dialogues.models import Dialogue
from insights.codebook.models import Tag
from project.common.text import fold, lower
from stakeholders.models import Organisation


@dataclass
class Codebook:
    """The live tags, looked up by what a hurried person writes."""

    tags: list[Tag] = field(default_factory=lambda: list(Tag.objects.live().order_by("order", "pk")))

    def find(self, word: str) -> Tag | None:
        """The one tag a word means: its key; its whole name; or the beginning of its name, word by word.
        Where several begin so, the one that is parent of the others or stands first in its family
        ("#rädsla"); otherwise none, for it is ambiguous."""
        for exact in (lambda t: lower(t.key), lambda t: lower(t.name_sv), lambda t: lower(t.name_en)):
            found = [tag for tag in self.tags if exact(tag) == lower(word)]
            if len(found) == 1:
                return found[0]
        found = [tag for tag in self.tags if _begins(tag.name_sv, word) or _begins(tag.name_en, word)]
        if len(found) <= 1:
            return found[0] if found else None
        parents = [tag for tag in found if tag.parent_id is None]
        if len(parents) == 1 and all(tag.parent_id in (None, parents[0].pk) for tag in found):
            return parents[0]
        return None


def _begins(name: str, word: str) -> bool:
    """Whether the name's first words are those of `word`, whole words compared."""
    words, beginning = fold(name).split(), fold(word).replace("_", " ").split()
    return bool(beginning) and words[: len(beginning)] == beginning and lower(word)[0] == lower(name)[0]


def find_actor(dialogue: Dialogue, word: str) -> Organisation | None:
    """The one actor a word means: by name or alias; else among those at the meeting, else in the register,
    the only one whose name begins with it, word by word. None where there is none, or several."""
    named = list(Organisation.objects.named(word)[:2])
    if len(named) == 1:
        return named[0]
    live = Organisation.objects.live()
    for rows in (live.filter(participations__dialogue=dialogue), live):
        begun = list(rows.filter(folded_name__startswith=fold(word)).distinct()[:50])
        begun = [o for o in begun if _begins(o.name, word) or _begins_genitive(o.name, word)]
        if len(begun) == 1:
            return begun[0]
        if begun:
            return None
    return None


def _begins_genitive(name: str, word: str) -> bool:
    """ "Norrköping" for "Norrköpings kommun"."""
    first = fold(name).split()[:1]
    return first == [fold(word) + "s"] and lower(word)[0] == lower(name)[0]
