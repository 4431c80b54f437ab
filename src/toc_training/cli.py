"""The command `toc-training`: every fault it can foresee is told in a sentence."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Parameters
    ----------
    argv
        The words after `toc-training`; by default those it was called with.
    """
    if sys.version_info < OLDEST_PYTHON:
        print(_too_old(sys.version_info[:2]), file=sys.stderr)
        return 1
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no en dash shows a "?"
    options = _parser().parse_args(argv)
    from toc_training.problem import ContentError

    try:
        return int(options.run(options))
    except (ContentError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _too_old(version: tuple[int, ...]) -> str:
    have, need = (".".join(map(str, v)) for v in (version, OLDEST_PYTHON))
    return (
        f"The course needs Python {need} or newer and this is {have}: install it from python.org."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toc-training",
        description="A course on transnational organized crime and security sector reform.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_start(commands.add_parser("start", help="open the course in your browser"))

    check = commands.add_parser("check", help="validate the curriculum")
    check.set_defaults(run=_check)

    derive = commands.add_parser("derive", help="write exercises and guidance pages")
    derive.add_argument("--check", action="store_true", help="write nothing, report differences")
    derive.set_defaults(run=_derive)

    render = commands.add_parser("render", help="run notebooks and bring them into their form")
    render.add_argument("--check", action="store_true", help="write nothing, report differences")
    render.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all")
    render.set_defaults(run=_render)
    return parser


def _add_start(start: argparse.ArgumentParser) -> None:
    start.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help="your copy of the course (default: ~/toc-training, each learner's beside it)",
    )
    start.add_argument(
        "--learner",
        metavar="NAME",
        help="on a shared computer: keep the answers and pages of NAME apart from everybody's",
    )
    start.add_argument("--port", type=int, metavar="N", help="default: the first free from 8888")
    start.add_argument("--no-browser", action="store_true", help="print the address only")
    start.add_argument("--without-solutions", action="store_true", help="leave solutions out")
    start.add_argument(
        "--instructor", action="store_true", help="lay out run sheets and pages to print"
    )
    start.set_defaults(run=_start)


def _start(options: argparse.Namespace) -> int:
    from toc_training.start import start

    return start(
        workspace=options.workspace,
        learner=options.learner,
        port=options.port,
        browser=not options.no_browser,
        solutions=not options.without_solutions,
        instructor=options.instructor,
    )


def _check(_options: argparse.Namespace) -> int:
    from toc_training.curriculum import find_curriculum
    from toc_training.lint import main as check

    return check(find_curriculum())


def _derive(options: argparse.Namespace) -> int:
    from toc_training.curriculum import find_curriculum
    from toc_training.derive import derive_all

    return _report(derive_all(find_curriculum(), options.check), options.check)


def _render(options: argparse.Namespace) -> int:
    from toc_training.curriculum import find_curriculum
    from toc_training.render import render

    root = find_curriculum()
    folders = (root / name for name in ("modules", "exercises", "solutions"))
    paths = options.files or sorted(
        path
        for folder in folders
        for path in folder.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    )
    absent = [path for path in paths if not path.is_file()]
    if absent:
        print(f"There is no file {absent[0]}.", file=sys.stderr)
        return 1
    return _report(render(paths, options.check), options.check)


def _report(messages: Sequence[str], check: bool) -> int:
    for message in messages:
        print(message)
    return 1 if check and messages else 0


if __name__ == "__main__":
    sys.exit(main())
