"""The inventory of the guidance: items, boxes and notes on what has changed since."""

from __future__ import annotations

import re
from pathlib import Path

from toc_training.model import Entry
from toc_training.problem import ContentError, Problem
from toc_training.reading import Fields, list_of
from toc_training.sheet import Sheet

FOLDER = "modules/guidance"
ITEM_KEYS = ("id", "section", "kind", "lines", "statement", "key_facts", "theme", "note")
BOX_KEYS = ("id", "title", "section", "lines", "facts", "lesson", "truncated", "note")
NOTE_KEYS = ("id", "section", "source_says", "since", "confidence", "reference")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def load_inventory(root: Path) -> dict[str, Entry]:
    """Read items.yaml, boxes.yaml and since-publication.yaml of modules/guidance, keyed by id.

    `kind` is the item's own kind, `box`, or `since`. `section` is written in one
    way (`6.8`, `annex-1`, `preface`); a note on a box has the box's id there (`box-8a`).

    Raises
    ------
    ContentError
        Something is wrong in one of the files; it lists everything found in the three.
    """
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for name, read in (
        ("items.yaml", _item),
        ("boxes.yaml", _box),
        ("since-publication.yaml", _note),
    ):
        sheet = Sheet(root, f"{FOLDER}/{name}")
        here = [read(f) for f in list_of(sheet, "entry")]
        for entry in here:
            first = entries.get(entry.id)
            if first and first.place.file != entry.place.file:
                what = f"the id is also in {first.place.file}, line {first.place.line}"
                sheet.report(entry.place.line, entry.id, what, "Give one of them another id.")
            entries.setdefault(entry.id, entry)
        problems += sheet.problems
    if problems:
        raise ContentError(problems)
    return entries


def section_name(written: str) -> str:
    """Return a section in the one way the course names it.

    Examples
    --------
    >>> [section_name(s) for s in ("6.8", "A1", "Annex IV", "Box 8a", "Endnote 3", "Preface")]
    ['6.8', 'annex-1', 'annex-4', 'box-8a', 'endnotes', 'preface']
    """
    word = written.strip()
    annex = re.fullmatch(r"(?:annex[- ]|A)(\d|[IV]+)", word, re.IGNORECASE)
    if annex:
        number = annex[1].upper()
        return f"annex-{ROMAN.get(number, number)}"
    box = re.fullmatch(r"box[- ](\w+)", word, re.IGNORECASE)
    if box:
        return f"box-{box[1]}"
    if word.lower().startswith("endnote"):
        return "endnotes"
    return word.lower() if word.isalpha() else word


def _item(f: Fields) -> Entry:
    f.only(ITEM_KEYS)
    return _entry(f, f.ident("kind"), f.text("statement"))


def _box(f: Fields) -> Entry:
    f.only(BOX_KEYS)
    f.texts("facts")
    return _entry(f, "box", f"{f.text('title')}. {f.text('lesson')}")


def _note(f: Fields) -> Entry:
    f.only(NOTE_KEYS)
    f.text("source_says")
    f.word("confidence", ("verified", "recalled"))
    f.text("reference")
    return _entry(f, "since", f.text("since"))


def _entry(f: Fields, kind: str, statement: str) -> Entry:
    return Entry(f.ident(), section_name(f.text("section")), kind, statement, f.place)
