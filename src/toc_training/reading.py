"""Walk YAML strictly: what is unknown, missing, doubled or of the wrong kind is reported.

Nodes are read as they are written, before YAML gives them types: an id `yes` or `12.10` stays the
word it is, and a key written twice is seen.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from toc_training.model import Place
from toc_training.sheet import Sheet, describe, line_of

if TYPE_CHECKING:
    import yaml

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
Word = TypeVar("Word", bound=str)


class Fields:
    """The keys of one entry. What is missing or of the wrong kind is reported, then stood in for.

    Parameters
    ----------
    sheet
        The file it stands in.
    node
        Its YAML node.
    id
        What messages call it.
    """

    def __init__(self, sheet: Sheet, node: yaml.MappingNode, id: str) -> None:  # noqa: A002
        self.sheet = sheet
        self.node = node
        self.id = id
        self.line = line_of(node)
        self._nodes: dict[str, yaml.Node] = {}
        self._key_lines: dict[str, int] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), line_of(key_node)
            if key in self._nodes:
                first = self._key_lines[key]
                self.problem(
                    f"the key `{key}` stands twice, first in line {first}",
                    "Keep one of them.",
                    line,
                )
                continue
            self._nodes[key] = value
            self._key_lines[key] = line

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return Place(self.sheet.file, self.line)

    def has(self, key: str) -> bool:
        """Tell whether the entry has the key."""
        return key in self._nodes

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the entry where the key is missing."""
        return self._key_lines.get(key, self.line)

    def problem(self, what: str, remedy: str, line: int = 0) -> None:
        """Report a problem of this entry."""
        self.sheet.report(line or self.line, self.id, what, remedy)

    def only(self, keys: Sequence[str]) -> None:
        """Report every key that is not among `keys`."""
        for key, line in self._key_lines.items():
            if key in keys:
                continue
            if " " in key and self._nodes[key].value == "":
                what = f"a comma cuts a text short: `{key}` is taken for a key"
                self.problem(what, "Put the whole text between double quotes.", line)
                continue
            near = difflib.get_close_matches(key, [k for k in keys if not self.has(k)], 1, 0.7)
            advice = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(keys)}."
            self.problem(f"the key `{key}` is not known", advice, line)
            if near:
                self._nodes[near[0]] = self._nodes[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text, exactly as written but for the space around it."""
        import yaml

        node = self._get(key, default is None)
        if node is None:
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(key, node, "a text", f"Write `{key}: ...` on one line, or use `>-`.")
            return default or ""
        value = str(node.value).strip()
        if not value:
            self.problem(f"`{key}` is empty", "Write it.", self.line_of(key))
        return value

    def ident(self, key: str = "id") -> str:
        """Return an id: letters, digits, dots, hyphens and underscores."""
        value = self.text(key)
        if value and not ID.fullmatch(value):
            self.problem(
                f"`{value}` cannot be an id",
                "Use letters, digits, dots and hyphens, with no spaces: `first-week`.",
                self.line_of(key),
            )
        return value

    def word(self, key: str, allowed: Sequence[Word]) -> Word:
        """Return one of the allowed words."""
        value = self.text(key)
        for word in allowed:
            if word == value:
                return word
        if value:
            self.problem(
                f"`{key}: {value}` is not one of the known words",
                f"Write one of: {', '.join(allowed)}.",
                self.line_of(key),
            )
        return allowed[0]

    def number(self, key: str, default: float | None = None) -> float:
        """Return a finite number."""
        value = self.text(key, None if default is None else str(default))
        try:
            found = float(value)
        except ValueError:
            found = math.nan
        if math.isfinite(found):
            return found
        if value:
            remedy = "Write digits, with a point for decimals: 0.7."
            self.problem(f"`{key}: {value}` is not a number", remedy, self.line_of(key))
        return default or 0.0

    def whole(self, key: str) -> int:
        """Return a whole number above zero."""
        value = self.text(key)
        if value.isdecimal() and int(value) > 0:
            return int(value)
        if value:
            self.problem(
                f"`{key}: {value}` is not a whole number above zero",
                "Write digits only: 90.",
                self.line_of(key),
            )
        return 1

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is missing."""
        value = self.text(key, "false")
        if value.lower() not in ("true", "false"):
            self.problem(
                f"`{key}: {value}` is neither true nor false",
                "Write true or false.",
                self.line_of(key),
            )
        return value.lower() in ("true", "yes", "on")

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts; it may be empty only if `default` is given."""
        import yaml

        node = self._get(key, default is None)
        if node is None:
            return default or ()
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list", f"Put square brackets around it: `{key}: [...]`.")
            return default or ()
        found: list[str] = []
        for child in node.value:
            if not isinstance(child, yaml.ScalarNode) or not child.value.strip():
                self._wrong(key, child, "a list of words", "Separate the words by commas.")
            elif child.value.strip() in found:
                self.problem(
                    f"`{key}` names {child.value.strip()} twice", "Keep one.", line_of(child)
                )
            else:
                found.append(child.value.strip())
        if not node.value and default is None:
            self.problem(f"`{key}` is empty", "Name at least one.", self.line_of(key))
        return tuple(found)

    def part(self, key: str) -> Fields | None:
        """Return a key's value that has keys of its own, or None after reporting that it is not."""
        import yaml

        node = self._get(key, True)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self._wrong(key, node, "keys below it", "See docs/author-guide.md for its form.")
            return None
        return Fields(self.sheet, node, f"{self.id}/{key}" if self.id else key)

    def entries(self, key: str, noun: str, required: bool = True) -> list[Fields]:
        """Return a key's list of entries; `noun` names an entry in messages."""
        import yaml

        node = self._get(key, required)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list", "Begin each entry below it with `- id: ...`.")
            return []
        if not node.value and required:
            self.problem(f"`{key}` is empty", f"Write at least one {noun}.", self.line_of(key))
        return _mappings(self.sheet, node, self.id, noun)

    def numbers(self) -> dict[str, float]:
        """Return every key of this entry with its number."""
        return {key: self.number(key) for key in self._nodes}

    def _get(self, key: str, required: bool) -> yaml.Node | None:
        node = self._nodes.get(key)
        if node is None and required:
            self.problem(f"the key `{key}` is missing", f"Add `{key}:`.")
        return node

    def _wrong(self, key: str, node: yaml.Node, wanted: str, remedy: str) -> None:
        self.problem(f"`{key}` should be {wanted}, and is {describe(node)}", remedy, line_of(node))


def list_of(sheet: Sheet, noun: str) -> list[Fields]:
    """Return the entries of a file that is one list; `noun` names an entry in messages."""
    import yaml

    if sheet.top is None:
        return []
    if isinstance(sheet.top, yaml.SequenceNode):
        return _mappings(sheet, sheet.top, "", noun)
    sheet.report(
        line_of(sheet.top),
        "",
        f"the file should be a list, with one entry for each {noun}",
        "Begin each entry with `- id: ...` at the left margin.",
    )
    return []


def keys_of(sheet: Sheet) -> Fields | None:
    """Return the keys of a file that is one mapping."""
    import yaml

    if sheet.top is None:
        return None
    if isinstance(sheet.top, yaml.MappingNode):
        return Fields(sheet, sheet.top, "")
    sheet.report(
        line_of(sheet.top),
        "",
        "the file should begin with keys such as `title:`",
        "Take the leading dashes away; docs/author-guide.md shows its form.",
    )
    return None


def _mappings(sheet: Sheet, node: yaml.SequenceNode, within: str, noun: str) -> list[Fields]:
    import yaml

    found: list[Fields] = []
    first: dict[str, int] = {}
    for number, child in enumerate(node.value, 1):
        if not isinstance(child, yaml.MappingNode):
            what = f"{noun} {number} should have keys, and is {describe(child)}"
            remedy = "Write it as `- id: ...` with its other keys below."
            sheet.report(line_of(child), within, what, remedy)
            continue
        id_ = _peek_id(child)
        name = id_ or f"{noun} {number}"
        entry = Fields(sheet, child, f"{within}/{name}" if within else name)
        if id_ and id_ in first:
            what = f"the id `{id_}` stands twice, first in line {first[id_]}"
            entry.problem(what, "Give one of them another id.")
        first.setdefault(id_, entry.line)
        found.append(entry)
    return found


def _peek_id(node: yaml.MappingNode) -> str:
    for key, value in node.value:
        if key.value == "id" and isinstance(value.value, str):
            return value.value.strip()
    return ""
