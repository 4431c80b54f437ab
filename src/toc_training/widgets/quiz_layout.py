"""The numbers a page knows, and the ids the content knows.

The ids of a match or an order item give its key away, so a page never learns them: it is sent texts
in a shuffled order and answers with their numbers, counted from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toc_training.grading import ResponseError
from toc_training.shuffling import seed_for, shuffled

if TYPE_CHECKING:
    from toc_training.model import AnyItem

Layout = dict[str, tuple[str, ...]]


def layout_of(item: AnyItem, seed: int) -> Layout:
    """Return the ids of what an item shows, by list, in the order that belongs to the seed.

    Categories and the options of a survey are never shuffled: their order means something.
    """
    if item.type == "match":
        lefts = tuple(pair.id for pair in item.pairs)
        rights = lefts + tuple(extra.id for extra in item.extras)
        return {"lefts": lefts, "rights": shuffled(rights, seed, never_as_given=True)}
    if item.type == "order":
        steps = [step.id for step in item.steps]
        return {"steps": shuffled(steps, seed, never_as_given=True)}
    if item.type == "classify":
        rows = tuple(row.id for row in item.rows)
        return {
            "rows": rows if item.keep_order else shuffled(rows, seed),
            "categories": tuple(category.id for category in item.categories),
        }
    if item.type == "numeric":
        return {}
    options = tuple(option.id for option in item.options)
    fixed = item.type == "survey" or item.keep_order
    return {"options": options if fixed else shuffled(options, seed)}


def printed_layout(item: AnyItem) -> Layout:
    """Return the layout of the printed text: the same for everyone, and never as authored."""
    seed = seed_for("", item.id, 0)
    if (item.type == "single" or item.type == "multiple") and not item.keep_order:
        options = [option.id for option in item.options]
        return {"options": shuffled(options, seed, never_as_given=True)}
    return layout_of(item, seed)


def texts_of(item: AnyItem) -> dict[str, dict[str, str]]:
    """Return the text of every id, by the lists of `layout_of`."""
    if item.type == "match":
        rights = {pair.id: pair.right for pair in item.pairs}
        rights |= {extra.id: extra.text for extra in item.extras}
        return {"lefts": {pair.id: pair.left for pair in item.pairs}, "rights": rights}
    if item.type == "order":
        return {"steps": {step.id: step.text for step in item.steps}}
    if item.type == "classify":
        return {
            "rows": {row.id: row.text for row in item.rows},
            "categories": {category.id: category.text for category in item.categories},
        }
    if item.type == "numeric":
        return {}
    return {"options": {option.id: option.text for option in item.options}}


def to_ids(item: AnyItem, layout: Layout, response: Any) -> Any:
    """Return a response told in numbers as one told in ids; ids stay as they are.

    Raises
    ------
    ResponseError
        A number that is not shown.
    """
    if item.type == "numeric":
        return response
    if item.type in ("match", "classify"):
        asked, places = _grid(layout)
        if isinstance(response, Sequence) and not isinstance(response, str):
            if len(response) != len(asked):
                raise ResponseError(f"Give {len(asked)} numbers, one for every entry.")
            response = dict(zip(asked, response, strict=True))
        if not isinstance(response, dict):
            return response
        return {_id(left, asked): _id(right, places) for left, right in response.items()}
    shown = next(iter(layout.values()))
    if isinstance(response, list | tuple | set | frozenset):
        return [_id(choice, shown) for choice in response]
    return _id(response, shown)


def to_numbers(item: AnyItem, layout: Layout, response: Any) -> Any:
    """Return a response told in ids as the page tells it."""
    if item.type == "numeric" or (item.type == "survey" and not item.options):
        return response
    if item.type in ("match", "classify"):
        asked, places = _grid(layout)
        return [places.index(response[entry]) + 1 for entry in asked]
    shown = next(iter(layout.values()))
    if isinstance(response, str):
        return shown.index(response) + 1
    return [shown.index(choice) + 1 for choice in response]


def _grid(layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked, places = layout.values()
    return asked, places


def _id(told: Any, shown: tuple[str, ...]) -> Any:
    if isinstance(told, bool) or not isinstance(told, int):
        return told
    if not 1 <= told <= len(shown):
        raise ResponseError(f"There is no number {told} here; they go from 1 to {len(shown)}.")
    return shown[told - 1]
