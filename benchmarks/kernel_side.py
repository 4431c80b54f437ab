"""What a contender costs without a browser: import time, messages, bytes, memory, display time."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import psutil
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from benchmarks.contenders import Contender

REPEATS = 15


def import_times(packages: list[str]) -> dict[str, float]:
    """Return the median seconds of importing each package in a fresh process, in turns."""
    code = (
        "import sys, time; start = time.perf_counter(); "
        "__import__(sys.argv[1]); print(time.perf_counter() - start)"
    )
    seconds: dict[str, list[float]] = {package: [] for package in packages}
    for _ in range(REPEATS):
        for package in packages:
            out = subprocess.run(  # noqa: S603  the interpreter that runs this
                [sys.executable, "-c", code, package], check=True, capture_output=True, text=True
            )
            seconds[package].append(float(out.stdout))
    return {package: statistics.median(values) for package, values in seconds.items()}


@dataclass(frozen=True)
class KernelCost:
    """What a kernel sent and used for one display of the ten questions."""

    comm_opens: int
    content_bytes: int
    display_seconds: float
    resident_mb: float


def kernel_cost(load: str, show: str) -> KernelCost:
    """Run a contender's two cells in a fresh kernel and count what comes out of it."""
    manager, client = start_new_kernel()
    try:
        _run(client, load)
        _run(client, show)  # the first display pays for imports; a lesson has many
        start = time.perf_counter()
        messages = _run(client, show)
        seconds = time.perf_counter() - start
        sent = [m for m in messages if m["msg_type"] not in {"status", "execute_input"}]
        return KernelCost(
            comm_opens=sum(m["msg_type"] == "comm_open" for m in sent),
            content_bytes=sum(len(json.dumps(m["content"])) for m in sent),
            display_seconds=seconds,
            resident_mb=_resident_mb(client),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def costs(contenders: list[Contender]) -> dict[str, KernelCost]:
    """Return each contender's cost, and that of a bare kernel and of one with anywidget."""
    bare = {
        "bare kernel": kernel_cost("pass", "pass"),
        "anywidget imported": kernel_cost("import anywidget", "pass"),
    }
    return bare | {c.name: kernel_cost(c.load, c.show) for c in contenders}


def _run(client: BlockingKernelClient, code: str) -> list[dict[str, Any]]:
    request = client.execute(code)
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "error":
            raise SystemExit("\n".join(message["content"]["traceback"]))
        messages.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            client.get_shell_msg(timeout=60)
            return messages


def _resident_mb(client: BlockingKernelClient) -> float:
    messages = _run(client, "import os; print(os.getpid())")
    process = int(next(m["content"]["text"] for m in messages if m["msg_type"] == "stream"))
    return float(psutil.Process(process).memory_info().rss) / 2**20
