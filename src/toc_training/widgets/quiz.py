"""Items to answer: in the lesson, before it (pretest), after it (knowledge check) and later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from toc_training.grading import RULES, ResponseError
from toc_training.widgets.base import LessonWidget, Message
from toc_training.widgets.notice import Notice, or_notice
from toc_training.widgets.quiz_layout import printed_layout, to_ids
from toc_training.widgets.quiz_sittings import Mode, Sittings
from toc_training.widgets.quiz_text import Feedback, feedback_text, markdown_of, spoken_text
from toc_training.widgets.quiz_view import Sitting, item_view, score_of

if TYPE_CHECKING:
    from toc_training.model import AnyItem, Use

WHAT = "These questions"
_NAMES: dict[Mode, str] = {
    "practice": "Questions",
    "pretest": "Before you start",
    "scored": "Knowledge check",
}
_LEADS: dict[Mode, str] = {
    "practice": "",
    "pretest": (
        "These are not scored. You will see the answers here when you have finished this "
        "module’s knowledge check."
    ),
    "scored": (
        "Each question is answered once in a run; you may take the whole check again. "
        "Your best result counts."
    ),
}
_shown: WeakSet[Quiz] = WeakSet()


class Quiz(LessonWidget):
    """Some items, as one widget. What stands in the learning record stands on the page again.

    Parameters
    ----------
    items
        What is asked, in this order.
    mode
        ``practice``: feedback after each answer, and another try. ``pretest``: answers are noted;
        result and key are shown when the module's knowledge check is complete. ``scored``: one
        attempt at each item in a run, and a result at the end; the best run counts.
    outcomes
        The text of each learning outcome, by id.
    pass_mark
        Share that passes a scored quiz.
    lead
        What the page says first, instead of what the mode says.
    name
        What stands above each item, instead of what the mode is called: a class that works with a
        run sheet has to find "Check 5".
    headings
        Called when a result is drawn: the heading of the lesson that teaches an id.

    Examples
    --------
    >>> q = quiz("pcu-composition")  # doctest: +SKIP
    >>> q.answer("pcu-composition", 2)  # doctest: +SKIP
    Not right.
    ...
    """

    page_files: ClassVar[tuple[str, ...]] = (
        "quiz.js",
        "quiz-inputs.js",
        "quiz-lists.js",
        "quiz-results.js",
        "quiz.css",
    )

    def __init__(
        self,
        items: Iterable[AnyItem],
        *,
        mode: Mode = "practice",
        outcomes: Mapping[str, str] | None = None,
        pass_mark: float = 0.7,
        lead: str | None = None,
        name: str | None = None,
        headings: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._name = name or _NAMES[mode]
        self._headings = headings
        self._sittings = Sittings(items, mode, pass_mark)
        self._outcomes = outcomes or {}
        self._stand: dict[str, Sitting] = {}
        self._lead = _LEADS[mode] if lead is None else lead
        super().__init__(view=self._draw())
        _shown.add(self)

    @property
    def score(self) -> float | None:
        """Mean score, from 0 to 1, of the items answered; None before there is one to tell."""
        told = [
            s for s in self._sittings.all() if s.open and s.result and s.result.score is not None
        ]
        return score_of(told) if told else None

    def answer(self, item_id: str, response: object, confidence: str | None = None) -> Feedback:
        """Answer an item without the page, and return the feedback as text.

        Parameters
        ----------
        item_id
            The item's id.
        response
            Numbers as the printed text counts them (``2``, ``[1, 3]``; for match and classify one
            for every entry), ids of the content, a number, or text.
        confidence
            ``guessing``, ``fairly sure`` or ``certain``.
        """
        items = self._sittings.items
        if item_id not in items:
            from toc_training.finding import nearest

            near = ", ".join(nearest(item_id, items) or items)
            return Feedback(f"There is no question “{item_id}” here. The nearest: {near}.")
        item = items[item_id]
        self._sittings.try_again(item)
        try:
            ids = to_ids(item, printed_layout(item), response)
            self._sittings.take(self._sittings.of(item), ids, {"confidence": confidence})
        except ResponseError as error:
            return Feedback(error)
        finally:
            self._sittings.leave(item)
            self._draw_answer(item)
        return Feedback(feedback_text(self._sittings.of(item)))

    def refresh(self) -> None:
        """Draw again what the learning record holds."""
        self.view = self._draw()

    def reply_to(self, name: str, message: Message) -> Message:
        """Take an answer (``answer``), another try (``again``) or a new check (``restart``)."""
        if name == "restart":
            self._sittings.restart()
            self.refresh()
            return {"said": "The check begins again. Your best result counts."}
        if name not in ("answer", "again"):
            raise ValueError(f"a quiz does not know {name!r}")
        item = self._sittings.items[str(message["item"])]
        if name == "again":
            self._sittings.try_again(item)
            self.refresh()
            return {"said": "Asked again."}
        sitting = self._sittings.of(item)
        if self._sittings.is_new(sitting, message.get("attempt"), message.get("statement_id")):
            try:
                ids = to_ids(item, sitting.layout, message.get("response"))
                self._sittings.take(sitting, ids, message)
            except ResponseError as error:
                return {"error": str(error)}
        self._draw_answer(item)
        return {"said": spoken_text(self._stand[item.id])}

    def as_markdown(self) -> str:
        """Return the items as text, without the key."""
        return markdown_of(self.summary(), self._sittings.items.values())

    def summary(self) -> str:
        """Return one stable line that says what this is."""
        count = len(self._sittings.items)
        return f"{self._name}: {count} question{'s' * (count != 1)}."

    def _draw_answer(self, item: AnyItem) -> None:
        """Draw an item that was answered, and the pretests whose answers a completion opens.

        The other items stand as they stood, unless an answer was waiting to be kept: it may be by
        now.
        """
        waiting = any(sitting.notice for sitting in self._stand.values())
        self.view = self._draw() if waiting else self._draw(item)
        if self.view["result"]:
            for other in list(_shown):
                if other._sittings.mode == "pretest":
                    other.refresh()

    def _draw(self, changed: AnyItem | None = None) -> dict[str, Any]:
        mode = self._sittings.mode
        again = [changed] if changed else self._sittings.items.values()
        self._stand |= {item.id: self._sittings.of(item) for item in again}
        sittings = list(self._stand.values())
        result = self._sittings.finish(sittings, self._outcomes, self._headings)
        types = {sitting.item.type for sitting in sittings}
        opened = mode == "pretest" and any(sitting.open for sitting in sittings)
        return {
            "name": self._name,
            "mode": mode,
            "lead": "" if opened else self._lead,
            "rules": {type_: rule for type_, rule in RULES.items() if type_ in types},
            "items": [item_view(s, may_retry=mode == "practice") for s in sittings],
            "result": result,
            "best": None if result else self._sittings.best(),
        }


def quiz(*item_ids: str, name: str | None = None) -> Quiz | Notice:
    """Draw the items of these ids under a name, with feedback after each answer."""
    from toc_training.finding import find_items

    return or_notice(WHAT, lambda: Quiz(find_items(item_ids), name=name))


def pretest(module: str) -> Quiz | Notice:
    """Draw a module's pretest: answers are noted, and shown after its knowledge check."""

    def draw() -> Quiz:
        from toc_training.finding import find_module, module_items

        checked = any(item.use == "exam" for item in module_items(find_module(module)))
        lead = None if checked else "These are not scored: they show you where you start from."
        return Quiz(_of_use(module, "pretest"), mode="pretest", lead=lead)

    return or_notice(WHAT, draw)


def knowledge_check(module: str) -> Quiz | Notice:
    """Draw a module's knowledge check: one attempt at each item in a run, a result at the end."""
    from toc_training.finding import course, find_module, lesson_headings

    def draw() -> Quiz:
        found = find_module(module)
        return Quiz(
            _of_use(module, "exam"),
            mode="scored",
            outcomes={o.id: o.text for m in course().modules for o in m.outcomes},
            pass_mark=found.pass_mark,
            headings=lambda: lesson_headings(found),
        )

    return or_notice(WHAT, draw)


def review(module: str) -> Quiz | Notice:
    """Draw the items a module is to be reviewed with, some days later."""
    return or_notice(WHAT, lambda: Quiz(_of_use(module, "review"), name="Review"))


def _of_use(module: str, use: Use) -> list[AnyItem]:
    from toc_training.finding import NotFoundError, find_module, module_items

    items = [item for item in module_items(find_module(module)) if item.use == use]
    if not items:
        raise NotFoundError(f"The module “{module}” has no questions of this kind yet.")
    return items
