"""quiz.yaml: a module's items."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from toc_training.model import (
    LEVELS,
    USES,
    AnyItem,
    ClassifyItem,
    MatchItem,
    Module,
    MultipleItem,
    NumericAnswer,
    NumericItem,
    Option,
    OrderItem,
    Pair,
    Row,
    SingleItem,
    SurveyItem,
)
from toc_training.reading import Fields, list_of
from toc_training.sheet import Sheet

COMMON = (
    "id",
    "type",
    "use",
    "outcome",
    "covers",
    "level",
    "confidence",
    "keep_order",
    "prompt",
)


def load_items(root: Path, module: Module) -> tuple[AnyItem, ...]:
    """Read a module's quiz.yaml.

    Raises
    ------
    ContentError
        Something is wrong in the file; it lists everything found.
    """
    sheet = Sheet(root, f"modules/{module.folder}/quiz.yaml")
    items = tuple(_item(f, module.id) for f in list_of(sheet, "item"))
    sheet.close()
    return items


def _item(f: Fields, module: str) -> AnyItem:
    kind = f.word("type", tuple(TYPES))
    if f.text("type", "") not in TYPES:
        # Reported by word(); which other keys it should have cannot be known.
        return SurveyItem(
            id=f.id,
            module=module,
            use="check",
            outcome="",
            covers=(),
            level="",
            prompt="",
            place=f.place,
        )
    keys, read = TYPES[kind]
    f.only((*COMMON, *keys))
    survey = kind == "survey"
    return read(
        f,
        id=f.ident(),
        module=module,
        use=f.word("use", USES),
        outcome=f.text("outcome", "" if survey else None),
        covers=f.texts("covers", () if survey else None),
        level=f.word("level", LEVELS) if f.has("level") or not survey else "",
        prompt=f.text("prompt"),
        confidence=f.flag("confidence"),
        keep_order=f.flag("keep_order"),
        place=f.place,
    )


def _single(f: Fields, **common: Any) -> SingleItem:
    options = tuple(_marked(o) for o in _several(f, "options", "option"))
    keys = sum(option.correct for option in options)
    if options and keys != 1:
        what = (
            "no option is marked correct"
            if not keys
            else f"{_count(keys)} options are marked correct"
        )
        remedy = (
            "Keep one, or make it type: multiple."
            if keys
            else "Add `correct: true` to the right one."
        )
        f.problem(what, remedy)
    return SingleItem(options=options, **common)


def _multiple(f: Fields, **common: Any) -> MultipleItem:
    options = tuple(_marked(o) for o in _several(f, "options", "option"))
    keys = sum(option.correct for option in options)
    if options and not 0 < keys < len(options):
        what = "every option is marked correct" if keys else "no option is marked correct"
        f.problem(what, "Mark at least one correct, and leave at least one that is not.")
    return MultipleItem(options=options, **common)


def _match(f: Fields, **common: Any) -> MatchItem:
    pairs = []
    for p in _several(f, "pairs", "pair"):
        p.only(("id", "left", "right", "feedback"))
        pairs.append(Pair(p.ident(), p.text("left"), p.text("right"), p.text("feedback")))
    extras = tuple(_plain(e) for e in f.entries("extras", "extra", False))
    ids, rights = [p.id for p in pairs], [p.right for p in pairs]
    for extra in extras:
        if extra.id in ids:
            f.problem(f"`{extra.id}` is the id of a pair and of an extra", "Rename the extra.")
    for text in dict.fromkeys(rights + [extra.text for extra in extras]):
        if (rights + [extra.text for extra in extras]).count(text) > 1:
            what = f"“{text}” stands twice on the right-hand side"
            f.problem(what, "Each left belongs to its own right: word them differently.")
    return MatchItem(pairs=tuple(pairs), extras=extras, **common)


def _order(f: Fields, **common: Any) -> OrderItem:
    return OrderItem(steps=tuple(_plain(s) for s in _several(f, "steps", "step")), **common)


def _classify(f: Fields, **common: Any) -> ClassifyItem:
    categories = []
    for c in _several(f, "categories", "category"):
        c.only(("id", "text"))
        categories.append(Option(c.ident(), c.text("text")))
    known = [category.id for category in categories]
    rows = []
    for r in _several(f, "rows", "row"):
        r.only(("id", "text", "category", "feedback"))
        row = Row(r.ident(), r.text("text"), r.text("category"), r.text("feedback"))
        if row.category and row.category not in known:
            what = f"`category: {row.category}` is not one of the categories"
            r.problem(what, f"Write one of: {', '.join(known)}.", r.line_of("category"))
        rows.append(row)
    return ClassifyItem(categories=tuple(categories), rows=tuple(rows), **common)


def _numeric(f: Fields, **common: Any) -> NumericItem:
    answers = []
    for a in f.entries("answers", "answer"):
        a.only(("value", "tolerance", "correct", "feedback"))
        tolerance = a.number("tolerance")
        if tolerance < 0:
            remedy = "Write how far off an answer may be: 0.5."
            a.problem("`tolerance` is below zero", remedy, a.line_of("tolerance"))
        answers.append(
            NumericAnswer(a.number("value"), tolerance, a.flag("correct"), a.text("feedback"))
        )
    if answers and not any(answer.correct for answer in answers):
        f.problem("no answer is marked correct", "Add `correct: true` to the right one.")
    return NumericItem(
        answers=tuple(answers), otherwise=f.text("otherwise"), unit=f.text("unit", ""), **common
    )


def _survey(f: Fields, **common: Any) -> SurveyItem:
    if f.has("options") == f.has("format"):
        f.problem("a survey has either options or `format: text`", "Keep one of the two.")
    if f.has("format"):
        f.word("format", ("text",))
    options = []
    for o in f.entries("options", "option", False):
        o.only(("id", "text"))
        options.append(Option(o.ident(), o.text("text")))
    return SurveyItem(options=tuple(options), **common)


def _several(f: Fields, key: str, noun: str) -> list[Fields]:
    """Return a key's entries, of which there must be two at least."""
    found = f.entries(key, noun)
    if len(found) == 1:
        f.problem(f"`{key}` has only one {noun}", "Write at least two.", f.line_of(key))
    return found


def _marked(f: Fields) -> Option:
    f.only(("id", "text", "correct", "feedback"))
    return Option(f.ident(), f.text("text"), f.flag("correct"), f.text("feedback"))


def _plain(f: Fields) -> Option:
    f.only(("id", "text", "feedback"))
    return Option(f.ident(), f.text("text"), feedback=f.text("feedback"))


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


TYPES: dict[str, tuple[tuple[str, ...], Callable[..., AnyItem]]] = {
    "single": (("options",), _single),
    "multiple": (("options",), _multiple),
    "match": (("pairs", "extras"), _match),
    "order": (("steps",), _order),
    "classify": (("categories", "rows"), _classify),
    "numeric": (("unit", "answers", "otherwise"), _numeric),
    "survey": (("options", "format"), _survey),
}
