"""Functions that NumPy does not dispatch, but that compute with operators."""

from __future__ import annotations

import numpy as np

from .case import Case, positive, row

CASES: list[Case] = [
    *(
        row(f.__name__, lambda d, f=f, n=n: f(n, d), positive(), single=False)
        for f in (np.fft.fftfreq, np.fft.rfftfreq)
        for n in (1, 4, 5)
    ),
]
