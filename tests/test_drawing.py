"""Properties of pictures: all that is in the graph is in them, well placed and well escaped."""

from __future__ import annotations

import re
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from grouped import each
from operations import CASES, Case
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.config import mode
from autodiff.drawing.composing import composed
from autodiff.drawing.layout import laid_out
from autodiff.drawing.picture import Box, Kind, Picture, around
from autodiff.drawing.shapes import inferred
from autodiff.drawing.text import for_dot, for_mermaid, for_xml, shortened
from autodiff.graph import topological

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def picture(y: Any, **options: Any) -> Picture:
    given = {"verbose": True, "constants": True, "collapse": True, "limit": 10_000, **options}
    return composed(y, "draw", **given)


def titles(p: Picture, kind: Kind | None = None) -> list[str]:
    return [box.title for box in p.boxes if kind is None or box.kind is kind]


def operations(p: Picture) -> int:
    return sum(b.stands_for for b in p.boxes if b.kind not in {Kind.LEAF, Kind.CONSTANT})


def network(layers: int, *, named: bool = False) -> Any:
    h: Any = Variable(np.ones((2, 3)), "x")
    for i in range(layers):
        w, b = Variable(np.ones((3, 3)), f"W{i}"), Variable(np.ones(3), f"b{i}")
        with ad.name_scope(f"layer {i}") if named else nullcontext():
            h = np.tanh(h @ w + b)
    return h.sum()


def loop(steps: int) -> Any:
    u, w = Variable(np.eye(3), "U"), Variable(np.eye(3), "W")
    xs = np.ones((steps, 2, 3))
    h: Any = np.zeros((2, 3))
    loss: Any = 0.0
    for x in xs:
        h = np.tanh(x @ w + h @ u)
        loss = loss + (h**2).sum()
    return loss


def irregular(n: int, seed: int = 0) -> Any:
    rng = np.random.default_rng(seed)
    values: list[Any] = [Variable(np.ones(3), f"p{i}") for i in range(6)]
    unary: list[Callable[[Any], Any]] = [np.sin, np.cos, np.tanh, np.arctan]
    binary: list[Callable[[Any, Any], Any]] = [np.add, np.subtract, np.arctan2]
    while len(values) < n:
        a, b = (values[rng.integers(max(0, len(values) - 12), len(values))] for _ in "ab")
        values.append(
            unary[rng.integers(4)](a) if rng.random() < 0.5 else binary[rng.integers(3)](a, b)
        )
    return np.stack(values[-12:])


def second_order() -> Any:
    x: Any = Variable(np.ones(3), "x")
    y = x
    for _ in range(12):
        y = np.sin(y) * x
    (g,) = ad.gradients(y.sum(), [x], create_graph=True)
    return (g * g).sum()


PROGRAMS: dict[str, Callable[[], Any]] = {
    "small": lambda: np.tanh(Variable(np.ones((3, 2)), "a") @ Variable(np.ones(2), "b") + 2.0),
    "leaf": lambda: Variable(np.ones(3), "a"),
    "integers": lambda: Variable(np.ones(3, int)),
    "several": lambda: [*np.linalg.eigh(variable(np.eye(3)))],
    "network": lambda: network(20),
    "named": lambda: network(20, named=True),
    "loop": lambda: loop(40),
    "60": lambda: irregular(60),
    "500": lambda: irregular(500),
    "checkpoint": lambda: ad.checkpoint(np.sin)(variable(np.ones(3))),
    "second order": second_order,
}


# What is in it


def test_a_small_graph_box_by_box() -> None:
    p = picture(PROGRAMS["small"]())
    assert titles(p, Kind.LEAF) == ["a", "b"]
    assert titles(p, Kind.OPERATION) == ["matmul", "add"]
    assert titles(p, Kind.RESULT) == ["tanh"]
    assert titles(p, Kind.CONSTANT) == ["constant"]
    assert {b.title: b.details for b in p.boxes if b.kind is not Kind.CONSTANT} == {
        "a": ("float64[3, 2]",),
        "b": ("float64[2]",),
        "matmul": ("float64[3]",),
        "add": ("float64[3]",),
        "tanh": ("float64[3]",),
    }
    arrows = {(a.source.title, a.target.title): a.has_gradient for a in p.arrows}
    assert arrows == {
        ("a", "matmul"): True,
        ("b", "matmul"): True,
        ("matmul", "add"): True,
        ("constant", "add"): False,
        ("add", "tanh"): True,
    }
    assert p.notes == []


def test_options() -> None:
    y = PROGRAMS["small"]()
    assert not any(b.details for b in picture(y, verbose=False).boxes)
    assert titles(picture(y, constants=False), Kind.CONSTANT) == []
    assert len(picture(network(20), collapse=False).boxes) == 1 + 20 * 5 + 1


def test_results_have_their_names_and_numbers_their_values() -> None:
    x: Any = Variable(np.ones(3), "x")
    h = x * 2.5
    h.name = "h"
    p = picture(np.exp(h))
    assert "2.5" in titles(p, Kind.CONSTANT)
    (multiply,) = (b for b in p.boxes if b.title == "multiply")
    assert multiply.details == ("h: float64[3]",)


def test_integers_and_no_data() -> None:
    (box,) = picture(Variable(np.ones(3, int), "i")).boxes
    assert "no gradient" in box.details[0]
    (box,) = picture(Variable(None)).boxes
    assert box.details == ("no data",)


def test_errors() -> None:
    for f in (ad.draw, ad.to_dot, ad.to_mermaid):
        with pytest.raises(TypeError, match=f"{f.__name__}: y is a Variable"):
            f(np.ones(3))
        with pytest.raises(ValueError, match="limit"):
            f(Variable(np.ones(3)), limit=1)
    with pytest.raises(TypeError, match="name_scope"):
        ad.name_scope(3)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_operation_is_in_a_box_and_every_arrow_goes_forward(name: str) -> None:
    y = PROGRAMS[name]()
    n = ad.graph_summary(y).nodes
    for limit in (10_000, 40, 7, 2):
        p = picture(y, limit=limit)
        assert operations(p) == n
        assert len(p.boxes) <= limit
        place = {box: i for i, box in enumerate(p.boxes)}
        assert all(place[a.source] < place[a.target] for a in p.arrows if not a.repeated)
        assert len({(a.source, a.target, a.repeated, a.label) for a in p.arrows}) == len(p.arrows)


# Repetitions, parts and limits


def test_layers_are_drawn_once() -> None:
    p = picture(network(20))
    assert len(p.boxes) < 20
    assert any(b.title == "W0 ... W19" and b.stands_for == 20 for b in p.boxes)
    assert [f.title for f in p.frames()] == ["\N{MULTIPLICATION SIGN}20"]
    assert any("shown once" in note for note in p.notes)


def test_named_layers_are_one_frame_with_the_names() -> None:
    p = picture(network(20, named=True))
    times = "\N{MULTIPLICATION SIGN}"
    assert [f.title for f in p.frames()] == [f"layer 0 ... layer 19 {times}20"]
    assert [b.title for b in p.boxes if b.kind is Kind.LEAF] == ["x", "W0 ... W19", "b0 ... b19"]


def test_a_first_layer_of_another_shape_is_drawn_by_itself() -> None:
    h: Any = np.ones((2, 5))
    for i in range(12):
        w = Variable(np.ones((5 if i == 0 else 3, 3)), f"W{i}")
        h = np.tanh(h @ w) * 2.0
    leaves = {b.title: b.details for b in picture(h).boxes if b.kind is Kind.LEAF}
    assert leaves == {"W0": ("float64[5, 3]",), "W1 ... W11": ("float64[3, 3]",)}


def test_shared_weights_stay_one_and_what_is_handed_on_is_marked() -> None:
    p = picture(loop(40))
    assert [(b.title, b.stands_for) for b in p.boxes if b.kind is Kind.LEAF] == [("W", 1), ("U", 1)]
    handed = {(a.source.title, a.target.title) for a in p.arrows if a.repeated}
    assert handed == {("tanh", "matmul"), ("add", "add")}


def test_few_or_different_operations_are_all_drawn() -> None:
    x: Any = Variable(np.ones(3))
    y = x
    for _ in range(24):
        y = np.sin(y)
    assert len(picture(y).boxes) == 25
    assert len(picture(np.sin(y)).boxes) == 2
    assert picture(np.sin(y)).boxes[1].stands_for == 25


def test_repetitions_within_repetitions() -> None:
    x: Any = Variable(np.ones(3), "x")
    for _ in range(10):
        for _ in range(7):
            x = np.sin(x)
        x = np.cos(x)
    p = picture(x)
    assert [b.title for b in p.boxes] == ["x", "sin", "cos"]
    assert [b.stands_for for b in p.boxes] == [1, 70, 10]
    times = "\N{MULTIPLICATION SIGN}"
    assert [f.title for f in p.frames()] == [f"{times}10", f"{times}7"]


def test_what_is_left_out_is_said() -> None:
    p = picture(irregular(500), limit=50)
    assert len(p.boxes) <= 50
    assert any("only the last" in note and "name_scope" in note for note in p.notes)
    svg = ad.draw(irregular(500), limit=50).svg
    assert "only the last" in svg
    assert "only the last" in ad.to_mermaid(irregular(500), limit=50)
    assert "only the last" in ad.to_dot(irregular(500), limit=50)


def test_parts_become_boxes_before_anything_is_left_out() -> None:
    y: Any = 0.0
    for name in ("encoder", "decoder"):
        with ad.name_scope(name):
            y = y + irregular(100, seed=len(name)).sum()
    p = picture(y, limit=50)
    assert titles(p, Kind.FOLDED) == ["encoder", "decoder"]
    assert all("operations" in b.details[0] for b in p.boxes)


def test_a_long_chain_is_drawn_in_time() -> None:
    y: Any = Variable(np.array(1.0))
    fs = [np.sin, np.cos, np.tanh]
    rng = np.random.default_rng(0)
    for i in rng.integers(3, size=200_000):
        y = fs[i](y)
    start = time.perf_counter()
    image = ad.draw(y)
    assert time.perf_counter() - start < 30.0
    assert any("too many" in note for note in image.notes)


# name_scope


def paths(y: Any) -> dict[str, list[str]]:
    p = picture(y)
    return {b.title: [f.title for f in reversed(around(b.frame))] for b in p.boxes}


def test_scopes_nest_and_end() -> None:
    x: Any = Variable(np.ones(3), "x")
    assert mode() is True
    with ad.name_scope("a"):
        y = np.sin(x)
        with ad.name_scope("b"):
            y = np.cos(y)
        y = np.tanh(y)
    assert mode() is True
    y = np.exp(y)
    assert paths(y) == {"x": ["a"], "sin": ["a"], "cos": ["a", "b"], "tanh": ["a"], "exp": []}


def test_a_scope_is_a_decorator_and_runs_again() -> None:
    @ad.name_scope("f")
    def f(x: Any) -> Any:
        return np.sin(x)

    @ad.name_scope("g")
    def g(x: Any) -> Iterator[Any]:
        yield np.cos(x)
        yield np.tanh(x)

    x: Any = Variable(np.ones(3), "x")
    y = f(np.exp(f(x)))
    assert [f.title for f in picture(y).frames()] == ["f", "f"]
    first, second = (np.exp(v) for v in g(np.sin(x)))
    assert paths(first + second)["tanh"] == ["g"]
    assert paths(first + second)["exp"] == []


def test_nothing_is_recorded_under_no_grad() -> None:
    x: Any = Variable(np.ones(3))
    with ad.no_grad(), ad.name_scope("a"):
        assert np.sin(x).creator is None
    with ad.name_scope("a"), ad.no_grad():
        assert np.sin(x).creator is None


def test_scopes_and_anomalies_know_of_each_other() -> None:
    x: Any = Variable(np.array([0.0, 1.0]), "x")
    with ad.name_scope("a"), ad.detect_anomaly():
        y = np.sqrt(x)
        with pytest.raises(ad.AnomalyError, match="derivative of sqrt"):
            y.sum().backward()
    assert paths(y)["sqrt"] == ["a"]
    with ad.detect_anomaly(), ad.name_scope("a"):
        y = np.sqrt(x)
        with pytest.raises(ad.AnomalyError, match="derivative of sqrt"), ad.name_scope("b"):
            y.sum().backward()
        with pytest.raises(ad.AnomalyError, match="made inf"), np.errstate(divide="ignore"):
            1.0 / x
        with pytest.raises(ad.AnomalyError, match="of sqrt made inf"):
            ad.jvp(np.sqrt, (x.data,), (np.ones(2),))
    assert paths(y)["sqrt"] == ["a"]
    assert mode() is True


def test_what_a_rule_records_belongs_where_its_operation_does() -> None:
    x: Any = Variable(np.ones(3), "x")
    with ad.name_scope("f"):
        y = np.sin(x)
    with ad.name_scope("g"):
        (g,) = ad.gradients(y.sum(), [x], create_graph=True)
    assert paths(g)["cos"] == ["f"]


def test_threads_have_their_own() -> None:
    x: Any = Variable(np.ones(3), "x")
    made: list[Any] = []
    with ad.name_scope("a"):
        thread = threading.Thread(target=lambda: made.append(np.sin(x)))
        thread.start()
        thread.join()
    assert paths(made[0])["sin"] == []


# Shapes


@each(CASES)
def test_shapes_are_right_wherever_they_are_known(case: Case) -> None:
    y = case.ours(*[Variable(x.copy()) for x in case.inputs])
    given = [y] if isinstance(y, Variable) else [*y]
    for v in given:
        if v.creator is None:
            continue
        edge: Any = v._edge
        order = topological([edge])
        alive = {n: n.output() for n in order if n.output is not None}
        truth = {n: (o.shape, o.dtype) for n, o in alive.items() if o is not None}
        del alive
        references = {n: n.output for n in truth}
        try:
            for n in truth:
                n.output = None  # as if the results were gone
            known = inferred(order, {v._edge: (v.shape, v.dtype)})
        finally:
            for n, reference in references.items():
                n.output = reference
        for n, meta in truth.items():
            assert known.get(n, meta) == meta
        assert ad.to_mermaid(v)


def test_shapes_of_results_that_are_gone() -> None:
    x: Any = Variable(np.ones((3, 4)), "x")
    y = np.exp((np.sin(x) * 2.0 + x).sum(axis=1)).T.reshape(3, 1).mean()
    boxes = {b.title: b.details for b in picture(y).boxes if b.kind is Kind.OPERATION}
    assert all(boxes.values()), boxes
    assert boxes["sum"] == ("float64[3]",)
    assert boxes["multiply"] == ("float64[3, 4]",)


def test_a_graph_that_was_used_up_is_drawn_without_what_is_gone() -> None:
    y = network(3)
    y.backward()
    assert operations(picture(y)) == 10
    assert ad.draw(y).svg


# Places


def overlap(a: Any, b: Any) -> bool:
    return bool(
        a.x < b.x + b.width - 1
        and b.x < a.x + a.width - 1
        and a.y < b.y + b.height - 1
        and b.y < a.y + a.height - 1
    )


def within(a: Any, b: Any) -> bool:
    return bool(
        a.x >= b.x and a.y >= b.y and a.x + a.width <= b.x + b.width + 0.1
        and a.y + a.height <= b.y + b.height + 0.1
    )  # fmt: skip


@pytest.mark.parametrize("name", [n for n in PROGRAMS if n != "500"])
def test_boxes_do_not_overlap_and_are_in_their_frames(name: str) -> None:
    p = picture(PROGRAMS[name]())
    places = laid_out(p)
    for a, b in combinations(p.boxes, 2):
        assert not overlap(places.boxes[a], places.boxes[b])
    for box in p.boxes:
        if box.frame is not None:
            assert within(places.boxes[box], places.frames[box.frame])
    for f, g in combinations(p.frames(), 2):
        if f not in around(g) and g not in around(f):
            assert not overlap(places.frames[f], places.frames[g])


@pytest.mark.parametrize("name", PROGRAMS)
def test_lines_begin_at_their_box_and_arrive_at_all_that_use_it(name: str) -> None:
    p = picture(PROGRAMS[name]())
    places = laid_out(p)
    ends: dict[Any, set[tuple[float, float]]] = {}
    for line in places.lines:
        ends.setdefault(line.net, set())
        if line.arrived:
            ends[line.net].add(line.points[-1])
    for arrow in p.arrows:
        net: Any = (arrow.source, "repeated") if arrow.repeated else arrow.source
        to = places.boxes[arrow.target]
        assert any(
            abs(x - to.x - to.width / 2) < 1e-6 and abs(y - to.y) < 1e-6 for x, y in ends[net]
        )


@pytest.mark.parametrize("name", ["small", "network", "60", "500"])
def test_no_line_crosses_a_box(name: str) -> None:
    p = picture(PROGRAMS[name]())
    places = laid_out(p)
    for line in places.lines:
        (x0, y0), (x1, y1) = line.points[0], line.points[-1]
        if len(line.points) > 2:
            continue
        for t in np.linspace(0.02, 0.98, 25):
            bend = (y1 - y0) / 2
            y = (
                y0
                + 3 * t * (1 - t) ** 2 * bend
                + 3 * t**2 * (1 - t) * (y1 - bend - y0)
                + t**3 * (y1 - y0)
            )
            x = x0 + (3 * t**2 - 2 * t**3) * (x1 - x0)
            for box, r in places.boxes.items():
                inside = r.x + 3 < x < r.x + r.width - 3 and r.y + 3 < y < r.y + r.height - 3
                assert not inside, (line.net, box.title)


# Formats

NAMES = [
    'quote " and \\ backslash',
    "<script>alert(1)</script>",
    "two\nlines\r\n\ttabs",
    "\N{GREEK SMALL LETTER THETA}\N{SUBSCRIPT ONE} \N{CJK UNIFIED IDEOGRAPH-4E2D}\N{GRINNING FACE}",
    "x" * 5000,
    "&amp; &lt; %%{init: {}}%% #quot; ]]> --> `md` \\n \\N; end",
    "\x00\x1b[31m\u202e\ud800",
    "-->",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_escaped(name: str) -> None:
    x: Any = Variable(np.ones(3), name)
    with ad.name_scope(name):
        y = np.exp(x)
    y.name = name
    y = np.sin(y)
    image = ad.draw(y)
    root = ET.fromstring(image.svg.encode())  # noqa: S314  # our own text
    assert {e.tag for e in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "style", "rect", "g", "path", "text")
    }
    shown = shortened(name) or "variable"
    assert shown in ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert max(len(t.text or "") for t in root.iter(f"{SVG}text")) < 120
    dot, mermaid = ad.to_dot(y), ad.to_mermaid(y)
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', dot)
    assert re.fullmatch(r"[\w\s{}\[\]=\"\",;>.-]*", outside)
    assert (
        len(dot.splitlines())
        == len(ad.to_dot(np.sin(np.exp(Variable(np.ones(3))))).splitlines()) + 3
    )
    for line in mermaid.splitlines():
        assert line.count('"') in {0, 2}
        label = line.split('"')[1] if '"' in line else ""
        assert re.fullmatch(r"(?:[^\"<>&%`{}\\|#]|#\d+;|<br/>)*", label)
    assert all(ord(c) >= 32 or c == "\n" for c in image.svg + dot + mermaid)
    (image.svg + dot + mermaid).encode()


def test_escapes_are_undone_by_their_readers() -> None:
    text = 'a"b\\c<d>&e;#f%'
    assert ET.fromstring(f"<t>{for_xml(text)}</t>").text == text  # noqa: S314  # as above
    assert for_dot(text) == 'a\\"b\\\\c<d>&amp;e;#f%'
    undone = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), for_mermaid(text))
    assert undone == text


def test_text_is_readable_on_dark_ground_too() -> None:
    assert "prefers-color-scheme:dark" in ad.draw(network(2)).svg


def test_files_by_their_suffix(tmp_path: Path) -> None:
    y = network(2)
    for suffix, start in ((".svg", "<svg"), (".dot", "digraph"), (".gv", "digraph"),
                          (".mmd", "flowchart"), (".SVG", "<svg")):  # fmt: skip
        path = tmp_path / f"graph{suffix}"
        image = y.draw(path)
        assert path.read_text(encoding="utf-8").startswith(start)
        assert image._repr_svg_() == image.svg
    ad.draw(y, str(tmp_path / "again.svg"))
    for name in ("graph.png", "graph"):
        with pytest.raises(ValueError, match=r"end with one of \.svg, \.dot"):
            y.draw(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        y.draw(tmp_path / "no" / "graph.svg")


def test_the_picture_of_the_page_is_current() -> None:
    """It is what ``draw`` returns; to make it anew write that to the file."""
    page = ROOT / "docs" / "how-to" / "draw-a-graph.md"
    program = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)[0]
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102  # our own page
    image = ROOT / "docs" / "images" / "network.svg"
    assert image.read_text(encoding="utf-8") == names["picture"].svg + "\n"


def test_a_picture_is_the_same_each_time() -> None:
    y = irregular(80)
    assert ad.draw(y).svg == ad.draw(y).svg
    assert ad.to_dot(y) == ad.to_dot(y)


def test_the_kinds_of_boxes_have_a_style_each() -> None:
    p = Picture([Box(kind, kind.value) for kind in Kind])
    from autodiff.drawing import dot, mermaid, svg  # noqa: PLC0415  # not a name of the others

    for write in (dot.written, mermaid.written, svg.written):
        assert all(kind.value in write(p) for kind in Kind)
