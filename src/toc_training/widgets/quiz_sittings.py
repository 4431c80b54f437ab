"""How the items of a quiz stand for a learner, worked out from the learning record."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from toc_training.grading import ResponseError, Result, grade
from toc_training.shuffling import seed_for
from toc_training.statement import Statement, extension_of, response_of, verb_of
from toc_training.widgets.keeper import keeper
from toc_training.widgets.quiz_layout import Layout, layout_of
from toc_training.widgets.quiz_view import CONFIDENCE, Sitting, passes, result_view

if TYPE_CHECKING:
    from toc_training.model import AnyItem

Mode = Literal["practice", "pretest", "scored"]

LONGEST_SECONDS = 3600


class Sittings:
    """The items of one quiz and the answers given to them.

    Parameters
    ----------
    items
        What is asked.
    mode
        See `toc_training.widgets.quiz.Quiz`.
    pass_mark
        Share that passes a scored quiz.
    """

    def __init__(self, items: Iterable[AnyItem], mode: Mode, pass_mark: float) -> None:
        self.items = {item.id: item for item in items}
        self.mode = mode
        self.pass_mark = pass_mark
        self._trying_again: set[str] = set()
        self._marked: dict[str, tuple[Layout, Result]] = {}

    def all(self) -> list[Sitting]:
        """Return how every item stands."""
        return [self.of(item) for item in self.items.values()]

    def of(self, item: AnyItem) -> Sitting:
        """Return how one item stands: answered, or with the seed it is to be shown with."""
        given = self._given(item)
        if self._once(item):
            attempt = self.round()
            given = [s for s in given if extension_of(s, "attempt") == attempt][:1]
        else:
            attempt = max((int(extension_of(s, "attempt") or 0) for s in given), default=0) + 1
        if given and item.id not in self._trying_again:
            stands = given[0] if self.mode == "pretest" and item.type != "survey" else given[-1]
            try:
                return self._answered(item, stands)
            except (ResponseError, LookupError, TypeError, ValueError):
                pass  # the item was rewritten since; it is asked afresh
        seed = seed_for(keeper().learner, item.id, attempt)
        return Sitting(item, attempt, seed, layout_of(item, seed))

    def try_again(self, item: AnyItem) -> None:
        """Ask an item afresh, as practice allows."""
        if self.mode == "practice":
            self._trying_again.add(item.id)

    def leave(self, item: AnyItem) -> None:
        """Let the last answer stand after all."""
        self._trying_again.discard(item.id)

    def is_new(self, sitting: Sitting, attempt: object, statement_id: object) -> bool:
        """Tell whether an answer is to be taken: not one sent twice, nor to what is past."""
        if any(s["id"] == statement_id for s in keeper().about(f"item/{sitting.item.id}")):
            return False
        survey = sitting.item.type == "survey"
        return survey or (not sitting.answered and attempt == sitting.attempt)

    def take(self, sitting: Sitting, ids: Any, told: Mapping[str, Any]) -> None:
        """Mark a response, told in ids, and keep it.

        Parameters
        ----------
        sitting
            What is answered, as it stands.
        ids
            See `toc_training.grading.grade`.
        told
            What came with it: ``confidence``, ``seconds``, ``statement_id``; none is needed.

        Raises
        ------
        ResponseError
            The response is impossible.
        """
        confidence, seconds = told.get("confidence"), told.get("seconds")
        if confidence not in (None, *CONFIDENCE):
            raise ResponseError(f"Say how sure you are in these words: {', '.join(CONFIDENCE)}.")
        item = sitting.item
        result = grade(item, ids)
        if sitting.answered and item.type != "survey":
            return
        extensions: dict[str, object] = {
            "module": item.module,
            "mode": self.mode,
            "use": item.use,
            "seed": sitting.seed,
            "attempt": self._next_attempt(sitting),
        }
        if confidence is not None:
            extensions["confidence"] = confidence
        if isinstance(seconds, int | float):
            extensions["seconds"] = round(min(max(float(seconds), 0.0), LONGEST_SECONDS), 1)
        keeper().append(
            _verb(item),
            f"item/{item.id}",
            response=sorted(ids) if item.type == "multiple" else ids,
            score=result.score,
            success=result.correct,
            extensions=extensions,
            statement_id=self._statement_id(sitting, told.get("statement_id")),
        )
        self.leave(item)

    def finish(
        self,
        sittings: Iterable[Sitting],
        outcomes: Mapping[str, str],
        headings: Callable[[], Mapping[str, str]],
    ) -> dict[str, Any] | None:
        """Return the result of a scored quiz once every item is answered, and record it once.

        The parameters are those of `toc_training.widgets.quiz.Quiz`, and how the items stand.
        """
        marked = self._whole(sittings)
        if not marked:
            return None
        result = result_view(marked, self.pass_mark, outcomes, headings())
        attempt = self.round()
        recorded = _named_id(self._check_id, attempt)
        known = [s for s in keeper().about(self._check_id) if s["id"] == recorded]
        if not known or keeper().notice(known[0]):
            keeper().append(
                "completed",
                self._check_id,
                score=result["score"],
                success=result["passed"],
                extensions={"attempt": attempt, "pass_mark": self.pass_mark},
                statement_id=recorded,
            )
        result |= {"run": attempt, "best": self.best(), "opened": self._has_pretest()}
        return result

    def best(self) -> dict[str, Any] | None:
        """Return the best result of a scored quiz so far, None before there is one.

        Every run stays in the record; the best one counts for passing.
        """
        if self.mode != "scored":
            return None
        done = [s for s in keeper().about(self._check_id) if verb_of(s) == "completed"]
        scores = [float(s["result"]["score"]["scaled"]) for s in done]
        if not scores:
            return None
        best = max(scores)
        passed = passes(best, self.pass_mark)
        return {"score": best, "pass_mark": self.pass_mark, "passed": passed}

    def restart(self) -> None:
        """Begin another run of a scored quiz that is finished."""
        if not self._whole(self.all()):
            return
        begun = self.round() + 1
        keeper().append(
            "initialized",
            self._check_id,
            extensions={"attempt": begun},
            statement_id=_named_id(f"{self._check_id}/begin", begun),
        )

    def round(self) -> int:
        """Return the number of the attempt at a whole scored quiz, from 1."""
        return 1 + sum(verb_of(s) == "initialized" for s in keeper().about(self._check_id))

    @property
    def _check_id(self) -> str:
        module = next((item.module for item in self.items.values()), "")
        return f"knowledge-check/{module}"

    def _answered(self, item: AnyItem, statement: Statement) -> Sitting:
        attempt = int(extension_of(statement, "attempt") or 1)
        seed = int(extension_of(statement, "seed"))
        response = response_of(statement)
        if statement["id"] not in self._marked:
            self._marked[statement["id"]] = layout_of(item, seed), grade(item, response)
        layout, result = self._marked[statement["id"]]
        return Sitting(
            item,
            attempt,
            seed,
            layout,
            response,
            result,
            extension_of(statement, "confidence"),
            keeper().notice(statement),
            open=self.mode != "pretest" or _is_checked(item.module),
        )

    def _whole(self, sittings: Iterable[Sitting]) -> Sequence[Sitting]:
        """Return what a scored quiz is marked by if all of it is answered, else nothing."""
        marked = [sitting for sitting in sittings if sitting.item.type != "survey"]
        return marked if self.mode == "scored" and all(s.answered for s in marked) else ()

    def _has_pretest(self) -> bool:
        module = self._check_id.partition("/")[2]
        return any(
            extension_of(s, "mode") == "pretest" and extension_of(s, "module") == module
            for s in keeper().statements()
        )

    def _given(self, item: AnyItem) -> list[Statement]:
        return [
            statement
            for statement in keeper().about(f"item/{item.id}")
            if verb_of(statement) == _verb(item) and extension_of(statement, "mode") == self.mode
        ]

    def _once(self, item: AnyItem) -> bool:
        return self.mode == "scored" and item.type != "survey"

    def _next_attempt(self, sitting: Sitting) -> int:
        return sitting.attempt + 1 if sitting.answered else sitting.attempt

    def _statement_id(self, sitting: Sitting, sent: object) -> str:
        if self._once(sitting.item):
            return _named_id(f"item/{sitting.item.id}", sitting.attempt)
        return str(uuid.UUID(str(sent))) if sent else str(uuid.uuid4())


def _verb(item: AnyItem) -> str:
    return "responded" if item.type == "survey" else "answered"


def _is_checked(module: str) -> bool:
    return any(verb_of(s) == "completed" for s in keeper().about(f"knowledge-check/{module}"))


def _named_id(name: str, attempt: int) -> str:
    """Return the one statement id that this learner's attempt can have, whoever records it."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{keeper().learner}/{name}/{attempt}"))
