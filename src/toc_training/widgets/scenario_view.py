"""What the page of a scenario may know: what the walk has met, and nothing that lies ahead."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from toc_training.walk import Walk, debrief, endings, levels


def view_of(
    walk: Walk, walk_id: str, *, told: bool, seen: Collection[str], notice: str
) -> dict[str, Any]:
    """Return the page's view of `walk`.

    Parameters
    ----------
    told
        The last choice's consequences are being read: the next node is not shown yet.
    seen
        The ids of the endings met on this and earlier walks.
    notice
        What could not be kept in the record, in words.
    """
    scenario = walk.scenario
    phase = "told" if told else "ended" if walk.ended else "decide"
    past = [
        {"title": node.title, "choice": choice.text, "feedback": choice.feedback}
        for node, choice in zip(walk.path, walk.choices, strict=False)
    ]
    values = levels(walk)
    view: dict[str, Any] = {
        "title": scenario.title,
        "place": scenario.fictional_place,
        "role": scenario.role,
        "walk": walk_id,
        "step": len(walk.steps),
        "phase": phase,
        "past": past,
        "measures": [
            {
                "id": i.id,
                "name": i.name,
                "stands_for": i.stands_for,
                "low": i.low,
                "high": i.high,
                "values": [level[i.id] for level in values],
            }
            for i in scenario.measures
        ],
        "notice": notice,
    }
    if phase == "told":
        view["last"] = walk.ended
    elif phase == "ended":
        view["debrief"] = _debrief(walk, seen)
    else:
        choices = [{"id": choice.id, "text": choice.text} for choice in walk.node.choices]
        view["node"] = {"title": walk.node.title, "text": walk.node.text, "choices": choices}
    return view


def _debrief(walk: Walk, seen: Collection[str]) -> dict[str, Any]:
    whole = debrief(walk)
    ends = endings(walk.scenario)
    return {
        "title": whole.node.title,
        "text": whole.node.text,
        "outcome": whole.end.outcome,
        "debrief": whole.end.debrief,
        "endings": len(ends),
        "seen": [node.title for node in ends if node.id in seen],
        "steps": [
            {
                "advice": step.advice.text if step.advice else "",
                "covers": list(step.advice.covers) if step.advice else [],
                "not_taken": [{"text": c.text, "feedback": c.feedback} for c in step.not_taken],
            }
            for step in whole.steps
        ],
    }
