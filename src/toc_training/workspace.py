"""Lay the curriculum out in a trainee's workspace, and bring it up to date without loss."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from toc_training.model import Course
from toc_training.workspace_plan import Entry, Plan, Print, Step, fingerprint, plan

OWN_FOLDER = ".toc-training"
MANIFEST = "manifest.json"
FORMAT = 1
LOCK_SECONDS = 15.0

DAMAGED = (
    "The list of laid-out files was damaged and is set aside as {name}; "
    "every file that differs from the course counts as yours."
)


Source = Path | bytes  # a file of the course, or what was made for this start


class WorkspaceError(Exception):
    """The workspace cannot be laid out; the message is for the trainee."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a start did to the workspace.

    `written` and `removed` are paths relative to the workspace; `as_published` are the notebooks
    that stand there byte by byte as the course has them; `sentences` are for the trainee.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    as_published: tuple[str, ...]
    sentences: tuple[str, ...]


def course_files(
    root: Path, course: Course, *, solutions: bool = True, instructor: bool = False
) -> dict[str, Path]:
    """Return the finished part of the course: path in the workspace to file.

    Keys, answers and generators (quiz.yaml, scenario.yaml, tasks.yaml and so on) stay out: they
    do not lie beside the lesson.
    """
    patterns = ["modules/guidance/*.md"]
    for module in course.modules:
        if module.finished:
            folder = f"modules/{module.folder}"
            patterns += [f"{folder}/*.ipynb", f"{folder}/*.csv"]
            patterns += [f"{folder}/session.md"] if instructor else []
    for exercise in course.exercises:
        if exercise.finished:
            folder = f"exercises/{exercise.id}"
            patterns += [f"{folder}/*.ipynb", f"{folder}/data/*.csv"]
            patterns += [f"solutions/{exercise.id}.ipynb"] if solutions else []
    found = (path for pattern in patterns for path in sorted(root.glob(pattern)))
    return {path.relative_to(root).as_posix(): path for path in found if path.is_file()}


def lay_out(workspace: Path, files: Mapping[str, Source]) -> LaidOut:
    """Bring the workspace up to date with `files`: path in the workspace to what stands there.

    Raises
    ------
    WorkspaceError
        The folder cannot be written, the disk is full, something is in the way. Every file is
        whole all the same, and the next start goes on from there.
    """
    with _told_kindly(workspace):
        (workspace / OWN_FOLDER).mkdir(parents=True, exist_ok=True)
        with _Held(workspace):
            return _lay_out(workspace, files)


def _lay_out(workspace: Path, files: Mapping[str, Source]) -> LaidOut:
    look = _looker(workspace)
    course = {path: fingerprint(path, _bytes(source)) for path, source in files.items()}
    manifest, sentences = _read_manifest(workspace, look)
    todo = plan(course, manifest, look)
    under_way = {step.path: todo.entries[step.path] for step in todo.steps if step.source}
    if todo.steps:
        _write_manifest(workspace, manifest, under_way)
    done = [step for step in todo.steps if _take(workspace, step, files)]
    left_out = {step.path for step in todo.steps} - {step.path for step in done}
    entries = _entries_after(todo, left_out, manifest)
    if entries != manifest or todo.steps or sentences:
        _write_manifest(workspace, entries, {})
    return LaidOut(
        written=tuple(step.path for step in done if step.source),
        removed=tuple(step.path for step in done if not step.source),
        as_published=_as_published(workspace, entries),
        sentences=(*sentences, *_still_true(todo, left_out)),
    )


def _entries_after(todo: Plan, left_out: set[str], manifest: dict[str, Entry]) -> dict[str, Entry]:
    """Return the manifest after the steps that were taken: what was left out is as it was."""
    as_before = left_out | {todo.entries[path].beside for path in left_out & todo.entries.keys()}
    entries = {path: entry for path, entry in todo.entries.items() if path not in as_before}
    return entries | {path: manifest[path] for path in as_before if path in manifest}


def _still_true(todo: Plan, left_out: set[str]) -> tuple[str, ...]:
    just_saved = [
        f"{path} was saved while it was being brought up to date; it stays as you saved it."
        for path in sorted(left_out)
    ]
    return (*todo.sentences, *just_saved)


def _as_published(workspace: Path, entries: dict[str, Entry]) -> tuple[str, ...]:
    look = _looker(workspace)
    notebooks = (path for path in entries if path.endswith(".ipynb"))
    prints = ((path, look(path)) for path in notebooks)
    return tuple(path for path, have in prints if have and have.exact == entries[path].exact)


def _looker(workspace: Path) -> Callable[[str], Print | None]:
    def look(path: str) -> Print | None:
        try:
            return fingerprint(path, (workspace / path).read_bytes())
        except FileNotFoundError:
            return None

    return look


def _bytes(source: Source) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _take(workspace: Path, step: Step, files: Mapping[str, Source]) -> bool:
    """Take a step, unless the file is no longer what it was when the plan was made."""
    have = _looker(workspace)(step.path)
    if (have.exact if have else None) != step.expected:
        return False
    target = workspace / step.path
    if step.source is not None:
        write_whole(workspace, target, _bytes(files[step.source]))
        return True
    target.unlink(missing_ok=True)
    with suppress(OSError):
        for folder in target.parents:
            if folder == workspace:
                break
            folder.rmdir()
    return True


def write_whole(workspace: Path, target: Path, data: bytes) -> None:
    """Write `data` to `target` so that whoever looks finds the old file or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = workspace / OWN_FOLDER / f"{os.getpid()}.part"
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _write_manifest(
    workspace: Path, entries: dict[str, Entry], under_way: dict[str, Entry]
) -> None:
    content = {
        "format": FORMAT,
        "files": {path: asdict(entry) for path, entry in sorted(entries.items())},
        "under_way": {path: asdict(entry) for path, entry in sorted(under_way.items())},
    }
    data = json.dumps(content, indent=1).encode()
    write_whole(workspace, workspace / OWN_FOLDER / MANIFEST, data)


def _read_manifest(
    workspace: Path, look: Callable[[str], Print | None]
) -> tuple[dict[str, Entry], list[str]]:
    """Return the manifest, with what a layout that was cut off had got done."""
    path = workspace / OWN_FOLDER / MANIFEST
    try:
        content = json.loads(path.read_bytes())
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        entries, under_way = (_entries(content[key]) for key in ("files", "under_way"))
    except FileNotFoundError:
        return {}, []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        aside = _free(path.with_name("manifest.damaged.json"))
        path.replace(aside)
        return {}, [DAMAGED.format(name=f"{OWN_FOLDER}/{aside.name}")]
    for name, entry in under_way.items():
        have = look(name)
        if have is not None and have.content == entry.content:
            entries[name] = entry
    return entries, []


def _entries(content: dict[str, dict[str, str]]) -> dict[str, Entry]:
    for path in content:
        inside = PurePosixPath(path)
        if inside.is_absolute() or ".." in inside.parts or ":" in path or "\\" in path:
            raise ValueError(path)
    return {path: Entry(**entry) for path, entry in content.items()}


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


class _Held:
    """The workspace, held against a second start."""

    def __init__(self, workspace: Path) -> None:
        from filelock import FileLock

        self.workspace = workspace
        self.lock = FileLock(workspace / OWN_FOLDER / "lock", timeout=LOCK_SECONDS)

    def __enter__(self) -> Self:
        try:
            self.lock.acquire()
        except TimeoutError as error:
            raise WorkspaceError(
                f"Another start is laying out {self.workspace}: wait for it, then start again."
            ) from error
        for left_over in (self.workspace / OWN_FOLDER).glob("*.part"):
            left_over.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock.release()


@contextmanager
def _told_kindly(workspace: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            told = f"The disk that holds {workspace} is full: free some space and start again."
        elif isinstance(error, (NotADirectoryError, IsADirectoryError, FileExistsError)):
            told = (
                f"{error.filename} is in the way of the course: rename it, or choose another "
                f"folder with --workspace DIR."
            )
        else:
            told = (
                f"{error.filename or workspace} cannot be used ({error.strerror or error}): "
                f"choose another folder with --workspace DIR."
            )
        raise WorkspaceError(told) from error
