"""A JupyterLab server of our own: started, waited for, stopped."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from toc_training.record import record_folder

HOST = "127.0.0.1"
FIRST_PORT = 8888
PORTS = 100
START_SECONDS = 90.0
STOP_SECONDS = 10.0
FOR_PROGRAMMERS = {"@jupyterlab/debugger-extension": True}


class LabError(Exception):
    """JupyterLab cannot be started; the message is for the trainee."""


def free_port(wanted: int | None) -> int:
    """Return `wanted`, or without it the first free port from 8888.

    Raises
    ------
    LabError
        The port that is wanted is taken, or none is free.
    """
    if wanted is not None:
        if not 0 < wanted < 65536:
            raise LabError(f"{wanted} is not a port: choose a number from 1024 to 65535.")
        if not _is_free(wanted):
            raise LabError(
                f"Port {wanted} cannot be used, perhaps another program has it: "
                f"choose another with --port, or leave --port out."
            )
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if _is_free(port):
            return port
    raise LabError(f"No port from {FIRST_PORT} on is free: close other programs, or name a --port.")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _own_group() -> dict[str, Any]:
    """Return what keeps a Ctrl+C in this window from the child: it is stopped by `Lab.stop`."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def server_settings(page: str, port: int, workspace: str) -> dict[str, object]:
    """Return the settings of the Jupyter server that serves `workspace` at `port`."""
    return {
        "allow_root": True,
        "default_url": page,
        "ip": HOST,
        "kernel_websocket_connection_class": "toc_training.kernel_connection.PromptConnection",
        "log_level": logging.WARNING,
        "open_browser": False,
        "port": port,
        "port_retries": 0,
        "root_dir": workspace,
    }


class Lab:
    """JupyterLab in `workspace`, with answers kept in `record`, for this user alone.

    Neither the user's Jupyter configuration nor their Lab settings are read, so no password,
    extension or layout of theirs can break the course; what they set in the course's Lab is kept
    in the workspace, and so is what it and its kernels have to say: their warnings are of no use
    to a trainee.

    Attributes
    ----------
    url : str
        The address, with the token that lets its holder in.
    """

    def __init__(
        self, workspace: Path, port: int, first_page: str | None, record: Path | None = None
    ) -> None:
        self.port = port
        self.record = (record or record_folder()).absolute()
        self.token = secrets.token_hex(24) + _mark(self.record)
        self.page = _page(first_page)
        self.url = _address(port, first_page, self.token)
        self._folder = Path(tempfile.mkdtemp(prefix="toc-training-"))
        self._write("jupyter_server_config.json", self._configuration(workspace))
        self._write("labconfig/page_config.json", {"disabledExtensions": FOR_PROGRAMMERS})
        self._log = workspace / ".toc-training" / "lab.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab"],
                cwd=workspace,
                env=self._environment(os.environ, workspace),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **_own_group(),
            )

    def _write(self, name: str, content: dict[str, object]) -> None:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")

    def _configuration(self, workspace: Path) -> dict[str, object]:
        return {
            "ServerApp": server_settings(self.page, self.port, str(workspace)),
            "LabApp": {
                "default_url": self.page,
                "log_level": logging.WARNING,
                "open_browser": False,
            },
            "IdentityProvider": {"token": self.token},
            "PasswordIdentityProvider": {"hashed_password": "", "password_required": False},
        }

    def _environment(self, present: Mapping[str, str], workspace: Path) -> dict[str, str]:
        own = workspace / ".toc-training"
        return {
            **{name: value for name, value in present.items() if name != "JUPYTER_TOKEN"},
            "JUPYTER_CONFIG_DIR": str(self._folder),
            "JUPYTERLAB_SETTINGS_DIR": str(own / "lab-settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(own / "lab-workspaces"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "TOC_TRAINING_HOME": str(self.record),
        }

    def wait_until_up(self) -> None:
        """Return when it answers.

        Raises
        ------
        LabError
            It stopped at once, or does not answer.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise LabError(
                    f"JupyterLab stopped as soon as it was started ({self._last_words()}): "
                    f"install the course again; all it said is in {self._log}."
                )
            if is_up(self.port, self.token):
                self._warm_up()
                return
            time.sleep(0.1)
        raise LabError(f"JupyterLab has not answered for {START_SECONDS:.0f} seconds: start again.")

    def _warm_up(self) -> None:
        """Have the server load its exporters while the browser starts.

        The first notebook that is opened asks for them, and until they are loaded, most of a
        second, the server answers nobody: neither the page nor the kernel it waits for.
        """
        ask = (self.port, self.token, "nbconvert")
        threading.Thread(target=_call, args=ask, daemon=True).start()

    def _last_words(self) -> str:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip()
        return said.rpartition("\n")[2].rpartition("] ")[2] or "it gave no reason"

    def wait(self) -> int:
        """Return its exit code when it has stopped."""
        return self._process.wait()

    def stop(self) -> None:
        """Stop it and its kernels; what was saved stays."""
        try:
            if self._process.poll() is None:
                _call(self.port, self.token, "shutdown", method="POST")
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_SECONDS)
            if self._process.poll() is None:
                self._process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_SECONDS)
            if self._process.poll() is None:
                self._process.kill()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


def running(workspace: Path, first_page: str | None, record: Path) -> str | None:
    """Return the address of a server in `workspace` that keeps answers in `record`, or `None`."""
    from jupyter_core.paths import jupyter_runtime_dir

    for path in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = json.loads(path.read_text(encoding="utf-8"))
            port, token = int(known["port"]), str(known["token"])
            same = Path(known["root_dir"]).resolve() == workspace.resolve()
            if same and token.endswith(_mark(record)) and is_up(port, token):
                return _address(port, first_page, token)
    return None


def _mark(record: Path) -> str:
    """Return what ends the token of a server: whoever finds it can tell whose answers it keeps."""
    return hashlib.sha256(os.fsencode(record.absolute())).hexdigest()[:12]


def _page(first_page: str | None) -> str:
    return "/lab" + (f"/tree/{quote(first_page)}" if first_page else "")


def _address(port: int, first_page: str | None, token: str) -> str:
    return f"http://{HOST}:{port}{_page(first_page)}?token={token}"


def is_up(port: int, token: str) -> bool:
    """Tell whether a server answers at `port` and takes `token`."""
    return _call(port, token, "status") == 200


def _call(port: int, token: str, name: str, method: str = "GET") -> int:
    request = Request(
        f"http://{HOST}:{port}/api/{name}",
        method=method,
        headers={"Authorization": f"token {token}"},
    )
    try:
        with urlopen(request, timeout=5) as reply:  # noqa: S310  always http, always this computer
            return int(reply.status)
    except HTTPError as error:
        return error.code
    except (URLError, OSError):
        return 0
