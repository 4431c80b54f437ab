"""The stick installs the course without the internet, and holds what another system needs."""

from __future__ import annotations

import ensurepip
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from tools import stick as stick_module
from tools.stick import FILES, StickError, main, write_files
from tools.stick_files.fits import this_python
from tools.wheels import missing, target

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="start.sh is for macOS and Linux")
DEAD = "http://127.0.0.1:9"
PROGRAM = "import json, sys\n\ndef main():\n    print(json.dumps(sys.argv[1:]))\n"


def make_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    requires: tuple[str, ...] = (),
    tag: str = "py3-none-any",
    python: str = ">=3.8",
) -> Path:
    """Write a wheel with one module; that of the course has its command too."""
    label = name.replace("-", "_")
    info = f"{label}-{version}.dist-info"
    files = {
        f"{label}.py": PROGRAM,
        f"{info}/METADATA": "\n".join(
            [
                "Metadata-Version: 2.1",
                f"Name: {name}",
                f"Version: {version}",
                f"Requires-Python: {python}",
                *(f"Requires-Dist: {one}" for one in requires),
                "",
            ]
        ),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {label}:main\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    path = folder / f"{label}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    return path


def pip_wheel() -> Path:
    """Return the wheel of pip that every Python carries for its environments."""
    places = [Path(ensurepip.__file__).parent / "_bundled"]
    if shared := sysconfig.get_config_var("WHEEL_PKG_DIR"):
        places.append(Path(shared))
    return next(path for place in places for path in sorted(place.glob("pip-*.whl")))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick in a folder with a space, with a small course that needs one other package."""
    stick = tmp_path / "a stick"
    wheels = stick / "wheels"
    wheels.mkdir(parents=True)
    make_wheel(wheels, "needed")
    shutil.copy(pip_wheel(), wheels)
    write_files(stick, [this_python()], make_wheel(wheels, "toc-training", requires=("needed",)))
    return stick


class Person:
    """Someone with a home, one Python and no internet."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "Zoë’s home"
        self.room = self.home / ".toc-training-env"
        self.pythons = folder / "bin"
        for place in (self.home, self.pythons):
            place.mkdir()
        (self.pythons / "python3").symlink_to(sys.executable)

    def run(self, script: Path, *words: str) -> tuple[int, str, str]:
        done = subprocess.run(
            ["/bin/sh", str(script), *words],
            env={
                "HOME": str(self.home),
                "PATH": f"{self.pythons}{os.pathsep}/usr/bin{os.pathsep}/bin",
                "PIP_INDEX_URL": DEAD,
                "http_proxy": DEAD,
                "https_proxy": DEAD,
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def started_with(out: str) -> object:
    return json.loads(out.splitlines()[-1])


@on_posix
def test_it_installs_without_the_internet_and_the_second_start_installs_nothing(stick, person):
    words = ["--learner", "أمينة and Bo", "--port", "8899"]
    code, out, err = person.run(stick / "start.sh", *words)
    assert (code, err) == (0, ""), out
    assert "needs no internet" in out
    assert started_with(out) == ["start", *words]
    assert person.run(stick / "start.sh") == (0, '["start"]\n', "")


@on_posix
def test_after_that_it_starts_without_the_stick(stick, person):
    person.run(stick / "start.sh")
    shutil.rmtree(stick)
    assert person.run(person.room / "start.sh") == (0, '["start"]\n', "")


@on_posix
def test_nothing_is_written_on_the_stick(stick, person):
    before = sorted(stick.rglob("*"))
    person.run(stick / "start.sh")
    assert sorted(stick.rglob("*")) == before


@on_posix
@pytest.mark.parametrize("spoil", ["stamp.txt", "lib"])
def test_an_installation_that_was_cut_off_is_made_again(stick, person, spoil):
    person.run(stick / "start.sh")
    spoiled = person.room / spoil
    shutil.rmtree(spoiled) if spoiled.is_dir() else spoiled.unlink()
    code, out, _ = person.run(stick / "start.sh")
    assert code == 0
    assert "Installing the course" in out


@on_posix
def test_a_newer_stick_is_installed_in_place_of_the_older(stick, person):
    person.run(stick / "start.sh")
    write_files(
        stick, [this_python()], make_wheel(stick / "wheels", "toc-training", "2.0", ("needed",))
    )
    assert "Installing the course" in person.run(stick / "start.sh")[1]
    assert list(person.room.glob("lib/python*/site-packages/toc_training-2.0.dist-info"))


@on_posix
def test_a_stick_for_another_computer_says_for_which_it_is(stick, person):
    (stick / "made-for.txt").write_text("windows-amd64 3.12\nmacos-arm64 3.13\n")
    code, out, err = person.run(stick / "start.sh")
    assert (code, out) == (1, "")
    assert "it has: windows-amd64 3.12, macos-arm64 3.13" in err
    assert err.count("\n") == 1
    assert not person.room.exists()


@on_posix
def test_a_stick_that_lacks_a_package_says_which(stick, person):
    next((stick / "wheels").glob("needed-*")).unlink()
    code, _, err = person.run(stick / "start.sh")
    assert code == 1
    assert "needed" in err
    assert err.count("\n") == 1
    assert not (person.room / "stamp.txt").exists()


@on_posix
def test_the_start_alone_asks_for_the_whole_folder(stick, person):
    alone = person.home / "start.sh"
    shutil.copy(stick / "start.sh", alone)
    code, _, err = person.run(alone)
    assert (code, err.count("\n")) == (1, 1)
    assert "copy the whole folder" in err


def test_windows_gets_its_line_ends_and_every_place_it_jumps_to(stick):
    raw = (stick / "start.bat").read_bytes()
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 0
    text = raw.decode()
    labels = set(re.findall(r"(?m)^:(\w+)", text))
    assert labels == set(re.findall(r"\b(?:goto|call) :?(\w+)", text))
    assert b"\r" not in (stick / "start.sh").read_bytes()


def test_the_page_to_read_first_names_the_systems_and_is_short(stick):
    text = (stick / "READ-ME-FIRST.txt").read_bytes()
    assert this_python().encode() in text
    assert text.count(b"\n") <= 24


def test_both_starts_use_the_same_room():
    for name in ("start.sh", "start.bat", "READ-ME-FIRST.txt"):
        assert ".toc-training-env" in (FILES / name).read_text()


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Wheels as pip fetches them on Linux: it does not see what only Windows asks for."""
    make_wheel(
        tmp_path,
        "toc-training",
        requires=(
            'pywinpty; os_name == "nt"',
            'pexpect; sys_platform != "win32"',
            'appnope>=0.1; platform_system == "Darwin"',
            'old; python_version < "3.12"',
            "shared[more]>=1",
        ),
    )
    make_wheel(tmp_path, "pexpect")
    make_wheel(tmp_path, "shared", requires=('extra-thing; extra == "more"', "fast<3"))
    make_wheel(tmp_path, "extra-thing")
    make_wheel(tmp_path, "fast", "2.0", tag="cp312-cp312-win_amd64")
    make_wheel(tmp_path, "fast", "3.0", tag="cp313-cp313-manylinux_2_28_x86_64")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("windows-amd64 3.12", ["pywinpty"]),
        ("windows-amd64 3.13", ["fast<3", "pywinpty"]),
        ("linux-x86_64 3.13", ["fast<3"]),
        ("macos-arm64 3.11", ["appnope>=0.1", "fast<3", "old"]),
    ],
)
def test_what_a_system_needs_is_judged_for_that_system(wheels, name, absent):
    assert missing(wheels, "toc-training", target(name)) == absent


def test_a_wheel_for_a_newer_python_does_not_count(wheels):
    make_wheel(wheels, "pywinpty", "2.0", python=">=3.13")
    assert "pywinpty" in missing(wheels, "toc-training", target("windows-amd64 3.12"))
    make_wheel(wheels, "pywinpty", "1.9")
    assert missing(wheels, "toc-training", target("windows-amd64 3.12")) == []


def test_what_is_found_nowhere_is_told_and_the_stick_made_before_stays(
    stick, monkeypatch, tmp_path
):
    def pip(*words: str) -> None:
        folder = Path(words[words.index("--wheel-dir") + 1]) if "--wheel-dir" in words else None
        if folder:
            make_wheel(folder, "toc-training", requires=('only-here; os_name == "nt"',))

    monkeypatch.setattr(stick_module, "_pip", pip)
    with pytest.raises(StickError, match="these could not be found: only-here"):
        stick_module.make(["windows"], ["3.12"], stick)
    assert (stick / "stamp.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a stick"]


def test_no_internet_is_told_in_one_sentence(monkeypatch, capsys):
    for name in ("http_proxy", "https_proxy", "PIP_INDEX_URL"):
        monkeypatch.setenv(name, DEAD)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "1")
    assert main([]) == 1
    err = capsys.readouterr().err
    assert "The internet cannot be reached" in err
    assert err.count("\n") == 1
