"""``numpy.emath``, where it stays real (beyond, see ``tests/test_emath.py``)."""

from __future__ import annotations

import numpy as np

from .case import Case, positive, real, row

CASES: list[Case] = [
    *(
        row(name, getattr(np.emath, name), positive(2, 3), holomorphic=True)
        for name in ("sqrt", "log", "log2", "log10")
    ),
    *(
        row(name, getattr(np.emath, name), real(3, low=-0.8, high=0.7))
        for name in ("arccos", "arcsin", "arctanh")
    ),
    row("logn", np.emath.logn, positive(3) + 1.5, positive(3, seed=1)),
    row("logn", lambda x: np.emath.logn(2.0, x), positive(2, 2), single=False),
    row("power", np.emath.power, positive(3), real(3)),
    row("power", lambda x: np.emath.power(x, -2), positive(3), single=False),
]
