from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from toc_training import record
from toc_training.model import Measure, Place
from toc_training.statement import object_of, response_of
from toc_training.widgets.measures import MeasuresExplorer, measures


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))
    return tmp_path


def explorer() -> MeasuresExplorer:
    place = Place("modules/12-border-management/measures.yaml", 1)
    return MeasuresExplorer(
        "Border management",
        [
            Measure("6.8-S1", "strategic", "Start", "Door", "Text S1.", "Watch S1.", "Ask?", place),
            Measure(
                "6.8-O1", "operational", "Bases", "Green", "Text O1.", "Watch O1.", "Ask?", place
            ),
        ],
    )


def ask(widget: MeasuresExplorer, **fields: Any) -> Any:
    heard: list[Any] = []
    widget.send = heard.append  # type: ignore[method-assign,assignment]
    message = {"kind": "ask", "n": 1, "name": "mark", "statement": "s-1", **fields}
    widget._on_page_message(widget, message, None)
    return heard[-1]


def test_a_mark_is_kept_and_there_again_tomorrow() -> None:
    first = explorer()
    assert ask(first, id="6.8-O1", marked=True) == {"kind": "reply", "n": 1}
    assert first.view["marked"] == ["6.8-O1"]
    (kept,) = record.current().statements()
    assert (object_of(kept), response_of(kept)) == ("measure/6.8-O1", "marked")
    assert explorer().marked == ("6.8-O1",)


def test_what_is_unmarked_stays_unmarked() -> None:
    explorer().mark("6.8-O1")
    explorer().unmark("6.8-O1")
    assert explorer().marked == ()
    assert [response_of(s) for s in record.current().statements()] == ["marked", "unmarked"]


def test_the_same_tick_twice_counts_once() -> None:
    widget = explorer()
    ask(widget, id="6.8-S1", marked=True)
    ask(widget, id="6.8-S1", marked=True)
    assert len(record.current().statements()) == 1


def test_an_unknown_measure_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    widget = explorer()
    assert "there is no measure '9.9'" in ask(widget, id="9.9", marked=True)["error"]
    widget.mark("9.9")
    assert "This is not possible: there is no measure '9.9' here" in capsys.readouterr().out
    assert record.current().statements() == ()


def test_the_twin_prints_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    widget = explorer()
    widget.mark("6.8-O1")
    widget.mark("6.8-S1")
    assert capsys.readouterr().out.endswith("For your plan:\n  6.8-S1: Start\n  6.8-O1: Bases\n")
    widget.unmark("6.8-O1")
    widget.unmark("6.8-S1")
    assert capsys.readouterr().out.endswith("Nothing is marked for your plan.\n")


def test_a_record_that_cannot_be_written_keeps_the_mark_in_memory(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = home / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("TOC_TRAINING_HOME", str(blocked))
    widget = explorer()
    widget.mark("6.8-O1")
    assert widget.marked == ("6.8-O1",)
    assert "marked but not kept" in widget.view["notice"]
    assert "marked but not kept" in capsys.readouterr().out


def test_text_lists_every_measure_and_does_not_change() -> None:
    widget = explorer()
    before = (widget.as_markdown(), repr(widget))
    widget.mark("6.8-O1")
    assert (widget.as_markdown(), repr(widget)) == before
    assert "**Bases** (operational, green) [6.8-O1]\n\nText O1.\n\n*Watch:* Watch O1." in before[0]
    assert before[1] == "Measures explorer: Border management, 2 measures"


def test_a_module_that_is_not_there_is_a_sentence_not_a_stack_of_errors() -> None:
    assert "There is no module “nowhere” in the course." in repr(measures("nowhere"))


def test_every_measure_of_a_module_is_shown() -> None:
    drawn = measures("border-management")
    assert isinstance(drawn, MeasuresExplorer)
    assert [m["id"] for m in drawn.view["measures"]][:2] == ["6.8-S1", "6.8-S2"]
