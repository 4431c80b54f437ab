"""What a kernel says to the page is not held back on the way."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application
from tornado.websocket import WebSocketHandler, websocket_connect
from traitlets.config import Config

from toc_training.kernel_connection import PromptConnection
from toc_training.lab import server_settings


class Handler(WebSocketHandler):
    """A websocket with no kernel behind it, opened as the server opens a kernel's."""

    connection_class: type[ZMQChannelsWebsocketConnection]
    prompt: list[bool]

    def open(self, *_args: str, **_kwargs: str) -> None:
        connection = self.connection_class()
        # Past the trait's check, which wants a handler with a whole server around it.
        connection._trait_values["websocket_handler"] = self
        connection.connect()
        assert self.ws_connection is not None
        server_side = self.ws_connection.stream.socket
        self.prompt.append(bool(server_side.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        self.close()


@pytest.mark.parametrize(
    ("connection", "prompt"), [(ZMQChannelsWebsocketConnection, False), (PromptConnection, True)]
)
def test_our_connection_sends_at_once_what_the_servers_own_holds_back(
    connection: type, prompt: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda _self: None)
    monkeypatch.setattr(Handler, "connection_class", connection, raising=False)
    monkeypatch.setattr(Handler, "prompt", [], raising=False)

    async def visit() -> None:
        listening, port = bind_unused_port()
        server = HTTPServer(Application([("/channels", Handler)]))
        server.add_sockets([listening])
        page: Any = await websocket_connect(f"ws://127.0.0.1:{port}/channels")
        assert await page.read_message() is None
        server.stop()

    asyncio.run(visit())
    assert Handler.prompt == [prompt]


def test_the_courses_lab_uses_it(tmp_path: Path) -> None:
    app = ServerApp(config=Config({"ServerApp": server_settings("/lab", 8888, str(tmp_path))}))
    assert app.kernel_websocket_connection_class is PromptConnection
