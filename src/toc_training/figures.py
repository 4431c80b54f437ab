"""The look of figures, and figures that a screen reader, a dark theme and a diff can live with."""

from __future__ import annotations

import base64
import html
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PALETTE = {
    "ink": "#1f2933",
    "muted": "#697177",
    "blue": "#0067b5",
    "orange": "#bf8705",
    "green": "#11a065",
    "purple": "#7e2172",
    "red": "#99371b",
    "paper": "#ffffff",
}
SERIES = ("blue", "orange", "green", "purple", "red")
DPI = 130
COLOURS = 48

_CARD = (
    "margin:0.5em 0;padding:12px 16px;background:#ffffff;color:#1f2933;"
    "border:1px solid #d5dae0;border-radius:8px;max-width:100%;box-sizing:border-box"
)
_PICTURE = "display:block;max-width:100%;height:auto;background:#ffffff"
_CAPTION = "margin-top:8px;color:#1f2933;font-size:0.9em;line-height:1.4"


def plot_style() -> dict[str, str]:
    """Give Matplotlib the course's type and colours, and return the colours by name.

    The colours follow Okabe and Ito's set, which people who do not tell red from green can tell
    apart, moved until each has a contrast of at least 3 to 1 on white and stays apart from every
    other in the three kinds of colour blindness.

    Returns
    -------
    dict of str to str
        ``ink``, ``muted``, ``blue``, ``orange``, ``green``, ``purple``, ``red``, ``paper``.
    """
    import matplotlib as mpl
    from cycler import cycler

    ink, paper, muted = PALETTE["ink"], PALETTE["paper"], PALETTE["muted"]
    mpl.rcParams.update(
        {
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans"],
            "font.size": 10,
            "axes.titlesize": 11,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 10,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "legend.fontsize": 9,
            "legend.frameon": False,
            "figure.facecolor": paper,
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "savefig.facecolor": paper,
            "axes.facecolor": paper,
            "axes.edgecolor": muted,
            "axes.labelcolor": ink,
            "axes.titlecolor": ink,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.prop_cycle": cycler(color=[PALETTE[name] for name in SERIES]),
            "grid.color": "#e3e7ec",
            "text.color": ink,
            "xtick.color": ink,
            "ytick.color": ink,
            "svg.hashsalt": "toc-training",
        }
    )
    return dict(PALETTE)


class PictureWithText:
    """A drawn figure with its alternative text and caption, as a notebook shows it."""

    def __init__(self, png: bytes, alt: str, caption: str) -> None:
        self.png = png
        self.alt = alt
        self.caption = caption

    def __repr__(self) -> str:
        return " ".join(f"Figure: {_sentence(self.alt)} {_sentence(self.caption)}".split())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        picture = base64.b64encode(self.png).decode("ascii")
        caption = (
            f'<figcaption style="{_CAPTION}">{html.escape(self.caption)}</figcaption>'
            if self.caption
            else ""
        )
        return {
            "text/html": (
                f'<figure style="{_CARD}">'
                f'<img style="{_PICTURE}" alt="{html.escape(self.alt)}" '
                f'src="data:image/png;base64,{picture}">{caption}</figure>'
            ),
            "text/plain": repr(self),
        }


def figure(fig: Figure, alt: str, caption: str = "") -> PictureWithText:
    """Turn a Matplotlib figure into a picture with alternative text, and close it.

    It stands in HTML because JupyterLab shows a bare PNG without its alternative text.

    Parameters
    ----------
    fig
        The figure.
    alt
        What it shows, for someone who does not see it.
    caption
        What to notice in it; shown below the picture.

    Raises
    ------
    ValueError
        `alt` is empty.
    """
    import matplotlib.pyplot as plt

    alt, caption = " ".join(alt.split()), " ".join(caption.split())
    try:
        if not alt:
            raise ValueError(
                "This figure has no alternative text. Say in `alt` what it shows, in one or two "
                "sentences, for readers who do not see it."
            )
        return PictureWithText(_small_png(fig), alt, caption)
    finally:
        plt.close(fig)


def _small_png(fig: Figure) -> bytes:
    """Draw `fig` in few colours: a chart needs no more, and a lesson carries several."""
    from PIL import Image

    drawn = io.BytesIO()
    fig.savefig(drawn, format="png", dpi=DPI, facecolor=PALETTE["paper"], bbox_inches="tight")
    with Image.open(drawn) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    few.save(small, format="PNG", optimize=True)
    return small.getvalue()


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
