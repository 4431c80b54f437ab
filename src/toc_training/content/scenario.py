"""scenario.yaml: an exercise's decision track."""

from __future__ import annotations

from pathlib import Path

from toc_training.model import STANCES, Advice, Choice, Ending, Indicator, Node, Scenario
from toc_training.reading import Fields, keys_of
from toc_training.sheet import Sheet

KEYS = ("id", "title", "box", "covers", "place", "role", "start", "measures", "nodes")
CHOICE_KEYS = ("id", "text", "stance", "next", "effects", "feedback")


def load_scenario(root: Path, exercise_id: str) -> Scenario:
    """Read an exercise's scenario.yaml.

    Every `next` leads to a node and every effect moves an indicator; whether the graph makes a
    good scenario is for `toc-training check` to say.

    Raises
    ------
    ContentError
        Something is wrong in the file; it lists everything found.
    """
    sheet = Sheet(root, f"exercises/{exercise_id}/scenario.yaml")
    top = keys_of(sheet)
    scenario = _scenario(top) if top else None
    sheet.close()
    assert scenario is not None  # noqa: S101  close() raised otherwise
    return scenario


def _scenario(top: Fields) -> Scenario:
    top.only(KEYS)
    measures = tuple(_indicator(f) for f in top.entries("measures", "measure"))
    parts = top.entries("nodes", "node")
    names = {f.text("id", "") for f in parts}
    indicators = {measure.id for measure in measures}
    nodes = [_node(f, names, indicators) for f in parts]
    start = top.ident("start")
    if start and start not in names:
        line = top.line_of("start")
        top.problem(f"`start: {start}` leads nowhere", "Name a node's id there.", line)
    return Scenario(
        id=top.ident(),
        title=top.text("title"),
        box=top.text("box", ""),
        covers=top.texts("covers"),
        fictional_place=top.text("place"),
        role=top.text("role"),
        start=start,
        measures=measures,
        nodes={node.id: node for node in nodes},
        place=top.place,
    )


def _indicator(f: Fields) -> Indicator:
    f.only(("id", "name", "stands_for", "start", "low", "high"))
    low, start, high = f.number("low"), f.number("start"), f.number("high")
    if not low <= start <= high or low == high:
        remedy = "Let low be the least, high the most, and start lie between them."
        f.problem(f"start {start:g} does not lie on the scale {low:g} to {high:g}", remedy)
    return Indicator(f.ident(), f.text("name"), f.text("stands_for"), start, low, high)


def _node(f: Fields, names: set[str], indicators: set[str]) -> Node:
    f.only(("id", "title", "text", "advice", "choices", "end"))
    ends, decides = f.has("end"), f.has("choices")
    if ends == decides:
        what = "the node has both `choices` and `end`" if ends else "the node leads nowhere"
        f.problem(what, "Give a decision `choices`, an ending `end`, and no node both.")
    end = f.part("end") if ends else None
    advice = f.part("advice") if f.has("advice") else None
    if decides and not advice:
        remedy = "Add `advice: {text: ..., covers: [...]}`: what the guidance says here."
        f.problem("the decision has no advice", remedy)
    choices = f.entries("choices", "choice") if decides else []
    return Node(
        id=f.ident(),
        title=f.text("title"),
        text=f.text("text", "" if ends else None),
        choices=tuple(_choice(c, names, indicators) for c in choices),
        advice=_advice(advice) if advice else None,
        end=_ending(end) if end else None,
        place=f.place,
    )


def _choice(f: Fields, names: set[str], indicators: set[str]) -> Choice:
    f.only(CHOICE_KEYS)
    target = f.ident("next")
    if target and target not in names:
        line = f.line_of("next")
        f.problem(f"`next: {target}` leads nowhere", "Name a node's id there.", line)
    part = f.part("effects")
    effects = part.numbers() if part else {}
    if part:
        part.only(sorted(indicators))
    return Choice(
        id=f.ident(),
        text=f.text("text"),
        stance=f.word("stance", STANCES),
        next=target,
        effects=effects,
        feedback=f.text("feedback"),
    )


def _advice(f: Fields) -> Advice:
    f.only(("text", "covers"))
    return Advice(f.text("text"), f.texts("covers"))


def _ending(f: Fields) -> Ending:
    f.only(("outcome", "debrief"))
    return Ending(f.text("outcome"), f.text("debrief"))
