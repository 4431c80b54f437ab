"""One command, one table: ``python -m benchmarks`` (or ``make bench``)."""

from __future__ import annotations

import os

from benchmarks.browser_side import lesson_opening, page_costs
from benchmarks.contenders import contenders
from benchmarks.kernel_side import costs, import_times

LESSON = "12-border-management"


def main() -> None:
    """Measure everything and print it, peers beside ours."""
    # As on a trainee's machine. Without byte code the course, which is installed in place, would
    # be compiled anew at each import, while pip has compiled its peers once and for all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rivals = contenders()
    imports = import_times(["anywidget", *(c.package for c in rivals)])
    kernels = costs(rivals)
    pages = page_costs(rivals)
    bare = kernels["anywidget imported"].resident_mb

    names = [c.name for c in rivals]
    rows = [
        ("import, fresh process, ms", [f"{1e3 * imports[c.package]:.0f}" for c in rivals]),
        (
            "  as a multiple of importing anywidget",
            [f"{imports[c.package] / imports['anywidget']:.2f}" for c in rivals],
        ),
        ("comm_open messages", [str(kernels[n].comm_opens) for n in names]),
        ("content of all messages, kB", [f"{kernels[n].content_bytes / 1e3:.1f}" for n in names]),
        ("display, warm kernel, ms", [f"{1e3 * kernels[n].display_seconds:.0f}" for n in names]),
        ("kernel memory, MB", [f"{kernels[n].resident_mb:.1f}" for n in names]),
        (
            "  over a kernel with anywidget",
            [f"{kernels[n].resident_mb - bare:+.1f}" for n in names],
        ),
        ("opening to first live question, s", [f"{pages[n].open_seconds:.2f}" for n in names]),
        ("click to feedback, median ms", [f"{pages[n].feedback_ms:.1f}" for n in names]),
    ]
    print(f"| Ten questions | {' | '.join(names)} |")
    print("| --- |" + " ---: |" * len(names))
    for title, cells in rows:
        print(f"| {title} | {' | '.join(cells)} |")
    print()
    print(
        f"Lesson {LESSON}: first live question {lesson_opening(LESSON):.2f} s after it is opened."
    )


if __name__ == "__main__":
    main()
