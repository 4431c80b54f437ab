"""Reading the curriculum's YAML: what is right comes out whole, what is wrong is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from toc_training import curriculum, sheet
from toc_training.content import (
    load_course,
    load_inventory,
    load_items,
    load_measures,
    load_scenario,
    load_tasks,
)
from toc_training.model import (
    ClassifyItem,
    Course,
    MatchItem,
    Module,
    MultipleItem,
    NumericItem,
    OrderItem,
    SingleItem,
    SurveyItem,
)
from toc_training.problem import ContentError, Problem

BASE = Path(__file__).parent / "malformed" / "_base"
QUIZ = "modules/01-gate/quiz.yaml"
LOADERS: dict[str, Callable[[Path], object]] = {
    "modules/course.yaml": load_course,
    "modules/guidance/items.yaml": load_inventory,
    QUIZ: lambda root: load_items(root, _gate()),
    "modules/01-gate/measures.yaml": lambda root: load_measures(root, _gate()),
    "exercises/gate-case/scenario.yaml": lambda root: load_scenario(root, "gate-case"),
    "exercises/gate-case/tasks.yaml": lambda root: load_tasks(root, "gate-case"),
}


@cache
def _gate() -> Module:
    return load_course(BASE).module("gate")


def _with_quiz(folder: Path, text: str) -> Path:
    path = folder / QUIZ
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def test_a_course_is_read_whole() -> None:
    course = load_course(BASE)
    assert isinstance(course, Course)
    assert [outcome.id for outcome in course.modules[0].outcomes] == ["1.1", "1.2"]
    assert course.modules[0].sections == ("1",)
    assert course.exercises[0].place.line == 16


def test_each_type_of_item_is_read_whole() -> None:
    items = {item.id: item for item in load_items(BASE, _gate())}
    kinds = [type(item) for item in items.values()]
    assert kinds == [
        SingleItem, MultipleItem, MatchItem, OrderItem, ClassifyItem, NumericItem, SurveyItem,
    ]  # fmt: skip
    single, match, numeric = items["gate-first-change"], items["gate-who"], items["gate-share"]
    assert isinstance(single, SingleItem)
    assert [option.correct for option in single.options] == [False, True, False]
    assert (single.place.file, single.place.line) == (QUIZ, 1)
    assert isinstance(match, MatchItem)
    assert match.extras[0].feedback == "No service does."
    assert isinstance(numeric, NumericItem)
    assert (numeric.answers[0].value, numeric.unit) == (5.0, "per cent")


def test_the_words_yes_and_no_stay_words() -> None:
    item = next(item for item in load_items(BASE, _gate()) if item.id == "gate-kind")
    assert isinstance(item, ClassifyItem)
    assert [category.id for category in item.categories] == ["yes", "no"]
    assert [row.category for row in item.rows] == ["yes", "no"]


def test_an_outcome_that_looks_like_a_number_keeps_its_nought(tmp_path: Path) -> None:
    text = (BASE / QUIZ).read_text("utf-8").replace('outcome: "1.1"', "outcome: 12.10")
    items = load_items(_with_quiz(tmp_path, text), _gate())
    assert items[0].outcome == "12.10"


def test_measures_tell_their_kind_by_their_id() -> None:
    kinds = {measure.id: measure.kind for measure in load_measures(BASE, _gate())}
    assert kinds == {"1-S1": "strategic", "1-O1": "operational"}


def test_a_scenario_and_its_tasks_are_read_whole() -> None:
    scenario = load_scenario(BASE, "gate-case")
    assert list(scenario.nodes) == ["hour-1", "hour-2", "hour-3", "quiet", "fair", "jam"]
    assert scenario.nodes["hour-1"].choices[2].effects == {"finds": 4.0, "flow": -6.0}
    task = load_tasks(BASE, "gate-case")[0]
    assert (task.answer.number, task.mistakes[0].feedback) == (0.05, "One zero is missing.")


def test_the_inventory_names_sections_in_one_way() -> None:
    inventory = load_inventory(BASE)
    assert {id_: (e.kind, e.section) for id_, e in inventory.items()} == {
        "1-C1": ("concept", "1"),
        "1-S1": ("strategic", "1"),
        "1-O1": ("operational", "1"),
        "box-1": ("box", "1"),
        "gate-year": ("since", "box-1"),
    }


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("{text: [one in twenty, 1/20]}", ("one in twenty", "1/20")),
        ("{set: [yes, no]}", ("yes", "no")),
        ("{table: {on: 1, off: 2}, tolerance: 0.1}", {"on": 1.0, "off": 2.0}),
    ],
)
def test_every_form_of_answer_is_read(tmp_path: Path, answer: str, read: object) -> None:
    path = tmp_path / "exercises/gate-case/tasks.yaml"
    path.parent.mkdir(parents=True)
    rest = "covers: [1-O1], ask: What?, hint: Look., right: Yes., wrong: No."
    path.write_text(f"- {{id: share, {rest}, answer: {answer}}}\n", "utf-8")
    found = load_tasks(tmp_path, "gate-case")[0].answer
    assert read in (found.table, found.texts, found.members)


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = (BASE / QUIZ).read_text("utf-8")
    text = text.replace("level: apply", "level: guess").replace("  otherwise:", "  else:")
    with pytest.raises(ContentError) as caught:
        load_items(_with_quiz(tmp_path, text), _gate())
    assert [problem.line for problem in caught.value.problems] == [6, 40, 58, 63, 69]
    assert str(caught.value).count("\n") == 4


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem(
        "modules/x/quiz.yaml", 41, "pcu", "two options are marked correct", "Keep one."
    )
    assert str(problem) == "modules/x/quiz.yaml:41: pcu: two options are marked correct. Keep one."
    assert str(Problem("a.csv", 0, "", "it is large", "Cut it.", "warning")) == (
        "a.csv: warning: it is large. Cut it."
    )


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = (BASE / QUIZ).read_text("utf-8")
    root = _with_quiz(tmp_path, "")
    (root / QUIZ).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_items(root, _gate()) == load_items(BASE, _gate())


def test_both_yaml_readers_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [load(BASE) for load in LOADERS.values()]
    monkeypatch.setattr(sheet, "loader", lambda: yaml.SafeLoader)
    assert [load(BASE) for load in LOADERS.values()] == fast


TYPED = [
    "",
    "\n",
    "\t",
    ":",
    ": ",
    "- ",
    "[",
    "}",
    "'",
    '"',
    "&a ",
    "*a",
    "?",
    "|",
    "!!set",
    "<<: ",
]
TYPED += ["~", "\x00", "\u2028", "é", "#", "%", "---\n", "{id: a}", "no", "1e999", "."]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(BASE, tmp_path_factory.mktemp("typed") / "course"))


@settings(max_examples=150, deadline=None)
@given(
    file=st.sampled_from(sorted(LOADERS)),
    place=st.floats(0, 1, exclude_max=True),
    cut=st.integers(0, 40),
    put=st.sampled_from(TYPED),
)
def test_whatever_is_typed_a_content_error_is_the_worst(
    scratch: Path, file: str, place: float, cut: int, put: str
) -> None:
    text = (BASE / file).read_text("utf-8")
    at = int(place * len(text))
    typed = text[:at] + put + text[at + cut :]
    (scratch / file).write_text(typed, "utf-8")
    problems: tuple[Problem, ...] = ()
    try:
        LOADERS[file](scratch)
    except ContentError as error:
        problems = error.problems
    finally:
        (scratch / file).write_text(text, "utf-8")
    assert all(0 <= problem.line <= len(typed.splitlines()) for problem in problems)


def test_the_curriculum_is_found_where_the_variable_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(curriculum.VARIABLE, str(BASE))
    assert curriculum.find_curriculum() == BASE
    monkeypatch.setenv(curriculum.VARIABLE, str(tmp_path))
    with pytest.raises(FileNotFoundError, match="Correct the environment variable"):
        curriculum.find_curriculum()


def test_the_curriculum_is_found_in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(curriculum.VARIABLE, raising=False)
    assert (curriculum.find_curriculum() / "modules" / "course.yaml").is_file()


def test_importing_the_readers_does_not_import_yaml() -> None:
    code = "import sys, toc_training.content; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
