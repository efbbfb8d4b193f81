# ruff: noqa: INP001  # a script
"""Write ``numpy.inv``: the public names of the NumPy installed, and their pages in its manual.

NumPy's manual has a page for each name, at an address that follows from it. Run this from the root
of the repository: ``python docs/inventories/numpy_inventory.py``.
"""

from __future__ import annotations

import inspect
import zlib
from importlib import import_module
from pathlib import Path

import numpy as np

HEADER = """\
# Sphinx inventory version 2
# Project: NumPy
# Version: {}
# The remainder of this file is compressed using zlib.
"""
MODULES = ("numpy", "numpy.linalg", "numpy.fft", "numpy.exceptions", "numpy.typing")


def lines() -> list[str]:
    """Return ``name role priority address title`` for each name."""
    found = []
    for module in MODULES:
        for name in sorted(import_module(module).__all__):
            value = getattr(import_module(module), name)
            full = f"{module}.{name}"
            if inspect.ismodule(value):
                continue
            scalar = inspect.isclass(value) and issubclass(value, np.generic)
            page = "arrays.scalars.html#$" if scalar else f"generated/{full}.html"
            role = "class" if inspect.isclass(value) else "function" if callable(value) else "data"
            found.append(f"{full} py:{role} 1 reference/{page} -")
    for name in sorted(vars(np.ndarray)):
        if not name.startswith("_"):
            full = f"numpy.ndarray.{name}"
            found.append(f"{full} py:method 1 reference/generated/{full}.html -")
    return found


body = zlib.compress("".join(line + "\n" for line in lines()).encode(), 9)
target = Path(__file__).with_name("numpy.inv")
target.write_bytes(HEADER.format(np.__version__).encode() + body)
