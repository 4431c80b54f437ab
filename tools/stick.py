"""Make the folder for a USB stick, from which the course installs offline: `make stick`."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.stick_files.fits import this_python
from tools.wheels import Target, missing, target

ROOT = Path(__file__).parents[1]
STICK = ROOT / "dist" / "stick"
FILES = ROOT / "tools" / "stick_files"
WINDOWS_FILES = {"start.bat", "READ-ME-FIRST.txt"}  # an old Notepad, and cmd, want CRLF
SYSTEMS = {
    "windows": ("windows-amd64",),
    "macos": ("macos-arm64", "macos-x86_64"),
    "linux": ("linux-x86_64",),
}
ROUNDS = 25


class StickError(Exception):
    """The stick cannot be made; the message is for the instructor."""


def main(argv: Sequence[str] | None = None) -> int:
    """Make the stick and return the exit code."""
    options = _parser().parse_args(argv)
    try:
        make(options.systems, options.pythons)
    except StickError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    here = this_python().rpartition(" ")[2]
    parser = argparse.ArgumentParser(prog="make stick", description=__doc__)
    parser.add_argument(
        "--for",
        dest="systems",
        nargs="+",
        choices=["this", *SYSTEMS],
        default=["this"],
        help="the systems of the laptops (default: this system and this Python)",
    )
    parser.add_argument(
        "--python",
        dest="pythons",
        nargs="+",
        default=[here],
        metavar="3.N",
        help="the Pythons of the laptops, except for `this` (default: %(default)s)",
    )
    return parser


def make(systems: Sequence[str], pythons: Sequence[str], stick: Path = STICK) -> None:
    """Fill `stick` for each system and Python; what was there before goes when all is there.

    Raises
    ------
    StickError
        Something cannot be fetched or built; the stick made before is as it was.
    """
    names = list(dict.fromkeys(name for system in systems for name in _names(system, pythons)))
    stick.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=stick.parent, prefix="stick-") as folder:
        new = Path(folder) / "stick"
        wheels = new / "wheels"
        wheels.mkdir(parents=True)
        print("Building the course ...", flush=True)
        _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
        (course,) = wheels.glob("toc_training-*.whl")
        _pip("download", "--no-deps", "--only-binary=:all:", "--dest", str(wheels), "pip")
        for name in names:
            _fill(wheels, course, name)
        write_files(new, names, course)
        if stick.exists():
            shutil.rmtree(stick)
        new.rename(stick)
    found = [path for path in stick.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in found) / 1e6
    print(f"{stick} is ready: {len(found)} files, {size:.0f} MB, for {', '.join(names)}.")
    print("Copy this folder onto the stick, and try it on one laptop the day before.")
    if any(name.startswith("windows") for name in names):
        versions = " or ".join(n.split()[1] for n in names if n.startswith("windows"))
        print(f"Windows: put the 64-bit installer of Python {versions} from python.org beside it.")


def write_files(stick: Path, names: Sequence[str], course: Path) -> None:
    """Write what stands beside the wheels: the two starts, what they read, and what people read."""
    (stick / "made-for.txt").write_text("\n".join(names) + "\n", encoding="ascii")
    stamp = hashlib.sha256(course.read_bytes()).hexdigest()
    (stick / "stamp.txt").write_text(f"{stamp}\n", encoding="ascii")
    for source in sorted(path for path in FILES.iterdir() if path.is_file()):
        text = source.read_text(encoding="ascii")
        text = text.replace("{made_for}", ", ".join(names))
        newline = "\r\n" if source.name in WINDOWS_FILES else "\n"
        (stick / source.name).write_text(text, encoding="ascii", newline=newline)


def _names(system: str, pythons: Sequence[str]) -> list[str]:
    """Return the lines of made-for.txt that a system stands for."""
    if system == "this":
        return [this_python()]
    return [f"{name} {python}" for name in SYSTEMS[system] for python in pythons]


def _fill(wheels: Path, course: Path, name: str) -> None:
    """Fetch what is needed on one system, until nothing is missing there."""
    wanted = target(name)
    print(f"Fetching what {name} needs ...", flush=True)
    if name == this_python():
        _pip("wheel", "--wheel-dir", str(wheels), str(course))
    asked: list[str] = []
    for _ in range(ROUNDS):
        absent = missing(wheels, "toc-training", wanted)
        if not absent:
            return
        if absent == asked:
            break
        _pip("download", "--no-deps", "--dest", str(wheels), *_options(wanted), *absent)
        asked = absent
    raise StickError(f"For {name} these could not be found: {', '.join(asked)}.")


def _options(wanted: Target) -> list[str]:
    platforms = (word for name in wanted.platforms for word in ("--platform", name))
    version = ("--python-version", wanted.python, "--implementation", "cp")
    return ["--only-binary=:all:", *version, *platforms]


def _pip(*words: str) -> None:
    """Run pip and show which package it is at.

    Raises
    ------
    StickError
        It failed; the message has its reason.
    """
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603  our own Python
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None  # noqa: S101
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith(("Collecting", "Saved", "Building wheel")):
                print(f"  {line.strip()[:70]}", flush=True)
    if process.returncode:
        errors = [line for line in said if line.startswith("ERROR")] or said[-1:] or ["no reason"]
        if any("NewConnectionError" in line or "connection broken" in line for line in said):
            raise StickError(
                "The internet cannot be reached, and making the stick needs it: "
                "connect and run make stick again."
            )
        raise StickError(f"The stick could not be made: {errors[-1].removeprefix('ERROR: ')}")


if __name__ == "__main__":
    sys.exit(main())
