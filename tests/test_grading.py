from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz_items import (
    CLASSIFY,
    JOURNAL,
    KEYS,
    MARKED,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SINGLE,
    SLIPS,
    SURVEY,
)
from toc_training.grading import Part, ResponseError, grade
from toc_training.model import AnyItem, NumericAnswer
from toc_training.numerals import NumeralError, read_number

ids_of = {item.id: item for item in MARKED}


def subsets(ids: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), min_size=1, unique=True)


def placed(entries: str, places: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({entry: st.sampled_from(places) for entry in entries})


RESPONSES: dict[str, st.SearchStrategy[Any]] = {
    "director": st.sampled_from("abc"),
    "terms": subsets("abcd"),
    "desk": placed("abc", ["a", "b", "c", "x"]),
    "shipment": st.permutations("abcd"),
    "obstacles": placed("abc", ["invest", "force", "pay"]),
    "finds": st.floats(-1e6, 1e6),
}
answers = st.sampled_from(MARKED).flatmap(lambda item: st.tuples(st.just(item), RESPONSES[item.id]))


@given(answers)
def test_a_score_lies_between_0_and_1(answer: tuple[AnyItem, Any]) -> None:
    score = grade(*answer).score
    assert score is not None
    assert 0 <= score <= 1


@given(answers)
def test_full_marks_and_nothing_less_are_correct(answer: tuple[AnyItem, Any]) -> None:
    result = grade(*answer)
    assert result.correct == (result.score == 1)


@given(answers)
def test_a_part_is_right_or_has_its_reason(answer: tuple[AnyItem, Any]) -> None:
    result = grade(*answer)
    assert all(part.text for part in result.parts)
    assert result.correct == all(part.state == "right" for part in result.parts)


@pytest.mark.parametrize("item", MARKED, ids=lambda item: item.id)
def test_the_key_scores_1(item: AnyItem) -> None:
    result = grade(item, KEYS[item.id])
    assert (result.score, result.correct, result.summary) == (1.0, True, "Right.")
    assert {part.state for part in result.parts} == {"right"}


@pytest.mark.parametrize("item", MARKED, ids=lambda item: item.id)
def test_a_slip_costs_something(item: AnyItem) -> None:
    result = grade(item, SLIPS[item.id])
    assert result.score is not None
    assert result.score < 1
    assert not result.correct


@given(chosen=subsets("abcd"), more=st.sampled_from("bd"))
def test_one_more_wrong_choice_never_raises_the_score(chosen: list[str], more: str) -> None:
    before, after = grade(MULTIPLE, chosen), grade(MULTIPLE, {*chosen, more})
    assert before.score is not None
    assert after.score is not None
    assert after.score <= before.score


@given(chosen=subsets("abcd"), data=st.data())
def test_the_order_of_the_options_changes_nothing(chosen: list[str], data: st.DataObject) -> None:
    options = tuple(data.draw(st.permutations(MULTIPLE.options)))
    turned = grade(replace(MULTIPLE, options=options), data.draw(st.permutations(chosen)))
    plain = grade(MULTIPLE, chosen)
    assert (turned.score, set(turned.parts)) == (plain.score, set(plain.parts))


@given(st.permutations("abcd"))
def test_an_order_and_its_reverse_never_both_score(order: list[str]) -> None:
    forth, back = grade(ORDER, order), grade(ORDER, order[::-1])
    assert forth.score is not None
    assert back.score is not None
    assert min(forth.score, back.score) == 0


def test_the_reverse_order_scores_0() -> None:
    assert grade(ORDER, ["d", "c", "b", "a"]).score == 0


def test_feedback_is_given_to_what_was_chosen_and_what_was_missed() -> None:
    assert grade(SINGLE, "a").parts == (
        Part("a", "wrong", "why-a"),
        Part("b", "missed", "why-b"),
    )
    assert grade(MULTIPLE, ["a", "d"]).parts == (
        Part("a", "right", "why-purpose"),
        Part("c", "missed", "why-date"),
        Part("d", "wrong", "why-nationality"),
    )


def test_multiple_is_right_choices_minus_wrong_ones() -> None:
    assert grade(MULTIPLE, ["a"]).score == 0.5
    assert grade(MULTIPLE, ["a", "c", "b"]).score == 0.5
    assert grade(MULTIPLE, ["b", "d"]).score == 0


def test_match_and_classify_are_the_share_placed_right() -> None:
    assert grade(MATCH, SLIPS["desk"]).score == pytest.approx(1 / 3)
    assert grade(CLASSIFY, SLIPS["obstacles"]).score == pytest.approx(2 / 3)


def test_order_is_counted_in_pairs() -> None:
    result = grade(ORDER, ["b", "a", "c", "d"])
    assert result.score == pytest.approx(4 / 6)
    assert result.summary == (
        "Partly right: 5 of 6 pairs of steps stand in the right order, 1 in the wrong order: "
        "that counts as 4 of 6."
    )


def test_the_summary_counts_as_the_rule_says() -> None:
    found = "Partly right: 2 of 2 right choices found, 1 wrong: that counts as 1 of 2."
    assert grade(MULTIPLE, ["a", "c", "b"]).summary == found
    assert grade(MULTIPLE, ["a"]).summary == "Partly right: 1 of 2 right choices found."
    none = "Not right: 1 of 2 right choices found, 2 wrong: that counts as 0 of 2."
    assert grade(MULTIPLE, ["a", "b", "d"]).summary == none
    placed = grade(MATCH, SLIPS["desk"]).summary
    assert placed == "Partly right: 1 of 3 entries in their right place."


def test_an_extra_says_why_it_belongs_to_none_and_where_the_left_belongs() -> None:
    assert grade(MATCH, SLIPS["desk"]).parts[1] == Part(
        "b", "wrong", "why-ministry why-permit", "b"
    )


def test_a_known_mistake_has_its_own_feedback_and_any_other_number_the_general_one() -> None:
    assert grade(NUMERIC, 2400).parts[0].text == "why-2400"
    assert grade(NUMERIC, 7).parts == (
        Part("answer", "wrong", "why-otherwise"),
        Part("key", "missed", "why-1200", "1,200"),
    )


def test_the_key_wins_where_a_mistake_overlaps_it() -> None:
    wide = NumericAnswer(1199, 50, False, "why-wide")
    assert grade(replace(NUMERIC, answers=(wide, *NUMERIC.answers)), 1200).correct


@given(st.floats(-1e3, 1e3), st.floats(0, 10))
def test_the_edge_of_the_tolerance_counts(value: float, tolerance: float) -> None:
    item = replace(NUMERIC, answers=(NumericAnswer(value, tolerance, True, "why"),))
    assert grade(item, value + tolerance).correct
    assert grade(item, value - tolerance).correct


def test_a_survey_is_not_marked() -> None:
    result = grade(SURVEY, "often")
    assert (result.score, result.correct) == (None, None)
    assert [part.state for part in result.parts] == ["unmarked"]
    assert grade(JOURNAL, "Talk to the ministry.").score is None


@pytest.mark.parametrize(
    ("item", "response", "words"),
    [
        (SINGLE, None, "Choose an answer first"),
        (SINGLE, "z", "no answer 'z'"),
        (SINGLE, ["a"], "no answer"),
        (MULTIPLE, [], "at least one"),
        (MULTIPLE, "a", "list of answers"),
        (MULTIPLE, ["a", "z"], "no answer 'z'"),
        (MATCH, {"a": "a"}, "every entry"),
        (MATCH, {"a": "a", "b": "b", "c": "z"}, "no answer 'z'"),
        (MATCH, {"a": "a", "b": "b", "c": "c", "z": "a"}, "no entry 'z'"),
        (ORDER, ["a", "b", "c"], "every step"),
        (ORDER, ["a", "b", "c", "c"], "every step"),
        (CLASSIFY, {"a": "invest", "b": "force", "c": None}, "every row"),
        (CLASSIFY, ["invest"], "where it belongs"),
        (NUMERIC, "", "Write a number first"),
        (NUMERIC, True, "Write a number first"),
        (NUMERIC, "many", "not a number"),
        (NUMERIC, float("nan"), "has an end"),
        (NUMERIC, "9" * 400, "too long"),
        (SURVEY, "sometimes", "no answer"),
        (JOURNAL, "  ", "Write something first"),
        (JOURNAL, "x" * 20_001, "below 20,000"),
    ],
)
def test_an_impossible_response_is_refused_in_words(
    item: AnyItem, response: object, words: str
) -> None:
    with pytest.raises(ResponseError, match=words):
        grade(item, response)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1200", 1200),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1'200", 1200),
        ("1,200.5", 1200.5),
        ("1.200,5", 1200.5),
        ("1 200,5", 1200.5),
        ("1.200.000", 1_200_000),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        (".5", 0.5),
        ("−3", -3),
        ("+3", 3),
        ("٤٥", 45),
        (" 12 boxes ", 12),
        ("1 box", 1),
        ("3.1420", 3.142),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, number: float) -> None:
    unit = "box" if "box" in written and "boxes" not in written else "boxes"
    assert read_number(written, unit) == number


@pytest.mark.parametrize("written", ["50", "50%", "50 %", "50 per cent", "50 percent"])
def test_a_percentage_may_carry_its_sign(written: str) -> None:
    assert read_number(written, "per cent") == 50


@pytest.mark.parametrize("written", ["1.200", "3.142", "120.000"])
def test_a_number_that_can_be_read_in_two_ways_is_refused_with_both(written: str) -> None:
    with pytest.raises(ValueError, match="two ways") as refusal:
        read_number(written)
    thousands, decimal = [word for word in str(refusal.value).split() if word[0].isdigit()]
    assert read_number(thousands) == float(written.replace(".", ""))
    assert read_number(decimal) == float(written)


@pytest.mark.parametrize("written", ["12 boxes", "1 2", "12,5,1", "1/2", "1e5", "-", "5%"])
def test_what_is_not_a_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|Write a number"):
        read_number(written, "tonnes")


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_survive_every_way_of_grouping(number: int) -> None:
    plain = f"{number:,}"
    for written in (str(number), plain, plain.replace(",", " ")):
        assert read_number(written) == number


@given(st.text(max_size=12))
def test_reading_a_number_never_fails_but_in_words(written: str) -> None:
    with contextlib.suppress(NumeralError):
        assert isinstance(read_number(written, "boxes"), float)
