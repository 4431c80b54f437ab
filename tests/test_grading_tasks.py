from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toc_training.exercise import ATTEMPTS, RESPONSE_LENGTH, response_text
from toc_training.grading_tasks import grade_task
from toc_training.model import Place, Task, TaskAnswer


def task(answer: TaskAnswer, *mistakes: TaskAnswer) -> Task:
    return Task(
        id="hit-rate",
        exercise="8a",
        covers=(),
        ask="What share?",
        answer=answer,
        mistakes=mistakes,
        hint="Divide.",
        right="Few boxes hold anything.",
        wrong="Look at the denominator.",
        place=Place("tasks.yaml", 1),
    )


SHARE = task(
    TaskAnswer(number=0.042, tolerance=0.002),
    TaskAnswer(number=0.5, tolerance=0.01, feedback="That is the share of what was opened."),
)
WORD = task(TaskAnswer(texts=("Port control unit", "PCU")))
WORDS = task(TaskAnswer(members=("Customs", "Police", "Immigration")))
TABLE = task(TaskAnswer(table={"North": 0.25, "South gate": 0.5}, tolerance=0.01))


def test_three_dots_are_neither_right_nor_wrong() -> None:
    for each in (SHARE, WORD, WORDS, TABLE):
        assert grade_task(each, ...).state == "unanswered"


@pytest.mark.parametrize(
    "answer",
    [
        0.042,
        np.float64(0.0401),
        np.float32(0.0435),
        Decimal("0.042"),
        pd.Series([0.042]),
        np.array(0.042),
        np.array([0.042]),
        pd.DataFrame({"share": [0.042]}),
        [0.042],
    ],
    ids=lambda a: type(a).__name__,
)
def test_a_number_is_right_whatever_it_comes_wrapped_in(answer: object) -> None:
    result = grade_task(SHARE, answer)
    assert (result.state, result.text) == ("right", "Few boxes hold anything.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "a whole table (2 rows, 2 columns)"),
        (pd.Series([1, 2, 3]), "a whole column (3 values)"),
        (pd.DataFrame({"a": [1]}).groupby("a"), "DataFrameGroupBy"),
        ([1, 2], "a list (2 entries)"),
        ({"a": 1}, "a dictionary (1 entry)"),
        ("0.042", "This is text, '0.042'"),
        (None, "nothing (None)"),
        (True, "a yes or no"),
        (np.bool_(True), "a yes or no"),
        (float("nan"), "NaN"),
        (np.float64("nan"), "NaN"),
        (pd.NA, "NaN"),
        (float("inf"), "infinite"),
        (pd.Series([1.0]).mean, "a function that was not called"),
        (1j, "a complex"),
    ],
    ids=str,
)
def test_the_wrong_kind_of_thing_is_named_and_does_not_count(answer: object, said: str) -> None:
    result = grade_task(SHARE, answer)
    assert result.state == "unreadable"
    assert said in result.text


def test_a_known_mistake_is_explained_and_any_other_number_is_wrong() -> None:
    assert grade_task(SHARE, 0.505).text == "That is the share of what was opened."
    assert grade_task(SHARE, 0.505).state == "mistake"
    result = grade_task(SHARE, 0.9)
    assert (result.state, result.text) == ("wrong", "Look at the denominator.")


def test_per_cent_and_share_are_told_apart() -> None:
    per_cent = task(TaskAnswer(number=37.5, tolerance=0.1))
    count = task(TaskAnswer(number=1200, tolerance=0))
    assert "this is per cent; a share" in grade_task(SHARE, 4.2).text
    assert "this is a share from 0 to 1" in grade_task(per_cent, 0.375).text
    assert "a hundred times too small" in grade_task(count, 12).text
    assert grade_task(SHARE, 4.2).state == "mistake"
    loose = task(TaskAnswer(number=0.5, tolerance=0.4))
    assert grade_task(loose, 3).state == "wrong"


@pytest.mark.parametrize("answer", ["pcu", " PCU.", "Port-Control Unit", np.str_("PCU"), ["PCU"]])
def test_spelling_that_means_nothing_does_not_matter(answer: object) -> None:
    assert grade_task(WORD, answer).state == "right"


def test_a_word_task_takes_a_year_and_refuses_a_column() -> None:
    year = task(TaskAnswer(texts=("2021",)))
    assert grade_task(year, 2021).state == "right"
    assert grade_task(year, np.int64(2021)).state == "right"
    assert grade_task(year, 2020).state == "wrong"
    assert "a whole column (2 values); one word" in grade_task(WORD, pd.Series(["a", "b"])).text
    assert grade_task(WORD, None).state == "unreadable"


@pytest.mark.parametrize(
    "answer",
    [
        ["police", "customs", "immigration"],
        {"Police", "Customs", "Immigration"},
        ("Police", "Customs", "Immigration", "Police"),
        pd.Series(["Police", "Customs", "Immigration"]),
        pd.Index(["Police", "Customs", "Immigration"]),
        np.array(["Police", "Customs", "Immigration"]),
        {"Police": 1, "Customs": 2, "Immigration": 3}.keys(),
        "customs, police, immigration",
    ],
    ids=lambda a: type(a).__name__,
)
def test_a_set_of_words_is_right_in_any_order_and_wrapping(answer: object) -> None:
    assert grade_task(WORDS, answer).state == "right"


def test_a_set_that_is_not_right_says_how_near_it_is() -> None:
    result = grade_task(WORDS, ["police", "navy"])
    assert result.state == "wrong"
    assert result.text.startswith("1 of the 3 expected are there; 1 other is not expected.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (pd.Series({"Police": 3, "Customs": 2}), "`.index`"),
        (["police", None], "missing values"),
        ([["police"]], "a plain list of words"),
        ({"police": 1}, "a dictionary"),
        (pd.DataFrame({"a": ["police"]}), "a whole table"),
        (7, "a number; a list of words"),
    ],
    ids=str,
)
def test_what_is_no_set_of_words_is_named(answer: object, said: str) -> None:
    result = grade_task(WORDS, answer)
    assert result.state == "unreadable"
    assert said in result.text


@pytest.mark.parametrize(
    "answer",
    [
        {"north": 0.25, "South-gate": 0.501},
        pd.Series({"North": 0.25, "South gate": 0.5}),
        pd.DataFrame({"share": {"North": 0.25, "South gate": 0.5}}),
        {"North": np.float64(0.25), "South gate": pd.Series([0.5])},
    ],
    ids=lambda a: type(a).__name__,
)
def test_a_table_is_right_by_its_labels(answer: object) -> None:
    assert grade_task(TABLE, answer).state == "right"


def test_a_table_that_is_not_right_says_where() -> None:
    result = grade_task(TABLE, {"North": 0.9, "East": 1, "South gate": float("nan")})
    assert result.state == "wrong"
    for part in ("Not expected: east.", "(NaN): south gate.", "Not right yet: north."):
        assert part in result.text
    assert "Missing: south gate." in grade_task(TABLE, {"North": 0.25}).text
    assert "this is per cent" in grade_task(TABLE, {"North": 25, "South gate": 50}).text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (pd.DataFrame({"a": [1], "b": [2]}), "a table of 2 columns"),
        ([1, 2], "a dictionary or a labelled column"),
        ({"North": "a lot"}, "For 'North' there is text, 'a lot'"),
        (3, "a number; a dictionary"),
    ],
    ids=str,
)
def test_what_is_no_table_is_named(answer: object, said: str) -> None:
    result = grade_task(TABLE, answer)
    assert result.state == "unreadable"
    assert said in result.text


def test_labels_of_several_parts_are_read_as_one() -> None:
    two = task(TaskAnswer(table={"North 2021": 1.0}))
    by_pair = pd.Series({("North", 2021): 1.0})
    assert grade_task(two, by_pair).state == "right"


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.complex_numbers()
    | st.binary(max_size=3)
    | st.dates()
    | st.sampled_from([pd.NA, pd.NaT, object(), print, int, pd.DataFrame(), np.array([])]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.lists(inner, max_size=3).map(lambda v: pd.Series(v, dtype=object))
        | st.lists(inner, max_size=3).map(lambda v: pd.DataFrame({"a": pd.Series(v, dtype=object)}))
    ),
    max_leaves=4,
)


@given(anything)
def test_whatever_is_answered_is_marked_and_never_an_error(answer: object) -> None:
    for each in (SHARE, WORD, WORDS, TABLE):
        result = grade_task(each, answer)
        assert result.text.strip()
        assert result == grade_task(each, answer)
        if result.state in ATTEMPTS:
            assert len(response_text(answer)) <= RESPONSE_LENGTH
