"""Polynomials by their coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.ops import polynomial, polynomial_roots

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

polyval: Final = like.pair(polynomial.polyval)
polyadd: Final = like.vector_pair(polynomial.polyadd)
polysub: Final = like.vector_pair(polynomial.polysub)
polymul: Final = like.vector_pair(polynomial.polymul)
polyder: Final = like.vector(polynomial.polyder)
polyint: Final = like.vector(polynomial.polyint)
poly: Final = like.vector(polynomial_roots.poly)
polydiv: of.Polydiv = own("polydiv")
roots: of.Roots = own("roots")
