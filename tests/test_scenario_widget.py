from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scenarios import port
from toc_training import record
from toc_training.content import load_scenario
from toc_training.curriculum import find_curriculum
from toc_training.model import Advice, Ending, Node, Scenario
from toc_training.statement import object_of, response_of, verb_of
from toc_training.walk import Walk, all_walks
from toc_training.widgets.scenario import ScenarioWidget, scenario


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))
    return tmp_path


class Page:
    """What a browser would send and hear."""

    def __init__(self, widget: ScenarioWidget) -> None:
        self.widget = widget
        self.heard: list[Any] = []
        widget.send = self.heard.append  # type: ignore[method-assign,assignment]
        widget.observe(lambda c: self.heard.append(c["new"]), names=["view"])

    def ask(self, name: str, **fields: Any) -> Any:
        here = {"walk": self.widget.view["walk"], "step": self.widget.view["step"]}
        message = {"kind": "ask", "n": 1, "name": name, **here, **fields}
        self.widget._on_page_message(self.widget, message, None)
        return self.heard[-1]

    def choose(self, choice: str, statement: str = "5f0c1e0a-7a53-4f5e-9f39-0d7f0d8d8a11") -> Any:
        return self.ask("choose", choice=choice, statement=statement)


def test_it_begins_at_the_start_with_nothing_recorded() -> None:
    widget = ScenarioWidget(port())
    assert widget.view["phase"] == "decide"
    assert widget.view["node"]["title"] == "First week"
    assert record.current().statements() == ()


def test_a_choice_is_kept_and_told_before_the_next_node() -> None:
    page = Page(ScenarioWidget(port()))
    page.choose("share")
    view = page.widget.view
    assert (view["phase"], view["step"]) == ("told", 1)
    assert view["past"][-1]["feedback"] == "It is slow."
    assert "node" not in view
    (kept,) = record.current().statements()
    assert (verb_of(kept), object_of(kept)) == ("interacted", "scenario/port/first-week")
    assert response_of(kept) == "share"
    page.ask("continue")
    assert page.widget.view["node"]["title"] == "The queue"


def test_the_same_press_twice_counts_once() -> None:
    page = Page(ScenarioWidget(port()))
    asked = {"walk": page.widget.view["walk"], "step": 0, "choice": "share", "statement": "s-1"}
    page.ask("choose", **asked)
    reply = page.ask("choose", **asked)
    assert reply == {"kind": "reply", "n": 1}
    assert page.widget.walk.steps == ("share",)
    assert len(record.current().statements()) == 1


def test_the_impossible_is_answered_in_words_and_changes_nothing() -> None:
    page = Page(ScenarioWidget(port()))
    assert "there is no choice 'fly'" in page.choose("fly")["error"]
    assert "no 'jump'" in page.ask("jump")["error"]
    assert page.widget.walk.steps == ()
    assert record.current().statements() == ()


def test_a_second_widget_goes_on_where_the_first_stopped() -> None:
    first = Page(ScenarioWidget(port()))
    first.choose("share")
    second = ScenarioWidget(port())
    assert second.walk == first.widget.walk
    assert second.view == first.widget.view


def test_an_ending_is_kept_and_shown_again_after_a_reload() -> None:
    page = Page(ScenarioWidget(port()))
    page.choose("seize")
    assert page.widget.view["phase"] == "told"
    assert page.widget.view["last"]
    *_, ending = record.current().statements()
    assert (verb_of(ending), object_of(ending)) == ("completed", "scenario/port")
    assert response_of(ending) == "full-yard"
    again = ScenarioWidget(port())
    assert again.view["phase"] == "ended"
    assert again.view["debrief"]["seen"] == ["Full yard"]
    assert again.view["debrief"]["endings"] == 2
    assert len(record.current().statements()) == 2


def test_an_ending_that_was_cut_off_is_noted_at_the_next_opening(home: Path) -> None:
    Page(ScenarioWidget(port())).choose("seize")
    file = home / record.FILE_NAME
    file.write_text(file.read_text().splitlines(keepends=True)[0])
    ScenarioWidget(port())
    assert [verb_of(s) for s in record.current().statements()] == ["interacted", "completed"]


def test_a_page_that_opens_goes_on_with_the_newest_walk() -> None:
    here, there = Page(ScenarioWidget(port())), Page(ScenarioWidget(port()))
    there.choose("share")
    here.ask("hello")
    assert here.widget.view == there.widget.view
    there.ask("continue")
    there.ask("hello")
    assert there.widget.view["phase"] == "decide"


def test_a_restart_is_a_new_walk_also_after_a_reload() -> None:
    page = Page(ScenarioWidget(port()))
    page.choose("share")
    old = page.widget.view["walk"]
    page.ask("restart")
    page.ask("restart", walk=old, step=1)
    assert page.widget.view["walk"] != old
    assert page.widget.walk == Walk(port())
    again = ScenarioWidget(port())
    assert again.view == page.widget.view


def test_endings_of_earlier_walks_are_remembered() -> None:
    page = Page(ScenarioWidget(port()))
    page.choose("seize")
    page.ask("restart")
    page.choose("share", "5f0c1e0a-7a53-4f5e-9f39-0d7f0d8d8a12")
    page.choose("wait", "5f0c1e0a-7a53-4f5e-9f39-0d7f0d8d8a13")
    page.ask("continue")
    assert page.widget.view["debrief"]["seen"] == ["Quiet port", "Full yard"]


def test_a_record_that_cannot_be_written_does_not_stop_the_walk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = home / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("TOC_TRAINING_HOME", str(blocked))
    page = Page(ScenarioWidget(port()))
    page.choose("share")
    assert page.widget.view["phase"] == "told"
    assert "marked but not kept" in page.widget.view["notice"]
    blocked.unlink()
    page.choose("wait", "5f0c1e0a-7a53-4f5e-9f39-0d7f0d8d8a12")
    assert page.widget.view["notice"] == ""
    assert ScenarioWidget(port()).walk.steps == ("share", "wait")


def test_the_twin_prints_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    widget = ScenarioWidget(port())
    widget.choose("share")
    told = capsys.readouterr().out
    assert "It is slow." in told
    assert "Finds: 40 to 45 (+5 up)" in told
    assert "Decision 2: The queue" in told
    widget.choose("fly")
    assert "This is not possible: there is no choice 'fly'" in capsys.readouterr().out
    widget.choose("wait")
    assert "What the guidance says" in capsys.readouterr().out
    widget.restart()
    assert "Decision 1: First week" in capsys.readouterr().out


def test_text_and_summary_are_stable_along_a_walk() -> None:
    widget = ScenarioWidget(port())
    before = (widget.as_markdown(), repr(widget))
    widget.choose("share")
    assert (widget.as_markdown(), repr(widget)) == before
    assert "- Share one list." in before[0]
    assert "slow" not in before[0]


def test_a_scenario_that_is_not_there_is_a_sentence_not_a_stack_of_errors() -> None:
    assert "This scenario cannot be shown" in repr(scenario("9z-nowhere"))


@pytest.mark.parametrize("exercise", ["8a-container-control", "8b-airport-interdiction"])
def test_nothing_ahead_reaches_the_page(exercise: str) -> None:
    case = with_telling_texts(load_scenario(find_curriculum(), exercise))
    walk = max(all_walks(case), key=lambda walk: len(walk.steps))
    page = Page(ScenarioWidget(case))
    for step, choice_id in enumerate(walk.steps):
        met = {node.id for node in walk.path[: step + 1]}
        assert told_texts(page) <= {f"«{id_}»" for id_ in met} | felt(walk, step)
        page.choose(choice_id, f"statement-{step}")
        assert told_texts(page) <= {f"«{id_}»" for id_ in met} | felt(walk, step + 1)
        page.ask("continue")
    assert f"«{walk.node.id}»" in told_texts(page)
    assert "«advice»" in told_texts(page)


def with_telling_texts(case: Scenario) -> Scenario:
    """Let every text of a node be its id, and every text of a choice's outcome its own."""

    def told(node: Node) -> Node:
        name = f"«{node.id}»"
        choices = tuple(
            replace(choice, text=name, feedback=f"«{node.id}/{choice.id}»")
            for choice in node.choices
        )
        return replace(
            node,
            title=name,
            text=name,
            choices=choices,
            advice=Advice("«advice»", ()) if node.advice else None,
            end=Ending(name, name) if node.end else None,
        )

    return replace(case, nodes={id_: told(node) for id_, node in case.nodes.items()})


def felt(walk: Walk, steps: int) -> set[str]:
    return {choice.feedback for choice in walk.choices[:steps]}


def told_texts(page: Page) -> set[str]:
    sent = json.dumps([page.heard, page.widget.get_state()], ensure_ascii=False, default=str)
    assert '"stance"' not in sent
    assert '"effects"' not in sent
    return set(re.findall("«[^»]*»", sent))
