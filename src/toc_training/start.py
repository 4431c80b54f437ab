"""`toc-training start`: from a command to the first lesson in the browser."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
import unicodedata
import webbrowser
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from toc_training.curriculum import find_curriculum
from toc_training.lab import Lab, LabError, free_port, running
from toc_training.model import Course
from toc_training.workspace import LaidOut, Source, WorkspaceError, course_files, lay_out

SLUG_LETTERS = 24
SHOWN_LETTERS = 60
IN_THE_WAY = (
    "{place} is in the way of the course: rename it, or choose another folder with --workspace DIR."
)
NOT_TRUSTED = (
    "{names} {was} changed outside JupyterLab or on another computer, so JupyterLab does not wake "
    "{its} questions by itself: open {it}, press the Start button at the top, choose Trust."
)


class LearnerError(Exception):
    """What was given as a name is none; the message is for the trainee."""


def start(
    workspace: Path | None = None,
    *,
    learner: str | None = None,
    port: int | None = None,
    browser: bool = True,
    solutions: bool = True,
    instructor: bool = False,
) -> int:
    """Lay the course out, start JupyterLab on it, and return its exit code when it is stopped.

    Parameters
    ----------
    workspace
        The trainee's copy of the course; made if need be. By default `toc-training` in the home
        folder; a learner's own stands beside it.
    learner
        Whose answers are kept, on a computer that several people use; by default there is one
        record for everybody.
    port
        By default the first free one from 8888.
    browser
        Open the first lesson in the browser.
    solutions, instructor
        Lay out the solutions; lay out the run sheets and the trainer's pages.
    """
    from toc_training.content import load_course

    signal.signal(signal.SIGTERM, _interrupt)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)
    root = find_curriculum()
    course = load_course(root)
    files: dict[str, Source] = {
        **course_files(root, course, solutions=solutions, instructor=instructor)
    }
    if instructor:
        from toc_training.trainer_page import trainer_files

        files |= trainer_files(root, course)
    try:
        place, record = _places(workspace, learner)
        free_port(port)  # a port that cannot be had is told before anything is laid out
        _refuse_what_is_in_the_way(place)
        done = lay_out(place, files)
        _tell_laid_out(place, done, files)
        page = first_lesson(course, files)
        if port is None and (url := running(place, page, record)):
            print(f"The course is open already, at  {url}")
            _tell_learner(learner)
            if browser:
                webbrowser.open(url)
            return 0
        return _run(Lab(place, free_port(port), page, record), place, learner, browser=browser)
    except (WorkspaceError, LabError, LearnerError) as error:
        told = str(error)
    except OSError as error:
        told = f"The course could not be started: {error}."
    print(told, file=sys.stderr)
    return 1


def first_lesson(course: Course, files: Container[str]) -> str | None:
    """Return the workspace path of the first finished module's lesson, `None` without one."""
    lessons = (f"modules/{m.folder}/{m.folder}.ipynb" for m in course.modules if m.finished)
    return next((path for path in lessons if path in files), None)


def learner_folder(name: str) -> str:
    """Return the folder name of a learner: letters and digits of the name, and a print of it.

    Whatever the name holds, it is one part of a path on every system. Capitals, and spaces before
    and after, make no other learner.

    Raises
    ------
    LearnerError
        Nothing of the name can be shown.
    """
    same = unicodedata.normalize("NFKC", _shown(name).casefold())
    if not same:
        raise LearnerError('--learner needs a name, for instance --learner "Amina".')
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in same)
    words = "-".join("".join(kept).split())[:SLUG_LETTERS].strip("-")
    return f"{words or 'learner'}-{hashlib.sha256(same.encode()).hexdigest()[:8]}"


def _shown(name: str) -> str:
    """Return a name without what cannot be printed, on one line."""
    words = unicodedata.normalize("NFC", name).split()
    return " ".join("".join(c for c in " ".join(words) if c.isprintable()).split())


def _places(workspace: Path | None, learner: str | None) -> tuple[Path, Path]:
    """Return the folders of the pages and of the answers."""
    from toc_training.record import record_folder

    folder, record = "toc-training", record_folder().absolute()
    if learner is not None:
        own = learner_folder(learner)
        folder, record = f"{folder}-{own}", record / "learners" / own
    return (workspace or Path("~") / folder).expanduser().absolute(), record


def _refuse_what_is_in_the_way(workspace: Path) -> None:
    """Name a file that stands where a folder is needed; lay_out would name what lies below it.

    Raises
    ------
    WorkspaceError
        There is one.
    """
    with suppress(OSError):
        for place in (workspace, *workspace.parents):
            if place.is_dir():
                return
            if os.path.lexists(place):
                raise WorkspaceError(IN_THE_WAY.format(place=place))


def _tell_laid_out(workspace: Path, done: LaidOut, files: Iterable[str]) -> None:
    from toc_training.trust import trust

    for sentence in (*done.sentences, *trust(workspace / path for path in done.as_published)):
        print(sentence)
    changed = (path for path in files if path not in done.as_published)
    if names := _not_trusted(workspace, [path for path in changed if path.endswith(".ipynb")]):
        one = len(names) == 1
        was, its, it = ("was", "its", "it") if one else ("were", "their", "each")
        print(NOT_TRUSTED.format(names=", ".join(names), was=was, its=its, it=it))
    if done.written or done.removed:
        counted = [
            f"{len(paths)} {'file' if len(paths) == 1 else 'files'} {what}"
            for paths, what in ((done.written, "laid out"), (done.removed, "removed"))
            if paths
        ]
        print(f"{' and '.join(counted)}.")


def _not_trusted(workspace: Path, notebooks: Iterable[str]) -> list[str]:
    """Return those notebooks whose signature JupyterLab will not find."""
    import nbformat
    from nbformat.sign import NotebookNotary

    found = []
    with suppress(Exception):  # sqlite3, OSError and traitlets errors alike: trust() has told them
        notary: Any = NotebookNotary()  # type: ignore[no-untyped-call]
        for path in notebooks:
            with suppress(OSError, ValueError):  # gone, or no notebook any more: JupyterLab says so
                notebook = nbformat.read(workspace / path, as_version=4)  # type: ignore[no-untyped-call]
                if not notary.check_signature(notebook):
                    found.append(path)
        notary.store.close()
    return found


def _tell_learner(learner: str | None) -> None:
    if learner is not None:
        shown = _shown(learner)
        cut = "…" if len(shown) > SHOWN_LETTERS else ""
        print(f"Answers are kept for   {shown[:SHOWN_LETTERS]}{cut}")


def _run(lab: Lab, workspace: Path, learner: str | None, *, browser: bool) -> int:
    try:
        lab.wait_until_up()
        print(f"The course is open at  {lab.url}")
        print(f"Your copy of it is in  {workspace}")
        _tell_learner(learner)
        print(f"Your answers are in    {lab.record}")
        print("To stop, press Ctrl+C in this window.", flush=True)
        if browser:
            threading.Thread(target=webbrowser.open, args=(lab.url,), daemon=True).start()
        code = lab.wait()
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
        code = 0
    finally:
        _ignore_impatience()
        lab.stop()
    print("The course is closed. What you wrote and answered is kept.")
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_impatience() -> None:
    """Let a second Ctrl+C wait for the kernels to stop; it takes seconds at most."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
