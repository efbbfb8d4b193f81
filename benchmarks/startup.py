"""What a user waits for first: the download of the wheel, and the import."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

import libraries
from measure import import_milliseconds
from tables import Table

SOURCE: Final = Path(__file__).parents[1] / "src"
EXTRA_AIM: Final = 40
WHEEL_AIM: Final = 300


def wheel_kilobytes() -> float:
    """Return the size of the wheel less its metadata: an archive of what is in ``src``."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path in sorted(SOURCE.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                wheel.write(path, path.relative_to(SOURCE))
    return len(archive.getvalue()) / 1e3


def table(rounds: int) -> dict[str, float]:
    """Measure and print both; imports count on top of NumPy's."""
    names = [k for k in libraries.MODULES if k not in {"numpy", "compiled"}]
    took = {"numpy": import_milliseconds("import numpy", rounds=rounds)}
    for name in filter(libraries.installed, names):
        statement = "import jax.numpy" if name == "jax" else f"import {name}"
        took[name] = import_milliseconds(statement, before="import numpy", rounds=rounds)
    print("\nImport in a fresh interpreter, and size of the wheel\n")
    columns = Table(36, ["", "measured", "aim"])
    columns.row("NumPy, ms", f"{took['numpy']:.0f}", "")
    for name in list(took)[1:]:
        aim = str(EXTRA_AIM) if name == "autodiff" else ""
        columns.row(f"{libraries.TITLES[name]}, ms on top of NumPy", f"{took[name]:.0f}", aim)
    size = wheel_kilobytes()
    columns.row("wheel of autodiff, kB", f"{size:.0f}", str(WHEEL_AIM))
    return {**{f"import {k}, ms": v for k, v in took.items()}, "wheel, kB": size}
