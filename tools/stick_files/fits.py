"""Exit with 0 if the stick this file lies on was made for the Python that runs it."""

from __future__ import annotations

import platform
import sys
import sysconfig
from pathlib import Path


def this_python() -> str:
    """Return system, machine and version of this Python, for instance ``linux-x86_64 3.12``."""
    if sys.platform == "win32":
        system = sysconfig.get_platform().replace("win-", "windows-")
    else:
        name = "macos" if sys.platform == "darwin" else sys.platform
        system = f"{name}-{platform.machine()}"
    return f"{system} {sys.version_info[0]}.{sys.version_info[1]}"


if __name__ == "__main__":
    made_for = Path(__file__).resolve().with_name("made-for.txt")
    sys.exit(this_python() not in made_for.read_text(encoding="ascii").splitlines())
