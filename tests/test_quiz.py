from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from quiz_items import EVERY_TYPE, JOURNAL, KEYS, MARKED, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE
from toc_training import record
from toc_training.finding import find_module, headings_of, lesson_headings
from toc_training.grading import Result, grade
from toc_training.model import AnyItem
from toc_training.statement import extension_of, object_of, response_of, verb_of
from toc_training.widgets import quiz as quiz_module
from toc_training.widgets import quiz_sittings
from toc_training.widgets.keeper import keeper
from toc_training.widgets.notice import Notice
from toc_training.widgets.quiz import Mode, Quiz, knowledge_check, pretest, quiz, review
from toc_training.widgets.quiz_layout import layout_of, to_ids, to_numbers
from toc_training.widgets.quiz_view import worth_rereading

OUTCOMES = {"12.1": "Diagnose why a border fails.", "12.2": "Identify who works on a border."}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class Page:
    """What a page does, and everything it was ever told."""

    def __init__(self, widget: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
        self.widget = widget
        self.told = json.dumps(widget.get_state(), default=str)
        monkeypatch.setattr(widget, "send", self._hear)
        widget.observe(lambda change: self._hear(change["new"]), "view")
        self.replies: list[dict[str, Any]] = []

    def _hear(self, content: dict[str, Any], buffers: object = None) -> None:  # noqa: ARG002
        self.told += json.dumps(content)
        if content.get("kind") == "reply":
            self.replies.append(content)

    def ask(self, name: str, **message: object) -> dict[str, Any]:
        asked = {"kind": "ask", "n": len(self.replies), "name": name, **message}
        self.widget._on_page_message(self.widget, asked, [])
        return self.replies[-1]

    def item(self, item_id: str) -> dict[str, Any]:
        return next(item for item in self.widget.view["items"] if item["id"] == item_id)

    def answer(self, item: AnyItem, ids: object, **more: object) -> dict[str, Any]:
        layout = layout_of(item, self.seed(item))
        message: dict[str, object] = {
            "item": item.id,
            "attempt": self.item(item.id)["attempt"],
            "response": to_numbers(item, layout, ids),
            "statement_id": str(uuid.uuid4()),
        }
        return self.ask("answer", **(message | more))

    def seed(self, item: AnyItem) -> int:
        return self.widget._sittings.of(item).seed


def about(item_id: str) -> tuple[dict[str, Any], ...]:
    return record.current().about(f"item/{item_id}")


@pytest.mark.parametrize("mode", ["practice", "pretest", "scored"])
@pytest.mark.parametrize("item", MARKED, ids=lambda item: item.id)
def test_no_part_of_the_key_travels_before_the_answer(
    item: AnyItem, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(Quiz([item], mode=mode), monkeypatch)
    page.ask("hello")
    page.ask("answer", item=item.id, response=None, attempt=1)
    page.ask("nonsense")
    assert "why-" not in page.told
    assert '"correct"' not in page.told
    assert '"1,200"' not in page.told


def test_a_page_never_learns_the_ids_that_give_the_key_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Page(Quiz([MATCH, ORDER]), monkeypatch)
    shown = page.item("shipment")["steps"]
    assert shown != [step.text for step in ORDER.steps]
    assert sorted(shown) == sorted(step.text for step in ORDER.steps)
    allowed = {"id", "type", "prompt", "attempt", "lefts", "rights", "steps"}
    assert {key for item in page.widget.view["items"] for key in item} <= allowed


@pytest.mark.parametrize("seed", range(50))
def test_neither_steps_nor_partners_ever_stand_as_authored(seed: int) -> None:
    assert layout_of(ORDER, seed)["steps"] != ("a", "b", "c", "d")
    assert layout_of(MATCH, seed)["rights"] != ("a", "b", "c", "x")


@pytest.mark.parametrize("item", EVERY_TYPE, ids=lambda item: item.id)
def test_numbers_and_ids_name_the_same_response(item: AnyItem) -> None:
    ids: Any = KEYS.get(item.id, "often" if item.id == "how-common" else "A text.")
    layout = layout_of(item, 7)
    assert to_ids(item, layout, to_numbers(item, layout, ids)) == ids
    assert to_ids(item, layout, ids) == ids


@pytest.mark.parametrize("item", MARKED, ids=lambda item: item.id)
def test_an_answer_is_kept_and_stands_there_again(
    item: AnyItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(Quiz([item]), monkeypatch)
    reply = page.answer(item, KEYS[item.id], confidence="certain", seconds=12.34)
    assert reply["said"].startswith("Right.")
    [statement] = about(item.id)
    assert (verb_of(statement), response_of(statement)) == ("answered", KEYS[item.id])
    assert statement["result"]["success"] is True
    told = {"module": "border-management", "mode": "practice", "use": "check", "attempt": 1}
    told |= {"confidence": "certain", "seconds": 12.3}
    assert {name: extension_of(statement, name) for name in told} == told
    again = Quiz([item])
    assert again.view == page.widget.view
    assert again.view["items"][0]["done"]["correct"] is True


def test_every_attempt_is_kept_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([SINGLE]), monkeypatch)
    page.answer(SINGLE, "a")
    page.ask("again", item="director")
    assert "done" not in page.item("director")
    page.answer(SINGLE, "b")
    assert [extension_of(s, "attempt") for s in about("director")] == [1, 2]
    assert len({extension_of(s, "seed") for s in about("director")}) == 2


def test_an_answer_sent_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([NUMERIC]), monkeypatch)
    sent = str(uuid.uuid4())
    first = page.answer(NUMERIC, "7", statement_id=sent)
    assert page.answer(NUMERIC, "1200", statement_id=sent)["said"] == first["said"]
    page.ask("again", item="finds")
    page.answer(NUMERIC, "7", statement_id=sent)
    assert len(about("finds")) == 1
    assert "done" not in page.item("finds")


def test_an_answer_to_a_past_attempt_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([NUMERIC]), monkeypatch)
    page.answer(NUMERIC, "7")
    page.answer(NUMERIC, "1200", attempt=1)
    page.ask("again", item="finds")
    page.answer(NUMERIC, "1200", attempt=1)
    assert len(about("finds")) == 1


def test_seconds_are_clamped(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([NUMERIC]), monkeypatch)
    page.answer(NUMERIC, "7", seconds=1e9)
    assert extension_of(about("finds")[0], "seconds") == 3600


def test_an_impossible_response_is_answered_in_words_and_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Page(Quiz([NUMERIC, SINGLE]), monkeypatch)
    ask = {"attempt": 1, "statement_id": str(uuid.uuid4())}
    assert "two ways" in page.ask("answer", item="finds", response="1.200", **ask)["error"]
    assert "no number 9" in page.ask("answer", item="director", response=9, **ask)["error"]
    assert "error" in page.ask("answer", item="unknown", response=1, **ask)
    assert "error" in page.answer(NUMERIC, "7", statement_id="not a uuid")
    assert not about("finds")
    assert not about("director")


def test_confidence_that_was_misplaced_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([SINGLE, NUMERIC]), monkeypatch)
    assert "You were certain." in page.answer(SINGLE, "a", confidence="certain")["said"]
    assert "You were guessing." in page.answer(NUMERIC, "1200", confidence="guessing")["said"]
    assert "in these words" in str(page.widget.answer("director", "a", confidence="very"))


def test_a_pretest_is_shown_after_the_knowledge_check(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([SINGLE], mode="pretest"), monkeypatch)
    assert page.answer(SINGLE, "a")["said"] == "Noted."
    page.answer(SINGLE, "b")
    assert len(about("director")) == 1
    assert "why-" not in page.told
    assert page.widget.score is None
    check = Quiz([NUMERIC], mode="scored")
    check.answer("finds", "7")
    assert page.item("director")["done"]["correct"] is False
    assert "why-a" in page.told
    assert page.widget.view["lead"] == ""


def test_a_pretest_is_still_closed_when_only_part_of_the_check_is_done() -> None:
    noted = Quiz([SINGLE], mode="pretest")
    noted.answer("director", "a")
    Quiz([NUMERIC, ORDER], mode="scored").answer("finds", "7")
    assert "correct" not in Quiz([SINGLE], mode="pretest").view["items"][0]["done"]
    assert repr(noted.answer("director", "b")) == "Noted."


def test_a_knowledge_check_says_what_to_go_back_to(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([NUMERIC, ORDER], mode="scored", outcomes=OUTCOMES), monkeypatch)
    page.answer(NUMERIC, "1200")
    assert page.widget.view["result"] is None
    page.answer(ORDER, ["b", "a", "c", "d"])
    result = page.widget.view["result"]
    assert result["score"] == pytest.approx(5 / 6)
    assert result["passed"]
    assert result["missed"] == [OUTCOMES["12.1"]]
    [completed] = record.current().about("knowledge-check/border-management")
    assert verb_of(completed) == "completed"
    assert completed["result"]["score"]["scaled"] == 0.8333


def test_a_knowledge_check_has_one_attempt_at_each_item(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([NUMERIC, ORDER], mode="scored"), monkeypatch)
    page.answer(NUMERIC, "7")
    page.ask("again", item="finds")
    page.answer(NUMERIC, "1200", attempt=2)
    page.widget.answer("finds", "1200")
    Quiz([NUMERIC, ORDER], mode="scored").answer("finds", "1200")
    assert [response_of(s) for s in about("finds")] == ["7"]


@pytest.mark.parametrize("answers", [("7", "1200", "7"), ("1200", "7", "7")])
def test_the_best_run_of_a_knowledge_check_counts(
    answers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(Quiz([NUMERIC], mode="scored"), monkeypatch)
    best = 0
    for run, answer in enumerate(answers, start=1):
        page.answer(NUMERIC, answer)
        best = max(best, int(answer == "1200"))
        result = page.widget.view["result"]
        counts = {"score": best, "pass_mark": 0.7, "passed": best == 1}
        assert (result["run"], result["score"]) == (run, int(answer == "1200"))
        assert result["best"] == counts
        assert Quiz([NUMERIC], mode="scored").view == page.widget.view
        page.ask("restart")
        page.ask("restart")
        assert page.widget.view["result"] is None
        assert page.widget.view["best"] == counts
    verbs = [verb_of(s) for s in record.current().about("knowledge-check/border-management")]
    assert verbs == ["completed", "initialized"] * 3
    assert [response_of(s) for s in about("finds")] == list(answers)


def test_what_was_lost_decides_which_headings_to_read_again() -> None:
    headings = {"O1": "Gate", "O2": "Gate", "K1": "Actors", "K2": "Money", "S1": "Ways in"}
    assert worth_rereading([(1, ["O1"]), (0.5, ["K1"])], headings) == ["Gate", "Actors"]
    assert worth_rereading([(0.5, ["O1"]), (1, ["K1"])], headings) == ["Actors", "Gate"]
    shared = [(1, ["O1", "K1", "K2", "S1"]), (0.4, ["S1"]), (0.3, ["K2"]), (0.2, ["K1"])]
    assert worth_rereading(shared, headings) == ["Ways in", "Money", "Actors"]
    assert worth_rereading([(0.1, ["O1"]), (0.2, ["O2"]), (0.3, ["K1"])], headings)[0] == "Gate"
    assert worth_rereading([(1, ["unknown"])], headings) == []
    assert worth_rereading([], headings) == []


def test_the_lesson_is_read_only_when_a_result_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def headings() -> dict[str, str]:
        read.append("lesson")
        return {"6.8-O1": "Away from the gate"}

    page = Page(Quiz([NUMERIC, MULTIPLE], mode="scored", headings=headings), monkeypatch)
    page.answer(MULTIPLE, ["a", "c"])
    assert not read
    page.answer(NUMERIC, "7")
    assert read
    assert page.widget.view["result"]["reread"] == ["Away from the gate"]


def test_a_knowledge_check_names_the_headings_of_its_lesson() -> None:
    check = knowledge_check("border-management")
    assert isinstance(check, Quiz)
    for item in check._sittings.items.values():
        key: Any = {
            "single": lambda i: next(o.id for o in i.options if o.correct),
            "multiple": lambda i: [o.id for o in i.options if o.correct],
            "match": lambda i: {pair.id: pair.id for pair in i.pairs},
            "order": lambda i: [step.id for step in i.steps],
            "classify": lambda i: {row.id: row.category for row in i.rows},
            "numeric": lambda i: next(a.value for a in i.answers if a.correct),
        }[item.type](item)
        if item.type == "numeric":
            key = -1
        check.answer(item.id, key)
    result = check.view["result"]
    assert result["right"] == result["of"] - 1
    assert result["reread"]
    assert set(result["reread"]) <= set(lesson_headings(find_module("border-management")).values())


LESSON = [
    "# Title\n\n<small>[6.8-O1](../guidance/6.8.md#6.8-O1)</small>",
    "## Why\n\nOnce. <small>[6.8-O1](../guidance/6.8.md#6.8-O1)</small>",
    "## Who\n\nOnce. [6.8-O1](../guidance/6.8.md#6.8-O1) [6.8-K1](../guidance/6.8.md#6.8-K1)",
    "**Goes on.** [6.8-O1](../guidance/6.8.md#6.8-O1) [the port](https://port.invalid/#6.8-S1)",
    "## Since publication\n\n[6.8-K1](../guidance/since-publication.md#6.8-K1)" * 3,
    "## Measures for your own plan\n\n[6.8-S2](../guidance/6.8.md#6.8-S2)",
    "## Key points\n\n### Small\n\n[6.8-S3](../guidance/6.8.md#6.8-S3)",
]


def test_an_id_belongs_to_the_heading_that_cites_it_most() -> None:
    assert headings_of(LESSON) == {"6.8-O1": "Who", "6.8-K1": "Who"}
    assert headings_of(LESSON[:2]) == {"6.8-O1": "Why"}
    assert headings_of([LESSON[1], LESSON[2]])["6.8-O1"] == "Why"


def test_a_result_goes_without_headings_where_the_lesson_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = find_module("border-management")
    lesson = tmp_path / "modules" / module.folder / f"{module.folder}.ipynb"
    lesson.parent.mkdir(parents=True)
    (tmp_path / "modules" / "course.yaml").touch()
    monkeypatch.setenv("TOC_TRAINING_CURRICULUM", str(tmp_path))
    assert lesson_headings(module) == {}
    for text in ("{", "[]", '{"cells": [{}]}', "\0"):
        lesson.write_text(text, encoding="utf-8")
        assert lesson_headings(module) == {}


def test_a_result_says_where_the_answers_to_the_pretest_stand() -> None:
    check = Quiz([NUMERIC], mode="scored")
    check.answer("finds", "7")
    assert check.view["result"]["opened"] is False
    Quiz([SINGLE], mode="pretest").answer("director", "a")
    check.refresh()
    assert check.view["result"]["opened"] is True


def test_an_answer_is_marked_once_and_not_at_every_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marked: list[str] = []

    def counted(item: AnyItem, response: object) -> Result:
        marked.append(item.id)
        return grade(item, response)

    monkeypatch.setattr(quiz_sittings, "grade", counted)
    page = Page(Quiz([NUMERIC, SINGLE, ORDER], mode="scored"), monkeypatch)
    for item in (NUMERIC, SINGLE, ORDER):
        page.answer(item, KEYS[item.id])
    page.ask("hello")
    assert sorted(marked) == sorted(["finds", "director", "shipment"] * 2)


def test_only_one_of_several_right_answers_is_missed() -> None:
    widget = Quiz([SINGLE, MULTIPLE, NUMERIC])
    assert "three services: The right answer. why-b" in str(widget.answer("director", "a"))
    assert "A date of deletion: You missed this one." in str(widget.answer("terms", ["a"]))
    assert "1,200: The right answer." in str(widget.answer("finds", "7"))


def test_practice_and_check_do_not_share_answers() -> None:
    Quiz([NUMERIC]).answer("finds", "1200")
    assert "done" not in Quiz([NUMERIC], mode="scored").view["items"][0]


def test_a_journal_can_be_saved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([JOURNAL]), monkeypatch)
    for text in ("A first thought.", "A better thought."):
        assert page.answer(JOURNAL, text)["said"] == "Saved."
    assert [verb_of(s) for s in about("journal")] == ["responded", "responded"]
    assert Quiz([JOURNAL]).view["items"][0]["done"]["response"] == "A better thought."


def test_a_record_that_cannot_be_written_does_not_stop_the_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a-file"
    file.touch()
    monkeypatch.setenv("TOC_TRAINING_HOME", str(file))
    page = Page(Quiz([NUMERIC], mode="scored"), monkeypatch)
    reply = page.answer(NUMERIC, "7")
    assert "not saved yet" in reply["said"]
    assert page.item("finds")["done"]["notice"]
    assert page.widget.view["result"]["score"] == 0
    assert Quiz([NUMERIC], mode="scored").view["items"][0]["done"]["correct"] is False
    file.unlink()
    Quiz([JOURNAL]).answer("journal", "Space again.")
    kept = [object_of(s) for s in record.current().statements()]
    assert "item/finds" in kept
    assert "knowledge-check/border-management" in kept
    assert not keeper().notice(about("finds")[0])


def test_an_answer_that_waited_says_so_only_until_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a-file"
    file.touch()
    monkeypatch.setenv("TOC_TRAINING_HOME", str(file))
    page = Page(Quiz([NUMERIC, SINGLE]), monkeypatch)
    page.answer(NUMERIC, "7")
    assert "notice" in page.item("finds")["done"]
    file.unlink()
    page.answer(SINGLE, SINGLE.options[0].id)
    assert "notice" not in page.item("finds")["done"]
    assert "notice" not in page.item("director")["done"]


def test_an_item_rewritten_since_is_asked_afresh() -> None:
    record.current().append(
        "answered",
        "item/director",
        response="gone",
        extensions={"mode": "practice", "attempt": 1, "seed": 5},
    )
    [item] = Quiz([SINGLE]).view["items"]
    assert item["attempt"] == 2
    assert "done" not in item


@pytest.mark.parametrize("item", MARKED, ids=lambda item: item.id)
def test_the_printed_text_has_everything_but_the_key(item: AnyItem) -> None:
    text = Quiz([item]).as_markdown()
    Quiz([item]).answer(item.id, KEYS[item.id])
    assert Quiz([item]).as_markdown() == text
    assert "why-" not in text
    given = [part.text for part in getattr(item, "options", ()) or getattr(item, "steps", ())]
    assert all(entry in text for entry in given)
    if given:
        assert sorted(given, key=text.index) != given


def test_the_printed_text_goes_with_the_widget() -> None:
    bundle, _ = Quiz([SINGLE, NUMERIC])._repr_mimebundle_()
    assert bundle["text/plain"] == "Questions: 2 questions."
    assert "**Question 2.**" in bundle["text/markdown"]
    assert repr(Quiz([SINGLE], mode="scored")) == "Knowledge check: 1 question."


def test_the_twin_takes_the_numbers_of_the_printed_text() -> None:
    widget = Quiz([SINGLE, MATCH, ORDER])
    lines = widget.as_markdown().split("**Question 2.**")[0].splitlines()
    [number] = [line[0] for line in lines if "One unit" in line]
    assert str(widget.answer("director", int(number))).startswith("Right.")
    assert widget.score == 1
    text = str(widget.answer("shipment", ["b", "a", "c", "d"]))
    assert "Belongs" not in text.splitlines()[0]
    assert "place 1" in text
    assert "Give 3 numbers" in str(widget.answer("desk", [1, 2]))
    assert "The nearest: director" in str(widget.answer("direktor", 1))


def test_the_twin_may_try_again_in_practice() -> None:
    widget = Quiz([NUMERIC])
    widget.answer("finds", "7")
    widget.answer("finds", "many")
    assert widget.view["items"][0]["done"]["correct"] is False
    widget.answer("finds", 1200)
    assert widget.score == 1
    assert [extension_of(s, "attempt") for s in about("finds")] == [1, 2]


@pytest.mark.parametrize("draw", [pretest, knowledge_check, review])
def test_a_module_has_all_three(draw: Any) -> None:
    drawn = draw("border-management")
    assert isinstance(drawn, Quiz)
    assert len(drawn.view["items"]) >= 3


def test_items_are_found_wherever_they_stand() -> None:
    drawn = quiz("border-three-obstacles", "border-pre-random")
    assert isinstance(drawn, Quiz)
    assert [item["id"] for item in drawn.view["items"]] == [
        "border-three-obstacles",
        "border-pre-random",
    ]


def test_an_unknown_id_is_a_sentence_with_the_nearest() -> None:
    for drawn in (quiz("border-three-obstacle"), knowledge_check("border-managment")):
        assert isinstance(drawn, Notice)
        assert "The nearest: border-" in repr(drawn)
        assert drawn._repr_mimebundle_()["text/markdown"].startswith("> There is no")


def test_content_with_a_fault_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "course.yaml").write_text("title: [", encoding="utf-8")
    monkeypatch.setenv("TOC_TRAINING_CURRICULUM", str(tmp_path))
    assert "has a fault" in repr(quiz("anything"))


def test_what_travels_for_ten_items_stays_small() -> None:
    ten = [
        type(item)(**{**{f: getattr(item, f) for f in item.__dataclass_fields__}, "id": f"i{n}"})
        for n, item in enumerate((*MARKED, *MARKED[:4]))
    ]
    state = Quiz(ten).get_state()
    assert len(json.dumps(state).encode()) < 20_000
    assert len(json.dumps(state["view"]).encode()) < 10_000


def test_only_the_page_files_of_the_quiz_are_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(Quiz([SINGLE]), monkeypatch)
    files = page.ask("files", wanted=list(Quiz.page_files))["files"]
    assert set(files) == set(Quiz.page_files)
    assert "error" in page.ask("files", wanted=["../base.py"])


def test_the_marking_rules_are_those_of_the_author_guide() -> None:
    guide = Path(__file__).parents[1] / "docs" / "author-guide.md"
    text = guide.read_text(encoding="utf-8")
    for rule in quiz_module.RULES.values():
        assert rule in text


def test_a_quiz_can_have_the_name_its_class_knows_it_by() -> None:
    named = Quiz([SINGLE], name="Check 5")
    assert named.view["name"] == "Check 5"
    assert named.summary() == "Check 5: 1 question."
