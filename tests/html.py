"""Reading pages as a person or a program would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def walk(self):
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", **attrs) -> list["Element"]:
        """Elements below this one, by tag and attributes; `class_` asks for one of the classes."""
        wanted = {k.rstrip("_").replace("_", "-"): v for k, v in attrs.items()}
        return [
            e
            for e in self.walk()
            if (not tag or e.tag == tag) and all(e._has(k, v) for k, v in wanted.items())
        ]

    def first(self, tag: str = "", **attrs) -> "Element | None":
        return next(iter(self.all(tag, **attrs)), None)

    def _has(self, name: str, value) -> bool:
        if name == "class":
            return value in self.attrs.get("class", "").split()
        return name in self.attrs if value is True else self.attrs.get(name) == value

    @property
    def text(self) -> str:
        parts = [c if isinstance(c, str) else c.text for c in self.children]
        return re.sub(r"\s+", " ", " ".join(parts)).strip()

    def inside(self, tag: str) -> "Element | None":
        """The nearest element of a tag around this one."""
        up = self.parent
        while up is not None and up.tag != tag:
            up = up.parent
        return up


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("document", {})

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {k: v or "" for k, v in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.at = self.at.parent

    def handle_endtag(self, tag):
        up = self.at
        while up is not self.root and up.tag != tag:
            up = up.parent
        if up is not self.root:
            self.at = up.parent

    def handle_data(self, data):
        self.at.children.append(data)


def parse(response) -> Element:
    """A response, or a text, as a tree."""
    builder = _Builder()
    builder.feed(response if isinstance(response, str) else response.content.decode())
    return builder.root


def figures_of(page: Element) -> dict[str, list[Element]]:
    """Every element that carries a figure, by the figure's key."""
    found: dict[str, list[Element]] = {}
    for element in page.walk():
        if "data-figure" in element.attrs:
            found.setdefault(element.attrs["data-figure"], []).append(element)
    return found


def form_values(form: Element) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands."""
    values: dict[str, list[str]] = {}

    def add(name, value):
        values.setdefault(name, []).append(value)

    for e in form.walk():
        name = e.attrs.get("name")
        if not name or "disabled" in e.attrs:
            continue
        if e.tag == "textarea":
            add(name, "".join(c for c in e.children if isinstance(c, str)).removeprefix("\n"))
        elif e.tag == "select":
            options = e.all("option")
            chosen = [o for o in options if "selected" in o.attrs] or (
                [] if "multiple" in e.attrs else options[:1]
            )
            for option in chosen:
                add(name, option.attrs.get("value", option.text))
        elif e.tag == "input" and e.attrs.get("type") in ("checkbox", "radio"):
            if "checked" in e.attrs:
                add(name, e.attrs.get("value", "on"))
        elif e.tag == "input" and e.attrs.get("type") not in ("submit", "button", "file", "image"):
            add(name, e.attrs.get("value", ""))
    return values
