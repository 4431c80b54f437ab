"""Small scenarios: one written out, and any number of random ones without circles."""

from __future__ import annotations

from hypothesis import strategies as st

from toc_training.model import (
    STANCES,
    Advice,
    Choice,
    Ending,
    Indicator,
    Node,
    Place,
    Scenario,
)
from toc_training.walk import Walk, choose

PLACE = Place("exercises/port/scenario.yaml", 1)
MARKUP = "<b>bold</b><img src=x onerror=alert(1)>"


def port(wait_leads_to: str = "quiet-port") -> Scenario:
    """Two decisions, two endings; one effect runs into the end of its scale."""
    nodes = (
        _decision(
            "first-week",
            "First week",
            Choice(
                "share",
                "Share one list.",
                "measured",
                "queue",
                {"finds": 5, "trade": 10},
                "It is slow.",
            ),
            Choice(
                "seize",
                "Seize all.",
                "hard",
                "full-yard",
                {"finds": 15, "trade": -40},
                "It is loud.",
            ),
        ),
        _decision(
            "queue",
            "The queue",
            Choice(
                "wait",
                "Wait.",
                "cautious",
                wait_leads_to,
                {"finds": -5, "trade": 2},
                "Nothing moves.",
            ),
            Choice(
                "search",
                f"Search {MARKUP}",
                "hard",
                "full-yard",
                {"finds": 5, "trade": -5},
                "A find.",
            ),
        ),
        _ending("quiet-port", "Quiet port"),
        _ending("full-yard", "Full yard"),
    )
    return Scenario(
        id="port",
        title="Which containers?",
        box="box-8a",
        covers=("box-8a",),
        fictional_place="Port Ansel is fictional.",
        role="You head the unit.",
        start="first-week",
        measures=(
            Indicator("finds", "Finds", "How much is found.", 40, 0, 100),
            Indicator("trade", "Honest trade", "How quickly goods move.", 95, 0, 100),
        ),
        nodes={node.id: node for node in nodes},
        place=PLACE,
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios in which every choice leads to a later node."""
    decisions = draw(st.integers(1, 4))
    count = decisions + draw(st.integers(1, 3))
    scales = st.lists(st.sampled_from([(0, 100), (-5, 5)]), min_size=1, max_size=3)
    indicators = tuple(
        Indicator(f"m{n}", f"Measure {n}", "Something.", draw(st.integers(low, high)), low, high)
        for n, (low, high) in enumerate(draw(scales))
    )
    nodes = [
        _decision(
            f"n{at}",
            f"Node {at}",
            *(
                Choice(
                    f"c{n}",
                    f"Choice {n}",
                    draw(st.sampled_from(STANCES)),
                    f"n{draw(st.integers(at + 1, count - 1))}",
                    {i.id: draw(st.integers(-60, 60)) for i in indicators},
                    f"Feedback {n}",
                )
                for n in range(draw(st.integers(1, 3)))
            ),
        )
        for at in range(decisions)
    ]
    nodes += [_ending(f"n{at}", f"Ending {at}") for at in range(decisions, count)]
    return Scenario(
        id="random",
        title="Random",
        box="",
        covers=(),
        fictional_place="Nowhere.",
        role="You are you.",
        start="n0",
        measures=indicators,
        nodes={node.id: node for node in nodes},
        place=PLACE,
    )


@st.composite
def walks(draw: st.DrawFn, *, ended: bool = False) -> Walk:
    """Walks through a random scenario, to an ending or part of the way."""
    walk = Walk(draw(scenarios()))
    while walk.node.choices and (ended or draw(st.booleans())):
        walk = choose(walk, draw(st.sampled_from(walk.node.choices)).id)
    return walk


def _choice(id_: str, text: str, leads_to: str, finds: int, trade: int, feedback: str) -> Choice:
    return Choice(id_, text, "hard", leads_to, {"finds": finds, "trade": trade}, feedback)


def _decision(id_: str, title: str, *choices: Choice) -> Node:
    advice = Advice(f"The guidance on {title}.", ("6.8-O3", "box-8a"))
    return Node(id_, title, f"{title} text.", choices, advice, None, PLACE)


def _ending(id_: str, title: str) -> Node:
    return Node(id_, title, "", (), None, Ending(f"{title} outcome.", f"{title} debrief."), PLACE)
