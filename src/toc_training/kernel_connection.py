"""How the page and a kernel speak with each other in the course's own JupyterLab."""

from __future__ import annotations

from asyncio import Future

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's websocket that sends each message at once.

    A kernel answers a click with four small messages. The server's own connection leaves Nagle's
    algorithm on, and the second message then waits for the browser's delayed acknowledgement of the
    first: 40 ms before any feedback, whatever the widget. RFC 896 is the algorithm; RFC 1122,
    section 4.2.3.4, is what it does with delayed acknowledgements, and why it may be turned off.
    """

    def connect(self) -> Future[None] | None:  # type: ignore[override]  # as its parent returns it
        """Open the connection, with nothing held back."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
