"""The command starts a real server, tells what it did, and stops when it is told to."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from toc_training import cli
from toc_training.content import load_course
from toc_training.curriculum import find_curriculum
from toc_training.lab import FIRST_PORT, LabError, free_port
from toc_training.start import LearnerError, _places, _tell_laid_out, learner_folder
from toc_training.trust import trust
from toc_training.workspace import course_files, lay_out

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent as a POSIX signal")


class Started:
    """A running `toc-training start` and what it printed."""

    def __init__(self, home: Path, *words: str, **variables: str) -> None:
        own = ("JUPYTER", "XDG_", "TOC_TRAINING")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "toc_training.cli", "start", "--no-browser", *words],
            env={**kept, "HOME": str(home), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        self.url = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if found := re.search(r"http://\S+", line):
                self.url = found[0]
            if line.startswith("To stop"):
                break

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def started(home: Path) -> Iterator[Started]:
    started = Started(home)
    yield started
    started.stop()


def test_start_lays_out_serves_and_stops_without_a_question(home, started):
    assert started.url, started.stop()
    assert re.fullmatch(r"\d+ files laid out\.", started.said[0])
    origin = started.url.partition("/lab")[0]
    assert requests.get(started.url, timeout=20).status_code == 200
    assert requests.get(f"{origin}/api/contents", timeout=20).status_code == 403
    lesson = re.search(r"/tree/(\S+)\?", started.url)
    assert lesson
    assert (home / "toc-training" / lesson[1]).is_file()
    code, out, err = started.stop()
    assert (code, err) == (0, "")
    assert "What you wrote and answered is kept." in out
    with pytest.raises(requests.ConnectionError):
        requests.get(origin, timeout=5)


def test_the_jupyter_of_the_person_cannot_break_it(home):
    config = home / ".jupyter"
    config.mkdir()
    settings = {
        "ServerApp": {"password": "argon2:x", "port": 1, "ip": "0.0.0.0", "base_url": "/mine"},  # noqa: S104
        "IdentityProvider": {"token": ""},
        "PasswordIdentityProvider": {"hashed_password": "argon2:x", "password_required": True},
    }
    (config / "jupyter_server_config.json").write_text(json.dumps(settings))
    (config / "jupyter_server_config.py").write_text("raise RuntimeError('a broken configuration')")
    started = Started(home, JUPYTER_TOKEN="theirs")  # noqa: S106
    try:
        assert requests.get(started.url, timeout=20).status_code == 200
    finally:
        assert started.stop()[0] == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_closing_the_window_stops_the_server(home, number):
    started = Started(home)
    origin = started.url.partition("/lab")[0]
    started.stop(number)
    with pytest.raises(requests.ConnectionError):
        requests.get(origin, timeout=5)


def test_a_second_start_shows_the_course_that_is_open_already(home, started):
    second = Started(home)
    assert second.stop()[0] == 0
    assert second.said == [f"The course is open already, at  {started.url}"]


def taken() -> socket.socket:
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    holder.listen()
    return holder


def test_a_port_that_is_taken_is_told_in_one_sentence(home):
    with taken() as holder:
        port = holder.getsockname()[1]
        code, _, err = Started(home, "--port", str(port)).stop()
    assert code == 1
    assert err == (
        f"Port {port} cannot be used, perhaps another program has it: "
        f"choose another with --port, or leave --port out.\n"
    )
    assert not (home / "toc-training").exists()


def test_without_a_port_the_next_free_one_is_taken(monkeypatch):
    monkeypatch.setattr("toc_training.lab._is_free", lambda port: port == FIRST_PORT + 2)
    assert free_port(None) == FIRST_PORT + 2


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(LabError, match="is not a port"):
        free_port(port)


def test_a_workspace_that_cannot_be_made_is_told_in_one_sentence(home):
    in_the_way = home / "notes.txt"
    in_the_way.touch()
    code, _, err = Started(home, "--workspace", str(in_the_way)).stop()
    assert code == 1
    assert err.count("\n") == 1
    assert "choose another folder with --workspace DIR" in err


@pytest.mark.parametrize("below", ["a", "a/b/c"])
def test_a_file_above_the_workspace_is_named_itself(home, below):
    in_the_way = home / "notes.txt"
    in_the_way.touch()
    code, _, err = Started(home, "--workspace", str(in_the_way / below)).stop()
    assert code == 1
    assert err == (
        f"{in_the_way} is in the way of the course: rename it, or choose another folder with "
        f"--workspace DIR.\n"
    )


def test_pages_that_were_changed_outside_jupyterlab_are_named_with_what_to_do(
    tmp_path, monkeypatch, capfd
):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    root, place = find_curriculum(), tmp_path / "toc-training"
    files = course_files(root, load_course(root))

    def told() -> list[str]:
        _tell_laid_out(place, lay_out(place, files), files)
        out, err = capfd.readouterr()
        assert err == ""
        return [line for line in out.splitlines() if "outside JupyterLab" in line]

    assert told() == []
    changed, broken = sorted((place / "exercises").glob("*/*.ipynb"))[:2]
    page = json.loads(changed.read_text(encoding="utf-8"))
    page["cells"][0]["source"] = "my own words"
    changed.write_text(json.dumps(page), encoding="utf-8")
    broken.write_text('{"cells": ')
    (sentence,) = told()
    name = changed.relative_to(place).as_posix()
    assert sentence.startswith(f"{name} was changed outside JupyterLab or on another computer, ")
    assert sentence.endswith("open it, press the Start button at the top, choose Trust.")
    trust([changed])
    assert told() == []


ANSWER = """
from toc_training.record import current
print(len(current().statements()))
current().append("answered", "item/x", response="b")
"""


def answer(started: Started) -> str:
    """Answer in a kernel of this server; return what it printed: how much was there before."""
    from jupyter_client.blocking.client import BlockingKernelClient

    origin, token = re.fullmatch(r"(.*)/lab.*token=(\w+)", started.url).groups()
    head = {"Authorization": f"token {token}"}
    reply = requests.post(f"{origin}/api/kernels", headers=head, json={}, timeout=30)
    runtime = subprocess.run(
        [sys.executable, "-m", "jupyter", "--runtime-dir"],
        env={**os.environ, "HOME": str(started.home)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    client = BlockingKernelClient()
    client.load_connection_file(f"{runtime}/kernel-{reply.json()['id']}.json")
    client.start_channels()
    client.wait_for_ready(timeout=30)
    printed: list[str] = []
    client.execute_interactive(
        ANSWER,
        timeout=30,
        output_hook=lambda m: printed.append(m["content"].get("text", "")),
    )
    client.stop_channels()
    return "".join(printed).strip()


def kept_in(started: Started) -> Path:
    (line,) = [line for line in started.said if line.startswith("Your answers are in")]
    return Path(line.removeprefix("Your answers are in").strip()) / "record.jsonl"


def test_learners_on_one_computer_do_not_see_each_others_answers(home):
    place = ("--workspace", str(home / "one folder"))
    amina = Started(home, "--learner", "Amina", *place)
    assert answer(amina) == "0"
    assert answer(amina) == "1"
    other = Started(home, "--learner", "محمد", *place)
    assert answer(other) == "0"
    again = Started(home, "--learner", " amina ", *place)
    for started in (again, other, amina):
        assert started.stop()[0] == 0
    assert "Answers are kept for   Amina" in amina.said
    assert "Answers are kept for   محمد" in other.said
    assert again.said[-2:] == [
        f"The course is open already, at  {amina.url}",
        "Answers are kept for   amina",
    ]
    records = [kept_in(started) for started in (amina, other)]
    assert [record.read_text().count("\n") for record in records] == [2, 1]
    (folder,) = {record.parents[1] for record in records}
    assert folder.name == "learners"
    assert not (folder.parent / "record.jsonl").exists()


def test_each_learner_has_pages_of_their_own(monkeypatch):
    monkeypatch.setenv("HOME", "/home/shared")
    names = ("Amina", "AMINA", "Bo", None)
    amina, same, other, nobody = (_places(None, name)[0].as_posix() for name in names)
    assert amina == same == f"/home/shared/toc-training-{learner_folder('Amina')}"
    assert other == f"/home/shared/toc-training-{learner_folder('Bo')}"
    assert nobody == "/home/shared/toc-training"


def test_a_learner_without_a_name_is_told_in_one_sentence(home):
    code, _, err = Started(home, "--learner", " \n ").stop()
    assert (code, err) == (1, '--learner needs a name, for instance --learner "Amina".\n')
    assert list(home.iterdir()) == []


HOSTILE = [
    "..",
    "../../etc",
    "/",
    "a/b",
    "C:\\x",
    "CON",
    "nul.",
    "~",
    "-rf",
    "a\x00b",
    "\udcff é",
    "*",
]


@pytest.mark.parametrize("name", [*HOSTILE, "x" * 10_000, "王小明", "أمينة", "हिन्दी", "🙂"])
def test_any_name_is_one_safe_part_of_a_path(name):
    folder = learner_folder(name)
    assert re.fullmatch(
        r"[\w-]+-[0-9a-f]{8}", folder.translate({0x94D: "x", 0x93F: "x", 0x940: "x"})
    )
    assert Path(folder).name == folder
    assert len(folder.encode()) < 150


@given(st.text(max_size=80))
def test_a_name_is_a_learner_or_is_refused(name):
    try:
        folder = learner_folder(name)
    except LearnerError:
        return
    assert not set(folder) & set('/\\:*?"<>|.~ \0\n')
    assert not folder.startswith("-")
    assert folder == learner_folder(f"  {name}\n")
    assert len(folder.encode()) < 150


def test_names_that_differ_are_different_learners():
    names = [
        "Amina",
        "Amina B",
        "Amína",
        "A mina",
        "王小明",
        "王小红",
        "../a",
        "./a",
        "x" * 99,
        "x" * 98,
    ]
    assert len({learner_folder(name) for name in names}) == len(names)
    assert learner_folder("王小明").startswith("王小明-")


def test_a_curriculum_that_is_nowhere_is_told_in_words(home, tmp_path):
    code, _, err = Started(home, TOC_TRAINING_CURRICULUM=str(tmp_path / "nowhere")).stop()
    assert code == 1
    assert "Traceback" not in err
    assert "nowhere" in err


def test_a_python_that_is_too_old_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    assert cli.main(["start"]) == 1
    assert "needs Python 3.11 or newer and this is 3.10" in capsys.readouterr().err
