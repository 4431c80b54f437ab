"""A walk told in plain text: what the Python twin prints and what static pages show."""

from __future__ import annotations

from collections.abc import Iterator

from toc_training.model import Node, Scenario
from toc_training.walk import Levels, Walk, debrief, levels


def number(value: float) -> str:
    """Write a level or a change without a needless fraction, with a real minus sign."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def change(before: float, after: float) -> str:
    """Say a change with sign and word, so that it needs no colour."""
    step = after - before
    if step == 0:
        return "no change"
    return f"+{number(step)} up" if step > 0 else f"{number(step)} down"


def opening(scenario: Scenario) -> str:
    """Tell where the trainee is and who they are."""
    return (
        f"{scenario.title} (a fictional case)\n\n{scenario.fictional_place}\n\n"
        f"Your role: {scenario.role}"
    )


def current(walk: Walk) -> str:
    """Tell the current node: the decision to take, or the debrief."""
    if walk.ended:
        return debriefing(walk)
    node = walk.node
    choices = "\n".join(f"  {choice.id}: {choice.text}" for choice in node.choices)
    return (
        f"Decision {len(walk.steps) + 1}: {node.title}\n\n{node.text}\n\nYou can choose:\n{choices}"
    )


def last_step(walk: Walk) -> str:
    """Tell what the last choice did."""
    choice = walk.choices[-1]
    *_, before, after = levels(walk)
    moved = "\n".join(_moves(walk.scenario, before, after))
    return f"You decided: {choice.text}\n\n{choice.feedback}\n\n{moved}"


def debriefing(walk: Walk) -> str:
    """Tell the whole walk: ending, decisions, the guidance's advice and the roads not taken."""
    seen = debrief(walk)
    parts = [f"The end: {seen.node.title}", seen.node.text, seen.end.outcome, seen.end.debrief]
    for place, step in enumerate(seen.steps, 1):
        parts.append(f"{place}. {step.node.title}\nYou chose: {step.chosen.text}")
        parts.append("\n".join(_moves(walk.scenario, step.before, step.after)))
        if step.advice:
            ids = ", ".join(step.advice.covers)
            parts.append(f"What the guidance says: {step.advice.text} [{ids}]")
        parts += [f"Not taken: {other.text}\n{other.feedback}" for other in step.not_taken]
    return "\n\n".join(part for part in parts if part)


def as_markdown(scenario: Scenario) -> str:
    """Show the scenario's beginning to a page that cannot run it."""
    node = scenario.nodes[scenario.start]
    choices = "\n".join(f"- {choice.text}" for choice in node.choices)
    return (
        f"**{scenario.title}**\n\n{scenario.fictional_place}\n\n*Your role.* {scenario.role}\n\n"
        f"**{_heading(node)}**\n\n{node.text}\n\n{choices}\n\n"
        f"*Run this notebook to decide: each choice leads on.*\n"
    )


def _heading(node: Node) -> str:
    return f"Decision 1: {node.title}"


def _moves(scenario: Scenario, before: Levels, after: Levels) -> Iterator[str]:
    for indicator in scenario.measures:
        was, now = before[indicator.id], after[indicator.id]
        yield f"  {indicator.name}: {number(was)} to {number(now)} ({change(was, now)})"
