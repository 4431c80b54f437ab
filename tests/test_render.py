from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from toc_training.notebook_form import WIDGET_VIEW, canonical, comparable_outputs, serialise
from toc_training.render import differences, render


def code(cell_id: str, source: str, **more: object) -> dict:
    return {
        "cell_type": "code",
        "execution_count": 3,
        "id": cell_id,
        "metadata": {},
        "outputs": [],
        "source": source,
    } | more


def notebook(*cells: dict, **metadata: object) -> dict:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, nb: dict) -> Path:
    path.write_text(json.dumps(nb), encoding="utf-8")
    return path


def test_canonical_keeps_what_a_person_wrote_and_drops_what_programs_write() -> None:
    nb = notebook(
        code(
            "figure-1",
            "a = 1\nb = 2",
            metadata={
                "tags": ["live", "live"],
                "jupyter": {"source_hidden": True, "outputs_hidden": False},
                "editable": False,
                "execution": {"iopub.execute_input": "now"},
                "trusted": True,
                "collapsed": False,
            },
        ),
        kernelspec={"name": "my-own", "display_name": "Mine"},
        language_info={"name": "python", "version": "3.99"},
        widgets={"state": {}},
        toc_training={"derived_from": "solutions/x.ipynb"},
    )
    result = canonical(nb)
    (cell,) = result["cells"]
    assert cell["metadata"] == {
        "tags": ["live"],
        "jupyter": {"source_hidden": True},
        "editable": False,
    }
    assert cell["execution_count"] is None
    assert cell["source"] == ["a = 1\n", "b = 2"]
    assert result["metadata"] == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
        "toc_training": {"derived_from": "solutions/x.ipynb"},
    }


def test_canonical_outputs_can_be_shown_without_a_kernel_and_count_nothing() -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "one\n"},
        {"output_type": "stream", "name": "stdout", "text": ["two\n", "three"]},
        {
            "output_type": "execute_result",
            "execution_count": 7,
            "data": {WIDGET_VIEW: {"model_id": "4f"}, "text/markdown": "a\nb"},
            "metadata": {WIDGET_VIEW: {}},
        },
        {
            "output_type": "display_data",
            "data": {WIDGET_VIEW: {"model_id": "5f"}},
            "metadata": {},
            "transient": {"display_id": "x"},
        },
    ]
    (cell,) = canonical(notebook(code("c", "", outputs=outputs)))["cells"]
    assert cell["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": ["one\n", "two\n", "three"]},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "data": {"text/markdown": ["a\n", "b"]},
            "metadata": {},
        },
    ]


def test_canonical_changes_nothing_the_second_time() -> None:
    nb = notebook(
        code("c", "x\n", outputs=[{"output_type": "stream", "name": "stdout", "text": "é\n"}]),
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": ["# T\n", "ü"]},
    )
    once = canonical(nb)
    assert canonical(once) == once
    text = serialise(once)
    assert serialise(canonical(json.loads(text))) == text
    assert text.endswith("}\n")
    assert "é" in text


def test_a_picture_compares_by_what_stands_around_its_bytes() -> None:
    def figure(data: str, alt: str, png: str) -> dict:
        html = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
        data_by_type = {"text/html": html, "image/png": png}
        output = {"output_type": "display_data", "data": data_by_type, "metadata": {}}
        return canonical(notebook(code("f", "", outputs=[output])))

    assert differences(figure("AAAA", "Ports", "x"), figure("BB+/=", "Ports", "y")) == []
    assert differences(figure("AAAA", "Ports", "x"), figure("AAAA", "Airports", "x")) == ["f"]
    (cell,) = figure("AAAA", "Ports", "x")["cells"]
    assert "AAAA" not in str(comparable_outputs(cell))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("render") / "lesson.ipynb"
    source = (
        "import os\nfrom pathlib import Path\n"
        "print(Path.cwd().name == Path('lesson.ipynb').resolve().parent.name)\n"
        "os.environ['TOC_TRAINING_HOME']\n"
        "Path(os.environ['TOC_TRAINING_HOME']).exists()"
    )
    write(path, notebook(code("a", source), code("b", "from toc_training import figure\n1 + 1")))
    assert render([path], check=False) == []
    return path


def test_render_keeps_fresh_outputs_and_starts_with_an_empty_record(rendered: Path) -> None:
    cells = json.loads(rendered.read_text())["cells"]
    assert cells[0]["outputs"][0]["text"] == ["True\n"]
    assert cells[0]["outputs"][1]["data"]["text/plain"] == ["False"]
    assert cells[1]["outputs"][0]["data"]["text/plain"] == ["2"]


def test_a_second_render_changes_no_byte_and_does_not_write(rendered: Path) -> None:
    os.utime(rendered, (1, 1))
    before = rendered.read_bytes()
    assert render([rendered], check=False) == []
    assert rendered.read_bytes() == before
    assert rendered.stat().st_mtime == 1


def test_check_names_the_file_and_the_cell_that_differs(rendered: Path, tmp_path: Path) -> None:
    nb = json.loads(rendered.read_text())
    nb["cells"][1]["outputs"][0]["data"]["text/plain"] = ["3"]
    nb["metadata"]["authors"] = []
    path = write(tmp_path / "edited.ipynb", nb)
    before = path.read_bytes()
    form, cell = render([path], check=True)
    assert "edited.ipynb: it is not in the repository's form" in form
    assert "edited.ipynb, cell b: a fresh run shows something else" in cell
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", "cell bad: ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('old')", "cell bad: it warns"),
    ],
)
def test_what_goes_wrong_is_said_and_the_file_left_alone(
    tmp_path: Path, source: str, said: str
) -> None:
    path = write(tmp_path / "n.ipynb", notebook(code("good", "1"), code("bad", source)))
    before = path.read_bytes()
    (message,) = render([path], check=False)
    assert said in message
    assert path.read_bytes() == before


def test_what_cannot_be_run_is_said_before_anything_runs(tmp_path: Path) -> None:
    twice = write(tmp_path / "twice.ipynb", notebook(code("a", "1"), code("a", "2")))
    hiding = code("h", "1/0", metadata={"tags": ["raises-exception"]})
    hidden = write(tmp_path / "hidden.ipynb", notebook(hiding))
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{")
    missing, same_id, tag, unreadable = render(
        [twice, hidden, broken, tmp_path / "no.ipynb"], check=False
    )
    assert "no.ipynb: there is no such notebook" in missing
    assert "cell a: 2 cells have this id" in same_id
    assert "cell h: the tag 'raises-exception'" in tag
    assert "broken.ipynb: this is not a notebook" in unreadable
