"""Cues over a module's items: what a trainee who guesses cleverly would gain."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator
from math import comb

from toc_training.lint.items import of_item
from toc_training.lint.material import Material, Rule, marked
from toc_training.lint.numerals import per_cent
from toc_training.model import SingleItem
from toc_training.problem import Problem

ABSOLUTE = re.compile(
    r"\b(always|never|all|every|none|nobody|everyone|everything|nothing|only|entirely|completely"
    r"|totally|impossible)\b",
    re.IGNORECASE,
)
UNLIKELY = 0.05
IMPRECISE = "[SOURCE IMPRECISE]"


def chance_distribution(chances: list[float]) -> list[float]:
    """Return the probability of 0, 1, 2 ... hits when each trial has its own chance.

    Examples
    --------
    >>> chance_distribution([0.5, 0.5])
    [0.25, 0.5, 0.25]
    """
    spread = [1.0]
    for chance in chances:
        missed = [p * (1 - chance) for p in spread] + [0.0]
        hit = [0.0] + [p * chance for p in spread]
        spread = [a + b for a, b in zip(missed, hit, strict=True)]
    return spread


def key_length(material: Material) -> Iterator[Problem]:
    """The key is the longest option as often as chance has it: not more, and not less."""
    for items in _singles(material):
        longest = [_longest(item) for item in items]
        hits = sum(longest)
        chances = [1 / len(item.options) for item in items]
        spread = chance_distribution(chances)
        figure = _figure(hits, len(items), sum(chances) / len(chances))
        names = ", ".join(i.id for i, hit in zip(items, longest, strict=True) if hit)
        if sum(spread[hits:]) < UNLIKELY:
            what = f"the key is the longest option in {figure}"
            yield _of_module(items, what, f"Shorten keys or lengthen wrong options: {names}.")
        elif sum(spread[: hits + 1]) < UNLIKELY:
            what = f"the key is the longest option in only {figure}"
            remedy = "Avoiding the longest option pays here: let the key be it now and then."
            yield _of_module(items, what, remedy)


def key_position(material: Material) -> Iterator[Problem]:
    """As written (on paper, without shuffling), the key stands in every place about as often."""
    for items in _singles(material):
        free = [item for item in items if not item.keep_order]
        for place in range(4):
            able = [item for item in free if len(item.options) > place]
            hits = sum(item.options[place].correct for item in able)
            spread = chance_distribution([1 / len(item.options) for item in able])
            if sum(spread[hits:]) < UNLIKELY / 4:
                chance = sum(1 / len(item.options) for item in able) / len(able)
                ordinal = ("first", "second", "third", "fourth")[place]
                what = f"the key stands {ordinal} in {_figure(hits, len(able), chance)}"
                yield _of_module(items, what, "Move some keys: handouts are printed as written.")


def absolutes(material: Material) -> Iterator[Problem]:
    """Words such as “always” stand in right options, too."""
    for items in _singles(material):
        right = [bool(ABSOLUTE.search(o.text)) for i in items for o in i.options if o.correct]
        wrong = [bool(ABSOLUTE.search(o.text)) for i in items for o in i.options if not o.correct]
        strong, total = sum(right) + sum(wrong), len(right) + len(wrong)
        least = range(max(0, strong - len(wrong)), sum(right) + 1)
        ways = sum(comb(len(right), k) * comb(len(wrong), strong - k) for k in least)
        if strong and ways / comb(total, strong) < UNLIKELY:
            what = (
                f"words such as always, never, all and only stand in {sum(wrong)} of {len(wrong)} "
                f"wrong options and in {sum(right)} of {len(right)} right ones"
            )
            remedy = "Take them out of wrong options, or use them where they are true."
            yield _of_module(items, what, remedy)


def imprecise_source(material: Material) -> Iterator[Problem]:
    """Nothing is keyed on a statement that the guidance got wrong."""
    for items in material.items.values():
        for item in marked(items):
            if item.level == "understand":
                continue
            for id_ in item.covers:
                entry = material.inventory.get(id_)
                if entry and entry.kind == "since" and IMPRECISE in entry.statement:
                    what = f"it covers {id_}, where the guidance is imprecise"
                    remedy = "Read that note, and see that the key rests on what is right."
                    yield of_item(item, what, remedy, "warning")


def _singles(material: Material) -> Iterator[list[SingleItem]]:
    for items in material.items.values():
        singles = [item for item in items if isinstance(item, SingleItem)]
        if singles:
            yield singles


def _longest(item: SingleItem) -> bool:
    key = next(len(option.text) for option in item.options if option.correct)
    return all(len(option.text) < key for option in item.options if not option.correct)


def _figure(hits: int, total: int, chance: float) -> str:
    share = per_cent(hits, total)
    return f"{hits} of {total} single items ({share}), chance is {round(100 * chance)} %"


def _of_module(items: list[SingleItem], what: str, remedy: str) -> Problem:
    return Problem(items[0].place.file, 0, "", what, remedy, "warning")


RULES: tuple[Rule, ...] = (key_length, key_position, absolutes, imprecise_source)
