"""All walks through a scenario, and what they end with."""

from __future__ import annotations

from toc_training.model import Scenario, Stance
from toc_training.walk import Walk, all_walks, levels


def find_cycle(scenario: Scenario) -> tuple[str, ...]:
    """Return the nodes of a circle, the first again at the end; empty when there is none."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            return (*path[path.index(name) :], name)
        if name in done:
            return ()
        for choice in scenario.nodes[name].choices:
            found = visit(choice.next, (*path, name))
            if found:
                return found
        done.add(name)
        return ()

    for name in scenario.nodes:
        found = visit(name, ())
        if found:
            return found
    return ()


def walks(scenario: Scenario) -> list[Walk]:
    """Return every walk; empty when a path runs in a circle."""
    return [] if find_cycle(scenario) else list(all_walks(scenario))


def keeps_to(walk: Walk, stance: Stance) -> bool:
    """Tell whether a walk takes the stance wherever a choice has it."""
    return all(
        taken.stance == stance or all(choice.stance != stance for choice in node.choices)
        for node, taken in zip(walk.path, walk.choices, strict=False)
    )


def total(walk: Walk) -> float:
    """Return the sum of the measures at a walk's end."""
    return sum(levels(walk)[-1].values())
