"""What every widget of the course shares: its page code, its questions and answers, its text."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from toc_training import record

STATIC = Path(__file__).parent / "static"

Message = dict[str, Any]


class LessonWidget(anywidget.AnyWidget):
    """A widget whose page code is fetched once per page, not sent with every widget.

    The page asks (``{"kind": "ask", "n": 1, "name": "answer", ...}``) and the kernel replies
    (``{"kind": "reply", "n": 1, ...}``); a page that gets no reply says so to the trainee. What
    the page draws stands in `view` alone, so a reload draws the same thing again.

    A subclass names its `page_files`, sets `view`, and answers in `reply_to`.
    """

    _esm = (STATIC / "loader.js").read_text(encoding="utf-8")
    page_files: ClassVar[tuple[str, ...]] = ()

    files = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, view: dict[str, Any]) -> None:
        names = ("kit.js", *self.page_files, "kit.css")
        super().__init__(files={name: _fingerprint(name) for name in names}, view=view)
        self.on_msg(self._on_page_message)

    def reply_to(self, name: str, message: Message) -> Message:
        """Answer what the page asks under `name`; raise ``ValueError`` for the impossible."""
        raise NotImplementedError

    def as_markdown(self) -> str:
        """Return the widget as text, without the key, for pages that cannot run it."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return one stable line that says what this is."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Bring `view` up to date; called whenever a page opens."""

    def _on_page_message(self, _widget: object, message: Message, _buffers: object) -> None:
        if message.get("kind") != "ask":
            return
        name, number = message.get("name", ""), message.get("n")
        try:
            reply = self._reply(str(name), message)
        except (KeyError, TypeError, ValueError) as error:
            reply = {"error": f"This could not be understood: {error}"}
        self.send({"kind": "reply", "n": number, **reply})

    def _reply(self, name: str, message: Message) -> Message:
        if name == "hello":
            self.refresh()
            return {"problems": record.current().problems}
        if name == "files":
            return {"files": {wanted: _source(wanted) for wanted in message["wanted"]}}
        return self.reply_to(name, message)

    def __repr__(self) -> str:
        return self.summary()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        data["text/plain"] = self.summary()
        data["text/markdown"] = self.as_markdown()
        return data, metadata


def _source(name: str) -> str:
    """Return a file of the page's code.

    Raises
    ------
    ValueError
        The page asked for something that is not page code.
    """
    if name not in {path.name for path in STATIC.glob("*.*s")}:
        raise ValueError(f"there is no page file {name!r}")
    return (STATIC / name).read_text(encoding="utf-8")


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256(_source(name).encode()).hexdigest()[:12]
