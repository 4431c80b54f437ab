"""A running `toc-training start`, seen from outside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import requests


@dataclass(frozen=True)
class LabServer:
    """A running `toc-training start`.

    `url` is the address it printed, token included; `workspace` the trainee's folder, `home` their
    home folder, `record` the folder of their learning record.
    """

    url: str
    workspace: Path
    home: Path
    record: Path

    @property
    def token(self) -> str:
        return self.url.partition("?token=")[2]

    @property
    def origin(self) -> str:
        return self.url.partition("/lab")[0]

    def url_of(self, notebook: str) -> str:
        """Return the address of a workspace path, in a Lab layout that holds nothing else."""
        fresh = re.sub(r"\W+", "-", notebook)
        return (
            f"{self.origin}/lab/workspaces/{fresh}/tree/{quote(notebook)}?reset&token={self.token}"
        )

    def call(self, path: str, method: str = "GET") -> object:
        """Call the server's API, for instance ``api/kernels``."""
        reply = requests.request(
            method,
            f"{self.origin}/{path}",
            headers={"Authorization": f"token {self.token}"},
            timeout=20,
        )
        reply.raise_for_status()
        return json.loads(reply.text or "null")

    def shut_kernels_down(self) -> None:
        """End every session and its kernel, as a night does."""
        sessions = self.call("api/sessions")
        assert isinstance(sessions, list)
        for session in sessions:
            self.call(f"api/sessions/{session['id']}", "DELETE")

    def run_at_home(self, *words: str) -> None:
        """Run Python with this server's environment, for instance to trust a notebook."""
        subprocess.run([sys.executable, *words], env=environment(self.home), check=True)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a person whose home is `home` and who has configured nothing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "XDG_", "IPYTHON"))
    }
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TOC_TRAINING_HOME": str(home / "record"),
    }
