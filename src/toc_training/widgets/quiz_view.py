"""What the page of a quiz is told: prompts and texts first, feedback after the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toc_training.grading import Part, Result
from toc_training.widgets.quiz_layout import Layout, texts_of, to_numbers

if TYPE_CHECKING:
    from toc_training.model import AnyItem

CONFIDENCE = ("guessing", "fairly sure", "certain")
MOST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Sitting:
    """One item as it stands for this learner. `response` and `result` are None before the answer.

    `open` says that result and key may be seen.
    """

    item: AnyItem
    attempt: int
    seed: int
    layout: Layout
    response: Any = None
    result: Result | None = None
    confidence: str | None = None
    notice: str = ""
    open: bool = False

    @property
    def answered(self) -> bool:
        """Whether an answer stands."""
        return self.result is not None


def item_view(sitting: Sitting, *, may_retry: bool) -> dict[str, Any]:
    """Return one item for the page; without the key unless the sitting is open."""
    item = sitting.item
    view: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "prompt": "\n\n".join(paragraphs_of(item.prompt)),
        "attempt": sitting.attempt,
    }
    texts = texts_of(item)
    view |= {name: [texts[name][id_] for id_ in ids] for name, ids in sitting.layout.items()}
    if item.type == "numeric":
        view["unit"] = item.unit
    if item.confidence:
        view["confidence"] = True
    if sitting.result is not None:
        view["done"] = _done(sitting, sitting.result)
        view["again"] = may_retry and item.type != "survey"
    return view


def _done(sitting: Sitting, result: Result) -> dict[str, Any]:
    done: dict[str, Any] = {"response": to_numbers(sitting.item, sitting.layout, sitting.response)}
    if sitting.confidence:
        done["confidence"] = sitting.confidence
    if sitting.notice:
        done["notice"] = sitting.notice
    if sitting.open:
        done |= {
            "correct": result.correct,
            "score": result.score,
            "summary": result.summary,
            "parts": [_part(sitting, part) for part in result.parts],
            "calibration": calibration(result, sitting.confidence),
        }
    return done


def _part(sitting: Sitting, part: Part) -> dict[str, Any]:
    lists = list(sitting.layout.values())
    told: dict[str, Any] = {"state": part.state, "text": part.text}
    if lists:
        told["at"] = lists[0].index(part.id) + 1
    if part.key:
        told["key"] = lists[1].index(part.key) + 1 if len(lists) > 1 else part.key
    return told


def calibration(result: Result, confidence: str | None) -> str:
    """Return a sentence where what the trainee felt and what they knew lie far apart."""
    if confidence == "certain" and result.correct is False:
        return "You were certain. It is worth finding out what made this look so sure."
    if confidence == "guessing" and result.correct:
        return "You were guessing. Read the reason, and next time you will know."
    return ""


def result_view(
    sittings: Iterable[Sitting],
    pass_mark: float,
    outcomes: Mapping[str, str],
    headings: Mapping[str, str],
) -> dict[str, Any]:
    """Return the result of a finished knowledge check.

    Parameters
    ----------
    sittings
        The items of the check.
    pass_mark
        Share that passes.
    outcomes
        The text of each learning outcome, by id, in the course's order.
    headings
        The heading of the lesson that teaches an id of the guidance.
    """
    marked = [s for s in sittings if s.result is not None and s.result.score is not None]
    slips = [s for s in marked if s.result is not None and not s.result.correct]
    score = score_of(marked) or 0.0
    missed = [s.item.outcome for s in slips]
    course_order = [outcome for outcome in outcomes if outcome in missed]
    lost = [(1 - (s.result.score or 0), s.item.covers) for s in slips if s.result is not None]
    return {
        "score": score,
        "pass_mark": pass_mark,
        "passed": passes(score, pass_mark),
        "right": len(marked) - len(slips),
        "of": len(marked),
        "missed": [
            outcomes.get(outcome, f"Outcome {outcome}")
            for outcome in dict.fromkeys([*course_order, *missed])
        ],
        "reread": worth_rereading(lost, headings),
    }


def passes(score: float, pass_mark: float) -> bool:
    """Tell whether a score passes, whatever a sum of fractions leaves at its end."""
    return score + 1e-9 >= pass_mark


def worth_rereading(
    lost: Iterable[tuple[float, Sequence[str]]], headings: Mapping[str, str]
) -> list[str]:
    """Return the headings under which most of what was lost is taught, most first.

    Parameters
    ----------
    lost
        For each item what its answer fell short by, and the ids it covers, which share that.
    headings
        The heading that teaches an id; an id without one sends nobody anywhere.
    """
    weights = dict.fromkeys(headings.values(), 0.0)
    for loss, covers in lost:
        for id_ in covers:
            if id_ in headings:
                weights[headings[id_]] += loss / len(covers)
    heaviest = sorted(weights, key=lambda heading: -round(weights[heading], 9))
    return [heading for heading in heaviest if weights[heading] > 0][:MOST_HEADINGS]


def score_of(sittings: Iterable[Sitting]) -> float | None:
    """Return the mean score of what is answered and marked, None where nothing is."""
    scores = [
        s.result.score for s in sittings if s.result is not None and s.result.score is not None
    ]
    return sum(scores) / len(scores) if scores else None


def paragraphs_of(text: str) -> list[str]:
    """Return an author's paragraphs; YAML folds the blank line between them to one line break."""
    return [part for part in re.split(r"\s*\n\s*", text.strip()) if part]
