"""Whatever happens in a year, no byte a trainee wrote is lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from small_course import LESSON, TABLE, Curriculum, notebook, saved_by_lab
from toc_training import workspace as module

TEXTS = st.sampled_from(["one", "two", "three", "mine", "mine too"])
PATHS = st.sampled_from([LESSON, TABLE])


@settings(
    max_examples=150, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
class Year(RuleBasedStateMachine):
    """A year of starts, edits, updates and accidents."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.curriculum = Curriculum(Path(self.folder.name))
        self.serial = 0
        self.theirs: dict[str, bytes] = {}
        self.curriculum.publish(LESSON, notebook("one"))
        self.curriculum.publish(TABLE, b"one\n")
        self.curriculum.start()

    def present(self) -> list[str]:
        folder = self.curriculum.workspace / "modules"
        files = (path for path in folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.curriculum.workspace).as_posix() for path in files)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        paths = self.present()
        if not paths:
            return
        path = data.draw(st.sampled_from(paths))
        self.serial += 1
        mine = f"mine {self.serial}"
        content = notebook(mine) if path.endswith(".ipynb") else mine.encode()
        self.curriculum.write(path, content)
        self.theirs[path] = content

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        paths = self.present()
        if paths:
            path = data.draw(st.sampled_from(paths))
            (self.curriculum.workspace / path).unlink()
            self.theirs.pop(path, None)

    @rule(data=st.data())
    def autosave(self, data: st.DataObject) -> None:
        notebooks = [path for path in self.present() if path.endswith(".ipynb")]
        if notebooks:
            path = data.draw(st.sampled_from(notebooks))
            content = json.loads(self.curriculum.read(path))
            if isinstance(content["cells"][0]["source"], str):
                saved = saved_by_lab(self.curriculum.read(path))
                self.curriculum.write(path, saved)
                if path in self.theirs:
                    self.theirs[path] = saved

    @rule(path=PATHS, text=TEXTS)
    def update(self, path: str, text: str) -> None:
        data = notebook(text) if path.endswith(".ipynb") else text.encode()
        self.curriculum.publish(path, data)

    @rule(path=PATHS)
    def withdraw(self, path: str) -> None:
        if (self.curriculum.root / path).exists():
            self.curriculum.publish(path, None)

    @rule()
    def damage_the_manifest(self) -> None:
        (self.curriculum.workspace / ".toc-training" / "manifest.json").write_text("{")

    @rule()
    def start(self) -> None:
        self.curriculum.start()
        self.curriculum.start()
        for path in (LESSON, TABLE):
            if (self.curriculum.root / path).exists():
                assert path in self.present()

    @rule(steps=st.integers(0, 4))
    def start_and_lose_power(self, steps: int) -> None:
        whole, left = module.write_whole, [steps]

        def cut_off(workspace: Path, target: Path, data: bytes) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            whole(workspace, target, data)

        module.write_whole = cut_off
        try:
            self.curriculum.start()
        except KeyboardInterrupt:
            pass
        finally:
            module.write_whole = whole

    @invariant()
    def nothing_they_wrote_is_lost(self) -> None:
        for path, content in self.theirs.items():
            assert self.curriculum.read(path) == content

    def teardown(self) -> None:
        self.folder.cleanup()


TestYear = Year.TestCase
