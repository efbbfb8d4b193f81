"""The convolution of a normal and a Cauchy distribution."""

from __future__ import annotations

import math
from typing import Any

from .composition import composes
from .namespace import sc, xp


@composes(sc.voigt_profile, "x sigma gamma")
def voigt_profile(x: Any, sigma: Any, gamma: Any) -> Any:
    """Return ``re w((x + i gamma) / (sigma sqrt(2))) / (sigma sqrt(2 pi))``."""
    width = sigma * math.sqrt(2)
    return xp.real(sc.wofz((x + 1j * gamma) / width)) / (width * math.sqrt(math.pi))
