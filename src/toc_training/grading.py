"""Mark a response: pure functions, one for each type of item.

A response is told in the ids of the content: an option's id (single, survey), a list of ids
(multiple), the ids of the steps in the order chosen (order), ids by id (match: left to right,
classify: row to category), a number as text or as a number (numeric), or text (survey).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from toc_training.model import (
        AnyItem,
        ClassifyItem,
        MatchItem,
        MultipleItem,
        NumericItem,
        OrderItem,
        SingleItem,
        SurveyItem,
    )

State = Literal["right", "wrong", "missed", "unmarked"]

LONGEST_TEXT = 20_000
RULES = {
    "multiple": "Each right choice counts; each wrong choice takes one away. Never below zero.",
    "match": "Each entry in its right place counts.",
    "classify": "Each entry in its right place counts.",
    "order": (
        "Each pair of steps in the right order counts; each pair in the wrong order takes one "
        "away. Never below zero."
    ),
}


class ResponseError(ValueError):
    """No trainee could mean this response; the message says what is missing or odd."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said about one part of a response.

    `id` is that of the option, left, step or row (numeric: ``answer`` and ``key``), `text` the
    author's feedback. `key` is where the part belongs when that is not the part itself: a right, a
    category, a place in the order or the number.
    """

    id: str
    state: State
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How a response was marked. `score` is from 0 to 1, and None where nothing is marked."""

    score: float | None
    correct: bool | None
    parts: tuple[Part, ...]
    summary: str


def grade(item: AnyItem, response: object) -> Result:
    """Mark a response to an item.

    Raises
    ------
    ResponseError
        The response names what the item does not have, or leaves out what it asks for.
    """
    return _GRADERS[item.type](item, response)


def _single(item: SingleItem, response: object) -> Result:
    chosen = _one_of(response, [option.id for option in item.options])
    parts = [
        Part(o.id, "right" if o.correct else "wrong", o.feedback)
        for o in item.options
        if o.id == chosen
    ]
    correct = parts[0].state == "right"
    parts += [Part(o.id, "missed", o.feedback) for o in item.options if o.correct and not correct]
    return Result(float(correct), correct, tuple(parts), "Right." if correct else "Not right.")


def _multiple(item: MultipleItem, response: object) -> Result:
    chosen = _some_of(response, [option.id for option in item.options])
    keys = {option.id for option in item.options if option.correct}
    hits, slips = len(keys & chosen), len(chosen - keys)
    parts = []
    for option in item.options:
        if option.id in chosen:
            state: State = "right" if option.correct else "wrong"
            parts.append(Part(option.id, state, option.feedback))
        elif option.correct:
            parts.append(Part(option.id, "missed", option.feedback))
    points = max(0, hits - slips)
    found = f"{hits} of {len(keys)} right choices found"
    if slips:
        found += f", {slips} wrong: that counts as {points} of {len(keys)}"
    return _partial(points, len(keys), hits == len(keys) and not slips, parts, f"{found}.")


def _match(item: MatchItem, response: object) -> Result:
    extras = {extra.id: extra.feedback for extra in item.extras}
    lefts = [pair.id for pair in item.pairs]
    chosen = _placed(response, lefts, [*lefts, *extras], "Choose a partner for every entry first.")
    parts = []
    for pair in item.pairs:
        right = chosen[pair.id] == pair.id
        strayed = extras.get(chosen[pair.id], "")
        text = pair.feedback if right or not strayed else f"{strayed} {pair.feedback}"
        parts.append(Part(pair.id, "right" if right else "wrong", text, pair.id))
    return _share(parts)


def _classify(item: ClassifyItem, response: object) -> Result:
    categories = [category.id for category in item.categories]
    rows = [row.id for row in item.rows]
    chosen = _placed(response, rows, categories, "Choose a place for every row first.")
    return _share(
        [
            Part(
                row.id,
                "right" if chosen[row.id] == row.category else "wrong",
                row.feedback,
                row.category,
            )
            for row in item.rows
        ]
    )


def _order(item: OrderItem, response: object) -> Result:
    key = [step.id for step in item.steps]
    chosen = _ids(response)
    if sorted(chosen) != sorted(key):
        raise ResponseError("Put every step into the list once.")
    place = {step: number for number, step in enumerate(chosen)}
    pairs = len(key) * (len(key) - 1) // 2
    kept = sum(place[before] < place[after] for before, after in combinations(key, 2))
    parts = [
        Part(s.id, "right" if chosen[n] == s.id else "wrong", s.feedback, str(n + 1))
        for n, s in enumerate(item.steps)
    ]
    points = max(0, 2 * kept - pairs)
    found = (
        f"{kept} of {pairs} pairs of steps stand in the right order, {pairs - kept} in the wrong "
        f"order: that counts as {points} of {pairs}."
    )
    return _partial(points, pairs, kept == pairs, parts, found)


def _numeric(item: NumericItem, response: object) -> Result:
    number = _number(response, item.unit)
    for answer in sorted(item.answers, key=lambda answer: not answer.correct):
        if abs(number - answer.value) <= answer.tolerance + 1e-9 * max(1.0, abs(answer.value)):
            correct, text = answer.correct, answer.feedback
            break
    else:
        correct, text = False, item.otherwise
    parts = [Part("answer", "right" if correct else "wrong", text)]
    if not correct:
        key = next(answer for answer in item.answers if answer.correct)
        parts.append(Part("key", "missed", key.feedback, f"{key.value:,.12g}"))
    return Result(float(correct), correct, tuple(parts), "Right." if correct else "Not right.")


def _survey(item: SurveyItem, response: object) -> Result:
    if item.options:
        chosen = _one_of(response, [option.id for option in item.options])
    else:
        chosen = ""
        if not isinstance(response, str) or not response.strip():
            raise ResponseError("Write something first.")
        if len(response) > LONGEST_TEXT:
            raise ResponseError(f"Keep it below {LONGEST_TEXT:,} characters.")
    parts = (Part(chosen, "unmarked", ""),) if chosen else ()
    return Result(None, None, parts, "Saved.")


_GRADERS: dict[str, Callable[[Any, object], Result]] = {
    "single": _single,
    "multiple": _multiple,
    "match": _match,
    "order": _order,
    "classify": _classify,
    "numeric": _numeric,
    "survey": _survey,
}


def _partial(points: int, most: int, correct: bool, parts: list[Part], found: str) -> Result:
    score = points / most
    said = "Right." if correct else f"{'Partly' if score else 'Not'} right: {found}"
    return Result(score, correct, tuple(parts), said)


def _share(parts: list[Part]) -> Result:
    right = sum(part.state == "right" for part in parts)
    found = f"{right} of {len(parts)} entries in their right place."
    return _partial(right, len(parts), right == len(parts), parts, found)


def _one_of(response: object, known: Collection[str]) -> str:
    if response is None or response == "":
        raise ResponseError("Choose an answer first.")
    if not isinstance(response, str) or response not in known:
        raise ResponseError(f"There is no answer {response!r} here.")
    return response


def _some_of(response: object, known: Collection[str]) -> set[str]:
    chosen = {_one_of(choice, known) for choice in _ids(response)}
    if not chosen:
        raise ResponseError("Choose at least one answer first.")
    return chosen


def _ids(response: object) -> list[str]:
    if not isinstance(response, Iterable) or isinstance(response, str | bytes | Mapping):
        raise ResponseError("Give a list of answers.")
    return [str(choice) for choice in response]


def _placed(
    response: object, asked: Iterable[str], places: Collection[str], incomplete: str
) -> dict[str, str]:
    if not isinstance(response, Mapping):
        raise ResponseError("Say for every entry where it belongs.")
    asked = list(asked)
    if unknown := [entry for entry in response if entry not in asked]:
        raise ResponseError(f"There is no entry {unknown[0]!r} here.")
    if any(response.get(entry) in (None, "") for entry in asked):
        raise ResponseError(incomplete)
    return {entry: _one_of(response[entry], places) for entry in asked}


def _number(response: object, unit: str) -> float:
    if isinstance(response, bool) or not isinstance(response, int | float | str):
        raise ResponseError("Write a number first.")
    from toc_training.numerals import NumeralError, read_number

    try:
        number = read_number(response, unit) if isinstance(response, str) else float(response)
    except (NumeralError, OverflowError) as error:
        raise ResponseError(str(error)) from error
    if not math.isfinite(number):
        raise ResponseError("Write a number that has an end.")
    return number
