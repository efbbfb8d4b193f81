"""Pictures of what was measured, by matplotlib; without that they are left out."""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from libraries import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ratios import Times

# Colours that stay apart for the colour-blind (Okabe and Ito), and marks for print.
STYLES: Final = {
    "numpy": ("#000000", "|"),
    "autodiff": ("#d55e00", "o"),
    "compiled": ("#009e73", "*"),
    "torch": ("#0072b2", "s"),
    "autograd": ("#cc79a7", "^"),
    "jax": ("#56b4e9", "D"),
    "mygrad": ("#8a7600", "v"),
}


def _pyplot(path: Path) -> Any:
    """Return matplotlib's interface, drawing without a screen, or ``None`` without matplotlib."""
    if find_spec("matplotlib") is None:
        print(f"\nmatplotlib is not installed: {path} is not drawn")
        return None
    os.environ.setdefault("MPLCONFIGDIR", tempfile.gettempdir())
    import_module("matplotlib").use("Agg")
    plt: Any = import_module("matplotlib.pyplot")
    plt.rcParams["svg.hashsalt"] = "autodiff"  # the same numbers give the same file
    return plt


def _save(plt: Any, figure: Any, path: Path) -> None:
    metadata = {"Date": None} if path.suffix == ".svg" else None
    figure.savefig(path, metadata=metadata, dpi=150)
    plt.close(figure)
    if path.suffix == ".svg":  # the backend leaves spaces at the ends of lines
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")


def draw_ratios(measured: Mapping[str, Times], path: Path) -> None:
    """Draw the ratio of each workload on a logarithmic axis, one mark a library."""
    plt = _pyplot(path)
    if plt is None:
        return
    figure, axes = plt.subplots(figsize=(9, 1.5 + 0.34 * len(measured)), layout="constrained")
    names = list(measured)
    for library, (colour, marker) in STYLES.items():
        ratios = [measured[name].over(library) for name in names]
        places = [i for i, ratio in enumerate(ratios) if ratio is not None]
        if library != "numpy" and places:
            axes.plot(
                [ratios[i] for i in places],
                places,
                marker,
                color=colour,
                label=TITLES[library],
                markersize=9 if library in {"autodiff", "compiled"} else 6,
            )
    axes.axvline(1.0, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.grid(visible=True, axis="both", linewidth=0.4)
    axes.set_xlabel("time of a step over that of NumPy by hand")
    figure.legend(loc="outside upper center", ncols=6, frameon=False)
    _save(plt, figure, path)


def draw_growth(grown: Mapping[str, Mapping[str, Mapping[int, float]]], path: Path) -> None:
    """Draw the cost of an operation over depth, width and size, one line a library."""
    plt = _pyplot(path)
    if plt is None:
        return
    figure, all_axes = plt.subplots(
        1, len(grown), figsize=(4 * len(grown), 3.6), layout="constrained", squeeze=False
    )
    for axes, (name, seconds) in zip(all_axes[0], grown.items(), strict=True):
        for library, by_point in seconds.items():
            colour, marker = STYLES[library]
            microseconds = [1e6 * s for s in by_point.values()]
            axes.plot(list(by_point), microseconds, marker + "-", color=colour, label=library)
        axes.set(xscale="log", yscale="log", xlabel=name)
        axes.grid(visible=True, linewidth=0.4)
    all_axes[0][0].set_ylabel("microseconds of an operation")
    labels = [TITLES[k] for k in next(iter(grown.values()))]
    figure.legend(
        all_axes[0][0].get_lines(), labels, loc="outside upper center", ncols=6, frameon=False
    )
    _save(plt, figure, path)
