"""A branching scenario and one walk through it: which way was taken, and what it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toc_training.model import Advice, Choice, Ending, Node, Scenario

Levels = dict[str, float]

MOST_WALKS = 100_000


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through a scenario so far; made longer by `choose`.

    Attributes
    ----------
    scenario
        The graph that is walked.
    steps
        The ids of the choices made, one for each decision from the start on.
    """

    scenario: Scenario
    steps: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[Node, ...]:
        """The nodes met: the start, then where each choice led."""
        nodes = [self.scenario.nodes[self.scenario.start]]
        for choice_id in self.steps:
            nodes.append(self.scenario.nodes[_choice_of(nodes[-1], choice_id).next])
        return tuple(nodes)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices made."""
        pairs = zip(self.path, self.steps, strict=False)
        return tuple(_choice_of(node, choice_id) for node, choice_id in pairs)

    @property
    def node(self) -> Node:
        """The current node."""
        return self.path[-1]

    @property
    def ended(self) -> bool:
        """Whether the current node is an ending."""
        return self.node.end is not None


@dataclass(frozen=True, slots=True)
class DebriefStep:
    """A decision looked at afterwards; `before` and `after` are the levels around it."""

    node: Node
    chosen: Choice
    before: Levels
    after: Levels
    advice: Advice | None
    not_taken: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole walk looked at afterwards."""

    node: Node
    end: Ending
    levels: tuple[Levels, ...]
    steps: tuple[DebriefStep, ...]


def choose(walk: Walk, choice_id: str) -> Walk:
    """Return the walk made one decision longer.

    Raises
    ------
    ValueError
        The walk has ended, or the current node has no such choice.
    """
    _choice_of(walk.node, choice_id)
    return Walk(walk.scenario, (*walk.steps, choice_id))


def levels(walk: Walk) -> tuple[Levels, ...]:
    """Return the indicators' values at the start and after each step, kept inside their scales."""
    indicators = walk.scenario.measures
    values = [{indicator.id: indicator.start for indicator in indicators}]
    for choice in walk.choices:
        last = values[-1]
        values.append(
            {
                i.id: min(i.high, max(i.low, last[i.id] + choice.effects.get(i.id, 0)))
                for i in indicators
            }
        )
    return tuple(values)


def debrief(walk: Walk) -> Debrief:
    """Return what a walk that has ended shows.

    Raises
    ------
    ValueError
        The walk has not ended.
    """
    end = walk.node.end
    if end is None:
        raise ValueError(f"the walk has not ended yet; it stands at {walk.node.title!r}")
    values = levels(walk)
    steps = [
        DebriefStep(
            node=node,
            chosen=chosen,
            before=before,
            after=after,
            advice=node.advice,
            not_taken=tuple(choice for choice in node.choices if choice.id != chosen.id),
        )
        for node, chosen, before, after in zip(
            walk.path, walk.choices, values, values[1:], strict=False
        )
    ]
    return Debrief(walk.node, end, values, tuple(steps))


def all_walks(scenario: Scenario, most: int = MOST_WALKS) -> Iterator[Walk]:
    """Yield every walk from the start to an ending, in the order the choices are written.

    Raises
    ------
    ValueError
        A walk can go in circles, or there are more than `most`.
    """
    open_walks = [Walk(scenario)]
    ended = 0
    while open_walks:
        walk = open_walks.pop()
        node = walk.node
        if node.id in {met.id for met in walk.path[:-1]}:
            raise ValueError(f"a walk through {scenario.id!r} can come back to {node.id!r}")
        if node.end:
            ended += 1
            if ended > most:
                raise ValueError(f"there are more than {most} walks through {scenario.id!r}")
            yield walk
        open_walks += [choose(walk, choice.id) for choice in reversed(node.choices)]


def endings(scenario: Scenario) -> tuple[Node, ...]:
    """Return the nodes that end a walk, in the order they are written."""
    return tuple(node for node in scenario.nodes.values() if node.end)


def reachable(scenario: Scenario) -> frozenset[str]:
    """Return the ids of the nodes that some walk meets."""
    seen: set[str] = set()
    ahead = [scenario.start]
    while ahead:
        node_id = ahead.pop()
        if node_id not in seen:
            seen.add(node_id)
            ahead += [choice.next for choice in scenario.nodes[node_id].choices]
    return frozenset(seen)


def ends_reachable_from(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return, for each node id, the ids of the endings that can still be reached from there."""
    ends = {node.id: frozenset([node.id] if node.end else []) for node in scenario.nodes.values()}
    grows = True
    while grows:
        grows = False
        for node in scenario.nodes.values():
            found = ends[node.id].union(*(ends[choice.next] for choice in node.choices))
            grows = grows or found != ends[node.id]
            ends[node.id] = found
    return ends


def _choice_of(node: Node, choice_id: str) -> Choice:
    for choice in node.choices:
        if choice.id == choice_id:
            return choice
    if node.end:
        raise ValueError(f"the walk has ended at {node.title!r}; start again for another")
    known = ", ".join(choice.id for choice in node.choices)
    raise ValueError(f"there is no choice {choice_id!r} at {node.title!r}; there are: {known}")
