from __future__ import annotations

import io
import subprocess
import sys
from itertools import combinations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from PIL import Image

from toc_training.figures import PALETTE, SERIES, figure, plot_style

mpl.use("agg")


@pytest.fixture(autouse=True)
def _own_style() -> object:
    with mpl.rc_context():
        yield


def chart() -> object:
    plot_style()
    fig, ax = plt.subplots(figsize=(7, 4))
    for n, name in enumerate(SERIES):
        ax.bar([n], [n + 1], color=PALETTE[name], label=name)
    ax.set_title("Containers opened")
    ax.legend()
    return fig


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_stand_out_on_paper_and_from_each_other() -> None:
    paper = PALETTE["paper"]
    assert all(contrast(PALETTE[name], paper) >= 3 for name in SERIES)
    assert contrast(PALETTE["ink"], paper) >= 7
    assert contrast(PALETTE["muted"], paper) >= 4.5
    assert all(PALETTE[a] != PALETTE[b] for a, b in combinations(PALETTE, 2))


def test_style_is_applied_and_the_palette_is_a_copy() -> None:
    colours = plot_style()
    colours["ink"] = "changed"
    assert plot_style() == PALETTE
    assert mpl.rcParams["font.sans-serif"] == ["DejaVu Sans"]
    assert not mpl.rcParams["axes.spines.top"]
    sizes = ("font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize")
    assert all(mpl.rcParams[size] >= 9 for size in sizes)


def test_a_figure_carries_its_text_escaped_and_is_closed() -> None:
    picture = figure(chart(), alt='Five bars, "<rising>"', caption="Few & many.")
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == 'Figure: Five bars, "<rising>". Few & many.'
    assert 'alt="Five bars, &quot;&lt;rising&gt;&quot;"' in bundle["text/html"]
    assert ">Few &amp; many.</figcaption>" in bundle["text/html"]
    assert "max-width:100%" in bundle["text/html"]
    assert plt.get_fignums() == []


def test_a_figure_without_a_caption_has_no_empty_caption() -> None:
    bundle = figure(chart(), alt="Bars")._repr_mimebundle_()
    assert "figcaption" not in bundle["text/html"]
    assert bundle["text/plain"] == "Figure: Bars."


def test_the_same_figure_has_the_same_small_bytes() -> None:
    first, second = figure(chart(), alt="Bars"), figure(chart(), alt="Bars")
    assert first.png == second.png
    assert len(first.png) < 20_000
    with Image.open(io.BytesIO(first.png)) as image:
        assert image.mode == "P"
        assert len(image.getcolors()) <= 48
        assert image.width > 800


def test_an_empty_alternative_text_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no alternative text"):
        figure(chart(), alt="  ")
    assert plt.get_fignums() == []


def test_matplotlib_is_not_loaded_until_something_is_drawn() -> None:
    code = "import sys, toc_training.figures; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
