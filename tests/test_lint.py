"""`toc-training check` against a corpus of small faults.

`malformed/_base` is a course of one module and one exercise with nothing wrong in it;
`malformed/_finished` laid over it makes its module a finished one. Every other folder changes one
thing, as its change.yaml says, and holds in expected.txt the whole of what check then prints.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from toc_training import lint, sheet
from toc_training.lint import RULES, check_curriculum
from toc_training.lint.cues import chance_distribution
from toc_training.lint.wording import LETTER, is_negative
from toc_training.model import Place, SurveyItem

CORPUS = Path(__file__).parent / "malformed"
CASES = sorted(p.name for p in CORPUS.iterdir() if p.is_dir() and not p.name.startswith("_"))
YAML_CASES = [name for name in CASES if name.startswith("yaml-")]


def lay_out(folder: Path, over: str = "") -> Path:
    """Copy the base, and a layer over it, to a folder of its own."""
    root = folder / "course"
    shutil.copytree(CORPUS / "_base", root)
    if over:
        shutil.copytree(CORPUS / f"_{over}", root, dirs_exist_ok=True)
    return root


def malform(case: str, folder: Path) -> Path:
    """Return a curriculum with the fault of a case."""
    plan = yaml.safe_load((CORPUS / case / "change.yaml").read_text("utf-8"))
    root = lay_out(folder, plan.get("over", ""))
    for change in plan["changes"]:
        path = root / change["file"]
        if change.get("delete"):
            path.unlink()
        elif "find" in change or "every" in change:
            text, old = path.read_text("utf-8"), change.get("find") or change["every"]
            assert text.count(old) == 1 or (old in text and "every" in change), f"{old!r} not once"
            path.write_text(text.replace(old, change["put"]), "utf-8")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            encoding = change.get("encoding", "utf-8")
            path.write_text(change["put"] * change.get("times", 1), encoding)
    return root


@pytest.mark.parametrize("over", ["", "finished"])
def test_the_base_has_no_fault(tmp_path: Path, over: str) -> None:
    assert check_curriculum(lay_out(tmp_path, over)) == []


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_whole_and_alone(case: str, tmp_path: Path, update_golden: bool) -> None:
    found = "".join(f"{problem}\n" for problem in check_curriculum(malform(case, tmp_path)))
    golden = CORPUS / case / "expected.txt"
    if update_golden:
        golden.write_text(found, "utf-8")
    assert found, "check finds nothing wrong"
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("case", YAML_CASES)
def test_the_pure_python_reader_says_the_same(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "loader", lambda: yaml.SafeLoader)
    found = "".join(f"{problem}\n" for problem in check_curriculum(malform(case, tmp_path)))
    assert found == (CORPUS / case / "expected.txt").read_text("utf-8")


def test_every_rule_has_a_case(tmp_path: Path) -> None:
    expected = {case: (CORPUS / case / "expected.txt").read_text("utf-8") for case in CASES}
    roots = {case: malform(case, tmp_path / case) for case in CASES}
    found_by = {rule: set[str]() for rule in RULES}
    for case, root in roots.items():
        try:
            material = lint.gather(root)
        except lint.ContentError:
            continue
        for rule in RULES:
            if any(f"{problem}\n" in expected[case] for problem in rule(material)):
                found_by[rule].add(case)
    assert [rule.__name__ for rule, cases in found_by.items() if not cases] == []


def test_main_counts_and_returns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(tmp_path)
    assert lint.main(root) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"
    (root / "exercises/gate-case/tasks.yaml").write_text("- id: share\n", "utf-8")
    assert lint.main(root) == 1
    assert capsys.readouterr().out.endswith("6 errors, 0 warnings\n")


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    for path in root.rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("id: a,", "id: a a,"), "utf-8")
    places = [(problem.file, problem.line) for problem in check_curriculum(root)]
    assert len(places) > 4
    assert places == sorted(places)


def test_chance_is_reckoned_item_by_item() -> None:
    assert chance_distribution([0.5, 0.25]) == [0.375, 0.5, 0.125]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Option b forgets the queue.", True),
        ("Unlike answer C, this one waits.", True),
        ("Choice a is cheaper.", True),
        ("This option becomes costly.", False),
        ("Choice a trainee can defend.", False),
        ("The answer lies in the list.", False),
    ],
)
def test_letters_of_options_are_told_from_words(text: str, named: bool) -> None:
    assert bool(LETTER.search(text)) is named


@pytest.mark.parametrize(
    ("prompt", "negative"),
    [
        ("Which of these does **not** help?", True),
        ("All of these help except one. Which one doesn't?", True),
        ("What is least likely to help?", True),
        ("The unit does not trust its list. What do you do first?", False),
        ("What do you do if the list is not there?", False),
        ("Which change comes first?", False),
    ],
)
def test_a_negative_stem_is_told_from_a_story_with_not(prompt: str, negative: bool) -> None:
    item = SurveyItem(
        id="i", module="m", use="check", outcome="", covers=(), level="", prompt=prompt,
        place=Place("quiz.yaml", 1),
    )  # fmt: skip
    assert is_negative(item) is negative
