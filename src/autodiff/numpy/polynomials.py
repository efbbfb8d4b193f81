"""Polynomials by their coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.ops.polynomials import coefficients, root_finding

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

polyval: Final = like.pair(coefficients.polyval)
polyadd: Final = like.vector_pair(coefficients.polyadd)
polysub: Final = like.vector_pair(coefficients.polysub)
polymul: Final = like.vector_pair(coefficients.polymul)
polyder: Final = like.vector(coefficients.polyder)
polyint: Final = like.vector(coefficients.polyint)
poly: Final = like.vector(root_finding.poly)
polydiv: of.Polydiv = own("polydiv")
roots: of.Roots = own("roots")
