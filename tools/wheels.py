"""Which packages a folder of wheels still lacks for another system.

pip can fetch another system's wheels, but judges "only on Windows" by the system it runs on
itself: made on Linux, a stick for Windows would lack pywinpty and colorama. So the wheels' own
requirements are followed here, with the other system's answers.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from functools import cache
from pathlib import Path

from packaging import tags
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

MACOS = (12, 0)
GLIBC = range(28, 16, -1)
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Target:
    """A system and a Python.

    Attributes
    ----------
    python
        For instance ``3.12``.
    platforms
        The platform tags of wheels that run there, best first.
    markers
        What `packaging` calls its environment: how that Python answers ``sys_platform``.
    """

    python: str
    platforms: tuple[str, ...]
    markers: dict[str, str]

    def tags(self) -> frozenset[tags.Tag]:
        """Return the tags of every wheel that runs there."""
        major, minor = (int(part) for part in self.python.split("."))
        version, interpreter = (major, minor), f"cp{major}{minor}"
        return frozenset(
            (
                *tags.cpython_tags(version, platforms=self.platforms),
                *tags.compatible_tags(version, interpreter, self.platforms),
            )
        )


def target(name: str) -> Target:
    """Return the target of a line of made-for.txt, for instance ``windows-amd64 3.12``."""
    place, _, python = name.partition(" ")
    system, _, machine = place.partition("-")
    if system == "windows":
        platforms, answers = [f"win_{machine}"], ("nt", "win32", "Windows", machine.upper())
    elif system == "macos":
        platforms = list(tags.mac_platforms(MACOS, machine))
        answers = ("posix", "darwin", "Darwin", machine)
    else:
        glibc = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC]
        platforms = [*glibc, f"manylinux2014_{machine}", f"linux_{machine}"]
        if machine == "x86_64":
            older = ("manylinux_2_12", "manylinux2010", "manylinux_2_5", "manylinux1")
            platforms[-1:-1] = [f"{name}_{machine}" for name in older]
        answers = ("posix", "linux", "Linux", machine)
    markers = {
        **dict(zip(("os_name", "sys_platform", "platform_system"), answers, strict=False)),
        "platform_machine": answers[3],
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_version": f"{python}.0",
        "platform_release": "",
        "platform_version": "",
    }
    return Target(python, tuple(platforms), markers)


def missing(folder: Path, package: str, wanted: Target) -> list[str]:
    """Return, sorted, what `package` requires on `wanted` and no wheel in `folder` fulfils."""
    wheels = _Wheels(folder, wanted)
    asked: dict[str, SpecifierSet] = {canonicalize_name(package): SpecifierSet()}
    extras: dict[str, set[str]] = {}
    for _ in range(ROUNDS):
        before = (dict(asked), {name: set(them) for name, them in extras.items()})
        for name, specifier in before[0].items():
            for requirement in wheels.requirements(name, specifier, extras.get(name, set())):
                other = canonicalize_name(requirement.name)
                asked[other] = asked.get(other, SpecifierSet()) & requirement.specifier
                extras.setdefault(other, set()).update(requirement.extras)
        if (asked, extras) == before:
            break
    return sorted(f"{name}{spec}" for name, spec in asked.items() if not wheels.best(name, spec))


class _Wheels:
    """The wheels in a folder that run on a target."""

    def __init__(self, folder: Path, wanted: Target) -> None:
        self.wanted = wanted
        self.found: dict[str, list[tuple[Version, Path]]] = {}
        fitting = wanted.tags()
        for path in sorted(folder.glob("*.whl")):
            name, version, _, its_tags = parse_wheel_filename(path.name)
            if its_tags & fitting and self._is_for_its_python(path):
                self.found.setdefault(name, []).append((version, path))

    def _is_for_its_python(self, wheel: Path) -> bool:
        pythons = SpecifierSet(_metadata(wheel).get("Requires-Python", ""))
        return pythons.contains(self.wanted.markers["python_full_version"])

    def best(self, name: str, specifier: SpecifierSet) -> Path | None:
        """Return the newest wheel that fulfils `specifier`, `None` if none does."""
        fitting = [one for one in self.found.get(name, ()) if specifier.contains(one[0])]
        return max(fitting)[1] if fitting else None

    def requirements(
        self, name: str, specifier: SpecifierSet, extras: Iterable[str]
    ) -> list[Requirement]:
        """Return what the best wheel of `name` requires on the target."""
        wheel = self.best(name, specifier)
        if wheel is None:
            return []
        return [
            one
            for one in map(Requirement, _metadata(wheel).get_all("Requires-Dist", []))
            if one.marker is None
            or any(one.marker.evaluate({**self.wanted.markers, "extra": e}) for e in ("", *extras))
        ]


@cache
def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode())
