"""What makes one item wrong, whatever the others are."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
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
from toc_training.problem import Problem, Severity

MARKUP = re.compile(r"`|<[a-z/][^>]*>|\]\(|^#+ |^[-*] ", re.MULTILINE)


def wording(item: AnyItem) -> list[tuple[str, str, str]]:
    """Return what a trainee chooses among or places: its id, its text and its feedback."""
    match item:
        case SingleItem() | MultipleItem() | SurveyItem():
            return [(o.id, o.text, o.feedback) for o in item.options]
        case OrderItem():
            return [(s.id, s.text, s.feedback) for s in item.steps]
        case MatchItem():
            pairs = [(p.id, p.left, p.feedback) for p in item.pairs]
            return pairs + [(e.id, e.text, e.feedback) for e in item.extras]
        case ClassifyItem():
            return [(r.id, r.text, r.feedback) for r in item.rows]
        case NumericItem():
            return [(f"{a.value:g}", f"{a.value:g}", a.feedback) for a in item.answers]


def of_item(item: AnyItem, what: str, remedy: str, severity: Severity = "error") -> Problem:
    """Return a problem of an item."""
    return Problem(item.place.file, item.place.line, item.id, what, remedy, severity)


def use_fits_type(material: Material) -> Iterator[Problem]:
    """A reflection is not marked; what is marked is not a survey."""
    for item in material.all_items():
        survey = isinstance(item, SurveyItem)
        if item.use == "reflection" and not survey:
            remedy = "Make it type: survey, or give it another use."
            yield of_item(item, "a reflection is not marked", remedy)
        if item.use in ("exam", "review") and survey:
            what = f"a survey cannot be marked, and its use is {item.use}"
            yield of_item(item, what, "Give it the use check or reflection, or another type.")


def texts_differ(material: Material) -> Iterator[Problem]:
    """No two options, steps or rows of an item say the same."""
    for item in material.all_items():
        seen: dict[str, str] = {}
        for id_, text, _ in wording(item):
            same = seen.setdefault(" ".join(text.casefold().split()), id_)
            if same != id_:
                what = f"`{same}` and `{id_}` have the same text"
                yield of_item(item, what, "Word one of them differently.")


def only_known_markup(material: Material) -> Iterator[Problem]:
    """Bold and emphasis are the only markup."""
    for item in material.all_items():
        texts = [("prompt", item.prompt)]
        for id_, text, feedback in wording(item):
            texts += [(id_, text), (f"{id_}’s feedback", feedback)]
        for name, text in texts:
            found = MARKUP.search(text)
            if found:
                what = f"{name} holds markup that is not shown: {found[0].strip()}"
                remedy = "Only **bold** and *emphasis* are; take the rest out."
                yield of_item(item, what, remedy)


def mistakes_can_be_met(material: Material) -> Iterator[Problem]:
    """No known mistake of a numeric item lies where the key is accepted."""
    for item in material.all_items():
        if not isinstance(item, NumericItem):
            continue
        keys = [answer for answer in item.answers if answer.correct]
        for answer in item.answers:
            near = any(abs(answer.value - key.value) <= key.tolerance for key in keys)
            if near and not answer.correct:
                what = f"the mistake {answer.value:g} is accepted as right"
                remedy = "Narrow the tolerance of the right answer, or change the mistake."
                yield of_item(item, what, remedy)


def enough_options(material: Material) -> Iterator[Problem]:
    """Three or four options: two are a coin toss, the fifth is seldom chosen."""
    for item in material.all_items():
        if isinstance(item, SingleItem) and not 3 <= len(item.options) <= 4:
            what = f"it has {len(item.options)} options"
            yield of_item(item, what, "Give a single item three or four.", "warning")


RULES: tuple[Rule, ...] = (
    use_fits_type,
    texts_differ,
    only_known_markup,
    mistakes_can_be_met,
    enough_options,
)
