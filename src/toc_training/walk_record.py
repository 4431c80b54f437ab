"""A walk as the learning record keeps it, and back again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from toc_training.model import Scenario
from toc_training.statement import Statement, extension_of, object_of, response_of, verb_of
from toc_training.walk import Walk, choose, endings, levels


def about(scenario: Scenario) -> str:
    """Return the activity that stands for the scenario as a whole."""
    return f"scenario/{scenario.id}"


def choice_statement(walk: Walk, walk_id: str) -> dict[str, Any]:
    """Return what to append for the last step of `walk`."""
    *_, decided, _ = walk.path
    return {
        "verb": "interacted",
        "object_id": f"{about(walk.scenario)}/{decided.id}",
        "response": walk.steps[-1],
        "extensions": {"walk": walk_id, "step": len(walk.steps)},
    }


def ending_statement(walk: Walk, walk_id: str) -> dict[str, Any]:
    """Return what to append when `walk` has ended; appended twice it counts once."""
    return {
        "verb": "completed",
        "object_id": about(walk.scenario),
        "response": walk.node.id,
        "extensions": {"walk": walk_id, "step": len(walk.steps), "measures": levels(walk)[-1]},
        "statement_id": str(uuid.uuid5(uuid.UUID(walk_id), "completed")),
    }


def start_statement(scenario: Scenario, walk_id: str) -> dict[str, Any]:
    """Return what to append when the scenario is started again."""
    return {
        "verb": "initialized",
        "object_id": about(scenario),
        "extensions": {"walk": walk_id},
        "statement_id": str(uuid.uuid5(uuid.UUID(walk_id), "initialized")),
    }


def newest_walk(scenario: Scenario, statements: Iterable[Statement]) -> tuple[str, Walk] | None:
    """Rebuild the walk that was begun or gone on with last, and its id; None if there is none.

    A step the scenario no longer knows ends the rebuilding there: the walk goes on before it.
    """
    ours = [s for s in statements if _belongs(scenario, s) and _is_uuid(extension_of(s, "walk"))]
    if not ours:
        return None
    newest = str(extension_of(ours[-1], "walk"))
    steps = [s for s in ours if extension_of(s, "walk") == newest and verb_of(s) == "interacted"]
    walk = Walk(scenario)
    for statement in sorted(steps, key=_step_of):
        walk = _longer(walk, statement)
    return newest, walk


def endings_seen(scenario: Scenario, statements: Iterable[Statement]) -> frozenset[str]:
    """Return the ids of the endings that were reached."""
    known = {node.id for node in endings(scenario)}
    return frozenset(
        response
        for statement in statements
        if verb_of(statement) == "completed"
        and object_of(statement) == about(scenario)
        and isinstance(response := response_of(statement), str)
        and response in known
    )


def _step_of(statement: Statement) -> int:
    step = extension_of(statement, "step")
    return step if isinstance(step, int) else 0


def _longer(walk: Walk, statement: Statement) -> Walk:
    here = f"{about(walk.scenario)}/{walk.node.id}"
    if _step_of(statement) != len(walk.steps) + 1 or object_of(statement) != here:
        return walk
    try:
        return choose(walk, str(response_of(statement)))
    except ValueError:
        return walk


def _belongs(scenario: Scenario, statement: Statement) -> bool:
    object_id = object_of(statement)
    return object_id == about(scenario) or object_id.startswith(about(scenario) + "/")


def _is_uuid(text: object) -> bool:
    try:
        return bool(uuid.UUID(str(text)))
    except ValueError:
        return False
