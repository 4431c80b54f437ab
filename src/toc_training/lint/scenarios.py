"""Scenarios: every path ends, is as long as it should be, and is no exercise in one virtue."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.lint.numerals import plural
from toc_training.lint.walks import find_cycle, keeps_to, total, walks
from toc_training.model import Node, Scenario, Stance
from toc_training.problem import Problem
from toc_training.walk import ends_reachable_from, reachable

DECISIONS = (3, 7)
ENDINGS = 3
CHOICES = (2, 4)
WORDS: dict[Stance, str] = {"cautious": "most cautious", "hard": "hardest"}


def graph(material: Material) -> Iterator[Problem]:
    """Every node can be reached, from every node an end can be reached, and no path runs round."""
    for scenario in material.scenarios.values():
        met, ends = reachable(scenario), ends_reachable_from(scenario)
        for node in scenario.nodes.values():
            if node.id not in met:
                remedy = "Let a choice's `next` name it, or delete it."
                yield _of_node(node, "no path leads to this node", remedy)
            if not ends[node.id]:
                remedy = "Let a choice lead on to an ending."
                yield _of_node(node, "no ending can be reached from here", remedy)
        cycle = find_cycle(scenario)
        if cycle:
            what = f"a path runs in a circle: {' → '.join(cycle)}"
            remedy = "Let one of these choices lead on instead of back."
            yield _of_node(scenario.nodes[cycle[0]], what, remedy)


def size(material: Material) -> Iterator[Problem]:
    """Three to seven decisions on every path, three endings at least, two to four choices."""
    for scenario in material.scenarios.values():
        endings = [node for node in scenario.nodes.values() if node.end]
        if len(endings) < ENDINGS:
            what = f"it has {plural(len(endings), 'ending')}"
            yield _of_scenario(scenario, what, f"Write at least {ENDINGS}.")
        for node in scenario.nodes.values():
            if node.choices and not CHOICES[0] <= len(node.choices) <= CHOICES[1]:
                what = f"the node has {plural(len(node.choices), 'choice')}"
                yield _of_node(node, what, "Give it two to four.")
        paths = walks(scenario)
        least, most = DECISIONS
        for extreme, wrong in ((min, "only "), (max, "")):
            if not paths:
                break
            walk = extreme(paths, key=lambda walk: len(walk.steps))
            count = len(walk.steps)
            if (wrong and count < least) or (not wrong and count > most):
                path = " → ".join(node.id for node in walk.path)
                what = f"a path has {wrong}{plural(count, 'decision')}: {path}"
                yield _of_scenario(scenario, what, f"Every path has {least} to {most}.")


def choices_weigh(material: Material) -> Iterator[Problem]:
    """Every choice moves two measures at least, and none is the best on all of them."""
    for scenario in material.scenarios.values():
        for node in scenario.nodes.values():
            for choice in node.choices:
                moved = [name for name, by in choice.effects.items() if by]
                if len(moved) < 2:
                    what = f"choice {choice.id} moves {len(moved)} of the measures"
                    yield _of_node(node, what, "Let every choice move at least two.")
            for choice in node.choices:
                others = [other for other in node.choices if other is not choice]
                wins = all(
                    choice.effects.get(m.id, 0) >= other.effects.get(m.id, 0)
                    for other in others
                    for m in scenario.measures
                )
                if others and wins:
                    what = f"choice {choice.id} is best or equal-best on every measure"
                    remedy = "Let it cost something: a dilemma has no choice that is right on all."
                    yield _of_node(node, what, remedy)


def no_stance_wins(material: Material) -> Iterator[Problem]:
    """Always the most cautious and always the hardest are not winning walks."""
    for scenario in material.scenarios.values():
        paths = walks(scenario)
        if not paths:
            continue
        sums = [total(walk) for walk in paths]
        best = max(sums)
        for stance, words in WORDS.items():
            pure = [walk for walk in paths if keeps_to(walk, stance)]
            winning = next((walk for walk in pure if total(walk) >= best), None)
            if winning and min(sums) < best:
                what = (
                    f"always taking the {words} choice ends with the best sum of measures "
                    f"({best:g}): {' → '.join(winning.steps)}"
                )
                remedy = "Let that walk cost more on one of the measures."
                yield _of_scenario(scenario, what, remedy)


def belongs(material: Material) -> Iterator[Problem]:
    """The scenario's box is the exercise's, and its place is said to be fictional."""
    for exercise in material.course.exercises:
        scenario = material.scenarios.get(exercise.id)
        if scenario is None:
            continue
        if scenario.box != exercise.box:
            named = scenario.box or "none"
            what = f"its box is {named}, and course.yaml says {exercise.box or 'none'}"
            yield _of_scenario(scenario, what, "Correct one of the two.")
        if "fiction" not in scenario.fictional_place.lower():
            remedy = "Say in it that the country is fictional."
            yield _of_scenario(scenario, "`place` does not say that it is fictional", remedy)


def _of_node(node: Node, what: str, remedy: str) -> Problem:
    return Problem(node.place.file, node.place.line, node.id, what, remedy)


def _of_scenario(scenario: Scenario, what: str, remedy: str) -> Problem:
    return Problem(scenario.place.file, scenario.place.line, scenario.id, what, remedy)


RULES: tuple[Rule, ...] = (graph, size, choices_weigh, no_stance_wins, belongs)
