from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from toc_training import record
from toc_training.record import FILE_NAME, TORN_NAME, Record, RecordError
from toc_training.statement import extension_of, learner_of, object_of, response_of, verb_of

WRITER = """
import sys
from pathlib import Path
from toc_training.record import Record
kept = Record(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    statement = kept.append("answered", f"item/{sys.argv[3]}-{number}", response="b", score=1.0)
    print(statement["id"], flush=True)
"""

AT_A_SIGNAL = """
import sys
from pathlib import Path
from toc_training.record import Record
for path in sys.argv[1:]:
    sys.stdin.readline()
    Record(Path(path)).append("answered", "item/a")
    print("done", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / FILE_NAME


def writer(path: Path, count: int, name: str = "a") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), name],
        stdout=subprocess.PIPE,
        text=True,
    )


def ids_on_disk(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_what_is_written_is_read_back(path: Path) -> None:
    kept = Record(path)
    kept.append(
        "answered",
        "item/terms",
        response=["a", "c"],
        score=0.66666,
        success=False,
        extensions={"seed": 7},
    )
    for reader in (kept, Record(path)):
        [statement] = reader.about("item/terms")
        assert verb_of(statement) == "answered"
        assert object_of(statement) == "item/terms"
        assert response_of(statement) == ["a", "c"]
        assert extension_of(statement, "seed") == 7
        assert statement["result"]["score"]["scaled"] == 0.6667
        assert statement["timestamp"].endswith("+00:00")
        assert reader.about("item/unknown") == ()


def test_the_learner_stays_the_same_person(path: Path) -> None:
    first = Record(path)
    learner = first.learner
    first.append("answered", "item/a")
    assert Record(path).learner == learner
    assert {learner_of(s) for s in Record(path).statements()} == {learner}


def test_every_answer_acknowledged_before_a_kill_is_there_after_it(path: Path) -> None:
    acknowledged: list[str] = []
    dice = random.Random(20261123)  # noqa: S311
    deadly = 0
    while len(acknowledged) < 1_000:
        child = writer(path, 1_000 - len(acknowledged), f"run{deadly}")
        assert child.stdout
        stop_after = dice.randint(60, 260)
        for line in child.stdout:
            acknowledged.append(line.strip())
            if len(acknowledged) % stop_after == 0:
                time.sleep(dice.random() * 0.002)
                child.send_signal(signal.SIGKILL)
                deadly += 1
                break
        acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.wait()
    assert deadly >= 3
    kept = Record(path)
    kept.append("answered", "item/afterwards")
    there = [statement["id"] for statement in kept.statements()]
    assert set(acknowledged) <= set(there)
    assert len(there) == len(set(there))
    assert len(there) <= len(acknowledged) + deadly + 1


def test_a_line_cut_off_is_set_aside_and_reported(path: Path) -> None:
    Record(path).append("answered", "item/whole")
    with path.open("ab") as file:
        file.write(b'{"id": "torn", "actor"')
    kept = Record(path)
    assert [object_of(s) for s in kept.statements()] == ["item/whole"]
    kept.append("answered", "item/next")
    assert [object_of(s) for s in Record(path).statements()] == ["item/whole", "item/next"]
    assert "cut off" in kept.problems[0]
    assert path.with_name(TORN_NAME).read_bytes() == b'{"id": "torn", "actor"\n'


def test_a_cut_inside_a_letter_is_no_worse(path: Path) -> None:
    Record(path).append("responded", "item/journal", response="Grenzübergang")
    line = path.read_bytes()
    path.write_bytes(line + line[: line.index("ü".encode()) + 1])
    kept = Record(path)
    kept.append("answered", "item/next")
    assert len(Record(path).statements()) == 2


def test_two_programs_at_once_lose_nothing_and_double_nothing(path: Path) -> None:
    writers = [writer(path, 150, name) for name in ("a", "b")]
    printed = [child.communicate(timeout=120)[0].split() for child in writers]
    assert [child.returncode for child in writers] == [0, 0]
    assert sorted(ids_on_disk(path)) == sorted(printed[0] + printed[1])
    assert len(Record(path).statements()) == 300
    assert len({learner_of(s) for s in Record(path).statements()}) == 1


def test_two_programs_that_begin_a_record_at_once_agree_on_the_learner(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) / FILE_NAME for number in range(25)]
    pair = [
        subprocess.Popen(
            [sys.executable, "-c", AT_A_SIGNAL, *map(str, paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        for _ in range(2)
    ]
    for path in paths:
        for child in pair:
            assert child.stdin
            child.stdin.write("go\n")
        for child in pair:
            assert child.stdout
            assert child.stdout.readline() == "done\n"
        assert len({learner_of(statement) for statement in Record(path).statements()}) == 1
        assert len(ids_on_disk(path)) == 2
    for child in pair:
        child.communicate(timeout=30)


def test_an_answer_is_acknowledged_only_when_the_disk_has_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    monkeypatch.setattr(record.os, "fsync", lambda _: synced.append(path.read_bytes()))
    statement = Record(path).append("answered", "item/a")
    assert statement["id"].encode() in synced[-1]


def test_one_program_sees_what_another_adds(path: Path) -> None:
    mine, other = Record(path), Record(path)
    mine.append("answered", "item/a")
    other.append("answered", "item/b")
    assert [object_of(s) for s in mine.statements()] == ["item/a", "item/b"]


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Record(tmp_path / "file" / FILE_NAME)
    with pytest.raises(RecordError, match="TOC_TRAINING_HOME"):
        kept.append("answered", "item/a")
    assert kept.statements() == ()
    assert kept.learner == kept.learner


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    link = tmp_path / FILE_NAME
    link.symlink_to("/dev/full")
    with pytest.raises(RecordError, match="Free some space"):
        Record(link).append("answered", "item/a")


def test_a_statement_sent_twice_counts_once(path: Path) -> None:
    sent = str(uuid.uuid4())
    kept = Record(path)
    first = kept.append("answered", "item/a", response="a", statement_id=sent)
    second = Record(path).append("answered", "item/a", response="b", statement_id=sent)
    assert first == second
    assert ids_on_disk(path) == [sent]


@pytest.mark.parametrize("damage", [b"not json", b"[]", b'{"id": 1}', b"\xff\xfe", b"null", b""])
def test_a_damaged_line_is_reported_and_skipped(path: Path, damage: bytes) -> None:
    Record(path).append("answered", "item/a")
    with path.open("ab") as file:
        file.write(damage + b"\n")
    kept = Record(path)
    kept.append("answered", "item/b")
    assert [object_of(s) for s in kept.statements()] == ["item/a", "item/b"]
    assert any("Line 2" in problem for problem in kept.problems)
    assert damage in path.read_bytes()


def test_a_record_taken_away_is_begun_again(path: Path) -> None:
    kept = Record(path)
    kept.append("answered", "item/a")
    learner = kept.learner
    path.unlink()
    assert kept.statements() == ()
    kept.append("answered", "item/b")
    assert [object_of(s) for s in kept.statements()] == ["item/b"]
    assert kept.learner == learner


def test_a_long_record_is_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(path).append("answered", "item/a")
    line = json.loads(path.read_text(encoding="utf-8"))
    lines = [json.dumps(line | {"id": str(uuid.uuid4())}) for _ in range(5_000)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kept = Record(path)
    assert len(kept.statements()) == 5_000
    parsed = []
    loads = json.loads
    monkeypatch.setattr(record.json, "loads", lambda text: (parsed.append(text), loads(text))[1])
    kept.append("answered", "item/b")
    assert len(kept.about("item/a")) == 5_000
    assert len(parsed) == 1


def test_the_environment_says_where_the_record_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))
    assert record.current() is record.current()
    assert record.current().path == tmp_path / FILE_NAME
