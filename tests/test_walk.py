from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import port, scenarios, walks
from toc_training.model import Scenario
from toc_training.statement import Statement, new_statement
from toc_training.walk import (
    Walk,
    all_walks,
    choose,
    debrief,
    endings,
    ends_reachable_from,
    levels,
    reachable,
)
from toc_training.walk_record import (
    choice_statement,
    ending_statement,
    endings_seen,
    newest_walk,
    start_statement,
)
from toc_training.walk_text import change, current, last_step

WALK_ID = "5f0c1e0a-7a53-4f5e-9f39-0d7f0d8d8a11"


def test_a_choice_leads_on_and_moves_the_measures() -> None:
    walk = choose(Walk(port()), "share")
    assert walk.node.id == "queue"
    assert levels(walk) == ({"finds": 40, "trade": 95}, {"finds": 45, "trade": 100})


def test_what_is_no_choice_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="there is no choice 'fly' at 'First week'; there are"):
        choose(Walk(port()), "fly")


def test_a_walk_that_has_ended_takes_no_choice() -> None:
    walk = choose(choose(Walk(port()), "share"), "wait")
    with pytest.raises(ValueError, match="the walk has ended at 'Quiet port'"):
        choose(walk, "wait")


def test_a_walk_under_way_has_no_debrief() -> None:
    with pytest.raises(ValueError, match="has not ended yet; it stands at 'First week'"):
        debrief(Walk(port()))


def test_the_debrief_shows_advice_and_the_road_not_taken() -> None:
    seen = debrief(choose(choose(Walk(port()), "share"), "wait"))
    first = seen.steps[0]
    assert first.advice is not None
    assert first.advice.covers == ("6.8-O3", "box-8a")
    assert [choice.id for choice in first.not_taken] == ["seize"]
    assert (first.before["trade"], first.after["trade"]) == (95, 100)


def test_all_walks_of_the_port() -> None:
    assert [walk.steps for walk in all_walks(port())] == [
        ("share", "wait"),
        ("share", "search"),
        ("seize",),
    ]


def test_a_circle_is_reported_not_walked() -> None:
    with pytest.raises(ValueError, match="can come back to 'first-week'"):
        list(all_walks(port(wait_leads_to="first-week")))


def test_too_many_walks_are_reported() -> None:
    with pytest.raises(ValueError, match="more than 2 walks"):
        list(all_walks(port(), most=2))


def test_reachability_stands_a_circle() -> None:
    circle = port(wait_leads_to="first-week")
    assert reachable(circle) == {"first-week", "queue", "full-yard"}
    assert ends_reachable_from(circle)["queue"] == {"full-yard"}
    assert ends_reachable_from(port())["first-week"] == {"quiet-port", "full-yard"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(40, 45, "+5 up"), (50, 40, "−10 down"), (7, 7, "no change"), (0.1, 0.3, "+0.2 up")],
)
def test_a_change_is_said_without_colour(before: float, after: float, said: str) -> None:
    assert change(before, after) == said


def test_the_text_twin_tells_a_whole_walk() -> None:
    walk = choose(choose(Walk(port()), "share"), "search")
    assert "Finds: 45 to 50 (+5 up)" in last_step(walk)
    told = current(walk)
    for part in ("The end: Full yard", "[6.8-O3, box-8a]", "Not taken: Seize all", "It is loud."):
        assert part in told


@given(scenarios())
def test_every_walk_ends_within_the_node_count(scenario: Scenario) -> None:
    for walk in all_walks(scenario):
        assert walk.ended
        assert len(walk.steps) < len(scenario.nodes)
        assert {node.id for node in walk.path} <= reachable(scenario)


@given(scenarios())
def test_ends_reachable_are_the_ends_of_walks(scenario: Scenario) -> None:
    ends = {walk.node.id for walk in all_walks(scenario)}
    assert ends_reachable_from(scenario)[scenario.start] == ends
    assert ends <= {node.id for node in endings(scenario)}


@given(walks())
def test_levels_stay_in_their_scales(walk: Walk) -> None:
    for level in levels(walk):
        for indicator in walk.scenario.measures:
            assert indicator.low <= level[indicator.id] <= indicator.high


@given(walks(ended=True))
def test_the_debrief_has_a_step_for_each_choice(walk: Walk) -> None:
    seen = debrief(walk)
    assert tuple(step.chosen.id for step in seen.steps) == walk.steps
    assert len(seen.levels) == len(walk.steps) + 1
    for step in seen.steps:
        assert len(step.not_taken) == len(step.node.choices) - 1


@given(walks(), st.randoms())
def test_a_walk_is_rebuilt_from_its_statements_in_any_order(walk: Walk, random: object) -> None:
    statements = kept(walk)
    random.shuffle(statements)  # type: ignore[attr-defined]
    rebuilt = newest_walk(walk.scenario, statements)
    assert rebuilt == ((WALK_ID, walk) if walk.steps else None)


@given(walks())
def test_a_restart_gives_the_start(walk: Walk) -> None:
    again = "0b1b9b62-5a9f-4a5c-8e62-0f1a5f8d7c22"
    statements = [*kept(walk), statement(start_statement(walk.scenario, again))]
    assert newest_walk(walk.scenario, statements) == (again, Walk(walk.scenario))


def test_a_choice_that_is_no_longer_written_ends_the_rebuilding() -> None:
    walk = choose(choose(Walk(port()), "share"), "wait")
    stale = kept(walk)
    stale[0]["result"]["response"] = "abolished"
    assert newest_walk(port(), stale) == (WALK_ID, Walk(port()))
    assert newest_walk(port(), [*stale, *kept(choose(Walk(port()), "share"))[:1]]) == (
        WALK_ID,
        walk,
    )


def test_statements_of_others_and_broken_ones_do_not_count() -> None:
    walk = choose(Walk(port()), "share")
    other = new_statement("learner", "interacted", "scenario/port-two/first-week", response="x")
    odd = new_statement(
        "learner", "interacted", "scenario/port/first-week", extensions={"walk": 7, "step": "one"}
    )
    assert newest_walk(port(), [other, odd]) is None
    assert newest_walk(port(), [*kept(walk), other, odd]) == (WALK_ID, walk)


def test_an_ending_is_kept_with_its_measures_and_once() -> None:
    walk = choose(Walk(port()), "seize")
    made = ending_statement(walk, WALK_ID)
    assert made["response"] == "full-yard"
    assert made["extensions"]["measures"] == {"finds": 55, "trade": 55}
    assert made["statement_id"] == ending_statement(walk, WALK_ID)["statement_id"]
    gone = statement({**made, "response": "an-ending-of-last-year"})
    assert endings_seen(port(), [statement(made), gone]) == {"full-yard"}


def kept(walk: Walk) -> list[Statement]:
    parts = [Walk(walk.scenario, walk.steps[: n + 1]) for n in range(len(walk.steps))]
    return [statement(choice_statement(part, WALK_ID)) for part in parts]


def statement(fields: dict[str, object]) -> Statement:
    return new_statement("learner", **fields)  # type: ignore[arg-type]
