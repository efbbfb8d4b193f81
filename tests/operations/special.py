"""Rows of SciPy's special functions, if SciPy is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .case import Array, Case, positive, real, row

try:
    import scipy.special as sc
except ImportError:
    CASES: list[Case] = []
else:
    from autodiff.scipy import special as special_functions
    from autodiff.scipy.special import (
        error_functions,
        exponential,
        incomplete_beta,
        incomplete_gamma,
        scaled_bessel,
    )

    special: Any = special_functions  # families of overloads joined take checkers minutes

    RECENT = hasattr(sc, "log_wright_bessel")
    """Whether SciPy is 1.14 at least; before, hyp1f1 of complex numbers was wrong."""

    SHAPES: list[tuple[int, ...]] = [(), (2, 3), (0,)]
    PAIRS: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((), ()),
        ((3,), ()),
        ((2, 1), (1, 3)),
        ((4, 1, 3), (2, 1)),
        ((2, 0), (1, 1)),
    ]

    def inside(*shape: int, seed: int = 0) -> Array:
        """Return values between 0 and 1."""
        return real(*shape, seed=seed, low=0.1, high=0.85)

    def larger(*shape: int, seed: int = 0) -> Array:
        """Return values between 1 and 6."""
        return real(*shape, seed=seed, low=1.0, high=6.0)

    def above(*shape: int, seed: int = 0) -> Array:
        """Return values above 2."""
        return real(*shape, seed=seed, low=2.0, high=5.0)

    def negative(*shape: int, seed: int = 0) -> Array:
        """Return values below 0."""
        return real(*shape, seed=seed, low=-4.0, high=-0.3)

    def wide(*shape: int, seed: int = 0) -> Array:
        """Return values of both signs, beyond where other formulas are used."""
        return real(*shape, seed=seed, low=-9.0, high=9.0)

    def far(*shape: int, seed: int = 0) -> Array:
        """Return values of both signs, where asymptotic series are used."""
        return real(*shape, seed=seed, low=-80.0, high=80.0)

    def degrees(*shape: int, seed: int = 0) -> Array:
        """Return values between 20 and 70."""
        return real(*shape, seed=seed, low=20.0, high=70.0)

    def unary(
        f: Any, *makes: Callable[..., Array], holomorphic: bool = False, single: bool = True
    ) -> list[Case]:
        first, *others = makes or (real,)
        kind = {"holomorphic": holomorphic, "single": single}
        rows = [row(f.__name__, f, first(*shape), **kind) for shape in SHAPES]
        return rows + [row(f.__name__, f, make(2, 3), **kind) for make in others]

    def binary(
        f: Any,
        make: Callable[..., Array] = real,
        make1: Callable[..., Array] | None = None,
        *,
        holomorphic: bool = False,
    ) -> list[Case]:
        return [
            row(f.__name__, f, make(*a), (make1 or make)(*b, seed=1), holomorphic=holomorphic)
            for a, b in PAIRS
        ]

    def by_last(
        f: Any,
        *parameters: tuple[Any, ...],
        make: Callable[..., Array] = positive,
        holomorphic: bool = False,
        single: bool = True,
    ) -> list[Case]:
        """Return rows of a function of parameters, the first of them in all shapes."""
        kind = {"holomorphic": holomorphic, "single": single}

        def with_parameters(p: tuple[Any, ...], x: Array, **kind: bool) -> Case:
            return row(f.__name__, lambda z: f(*p, z), x, **kind)

        rows = [with_parameters(parameters[0], make(*shape), **kind) for shape in SHAPES]
        rows += [with_parameters(p, make(2, 3), **kind) for p in parameters[1:]]
        first, *others = parameters[0]
        spread = (np.array([[first], [first]]), *others)  # broadcasts the argument
        return [*rows, with_parameters(spread, make(3), holomorphic=holomorphic, single=False)]

    def joined(f: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of all results of another."""

        def together(x: Any) -> Any:
            return np.stack(f(x))

        return together

    def several(
        name: str,
        f: Callable[..., Any],
        make: Callable[..., Array],
        *,
        holomorphic: bool = False,
        single: bool = True,
    ) -> list[Case]:
        kind = {"holomorphic": holomorphic, "single": single}
        shapes: list[tuple[int, ...]] = [(), (3,), (2, 0)]
        rows = [row(name, joined(f), make(*shape), **kind) for shape in shapes]
        return [*rows, row(name, lambda x: f(x)[1], make(2, 3), **kind)]

    GAMMA: list[Case] = [
        *unary(sc.gamma, positive, holomorphic=True),
        *unary(sc.gammaln, positive),
        *unary(sc.gammasgn, positive),
        *unary(sc.loggamma, positive, holomorphic=True),
        *unary(sc.psi, positive, holomorphic=True),
        *unary(sc.rgamma, real, holomorphic=True),
        *by_last(special.polygamma, (1,), (0,), (3,), single=False),
        *binary(sc.beta, positive),
        *binary(sc.betaln, positive),
        *binary(sc.poch, positive),
        *binary(sc.binom, larger, positive),
        row("binom", sc.binom, inside(2, 3), larger(2, 3, seed=1)),
        *(
            row(
                "multigammaln",
                lambda a, d=d: special.multigammaln(a, d),
                larger(*shape),
                single=False,
            )
            for shape in SHAPES
            for d in (1, 2)
        ),
        *unary(sc.zeta, above, negative, single=False),
        *binary(sc.zeta, above, positive),
        *unary(sc.zetac, above, negative),
        *by_last(sc.gammainc, (1.0,), (0.7,), (2.5,), single=False),
        *by_last(sc.gammaincc, (1.0,), (0.7,), (2.5,), single=False),
        *by_last(sc.gammaincinv, (1.5,), (0.7,), make=inside, single=False),
        *by_last(sc.gammainccinv, (1.5,), (0.7,), make=inside, single=False),
        *by_last(sc.betainc, (2.5, 1.5), (1.0, 0.5), (0.5, 1.0), (1.0, 1.0), make=inside),
        *by_last(sc.betaincc, (2.5, 1.5), make=inside),
        *by_last(sc.betaincinv, (2.5, 1.5), make=inside),
        *by_last(sc.betainccinv, (2.5, 1.5), make=inside),
    ]

    ERROR: list[Case] = [
        *unary(sc.erf, holomorphic=True),
        *unary(sc.erfc, holomorphic=True),
        *unary(sc.erfi, holomorphic=True),
        *unary(sc.erfcx, real, larger, holomorphic=True),
        *unary(sc.dawsn, real, wide, holomorphic=True),
        *(
            row("wofz", lambda x: np.real(sc.wofz(x)), real(*shape), single=False)
            for shape in SHAPES
        ),
        row("wofz", lambda x: np.imag(sc.wofz(x)), wide(2, 3), single=False),
        row(
            "wofz",
            lambda x: np.real(sc.wofz(x + 0.3j)),
            positive(2, 3),
            holomorphic=True,
            single=False,
        ),
        *unary(sc.erfinv, inside),
        *unary(sc.erfcinv, inside),
        *unary(sc.ndtr, holomorphic=True),
        *unary(sc.log_ndtr, real, holomorphic=True),
        *unary(sc.ndtri, inside),
        *unary(sc.ndtri_exp, negative),
        *binary(sc.owens_t),
        *(
            row("voigt_profile", sc.voigt_profile, real(*a), positive(*b, seed=1), positive(*a))
            for a, b in PAIRS
        ),
    ]

    ELEMENTARY: list[Case] = [
        *unary(sc.expit),
        *unary(sc.log_expit),
        *unary(sc.logit, inside),
        *unary(sc.exp2),
        *unary(sc.exp10, inside),
        *unary(sc.expm1, holomorphic=True),
        *unary(sc.log1p, positive, holomorphic=True),
        *unary(sc.cbrt, positive),
        *unary(sc.cosm1),
        *unary(sc.exprel),
        *unary(sc.sindg),
        *unary(sc.cosdg),
        *unary(sc.tandg, degrees),
        *unary(sc.cotdg, degrees),
        *unary(sc.round),
        *binary(sc.powm1, positive, real),
        *binary(sc.boxcox, positive, real),
        *binary(sc.boxcox1p, positive, real),
        *binary(sc.inv_boxcox, positive, positive),
        *binary(sc.inv_boxcox1p, positive, positive),
        *(row("radian", sc.radian, real(*a), real(*b, seed=1), real(*a)) for a, b in PAIRS),
        *binary(sc.xlogy, real, positive, holomorphic=True),
        *binary(sc.xlog1py, real, positive, holomorphic=True),
        *unary(sc.entr, positive),
        *binary(sc.rel_entr, positive),
        row("rel_entr", sc.rel_entr, positive(2, 3), larger(2, 3, seed=1)),
        *binary(sc.kl_div, positive),
        *binary(sc.huber, positive, real),
        *binary(sc.pseudo_huber, positive, real),
        *unary(sc.wrightomega, holomorphic=True),
        *(
            row("lambertw", lambda x: np.real(sc.lambertw(x)), positive(*shape), single=False)
            for shape in SHAPES
        ),
        row("lambertw", lambda x: np.real(sc.lambertw(x + 1j, -1)), real(2, 3), single=False),
        row("lambertw", lambda x: np.real(special.lambertw(x + 1j, k=2)), real(3), single=False),
    ]

    AXES: list[tuple[tuple[int, ...], Any]] = [
        ((), None),
        ((3,), None),
        ((3,), 0),
        ((2, 3), None),
        ((2, 3), -1),
        ((2, 3, 2), (0, 2)),
        ((1, 3), 0),
    ]

    SUMS: list[Case] = [
        *(
            row(
                "logsumexp",
                lambda x, a=axis, k=keep: special.logsumexp(x, axis=a, keepdims=k),
                real(*shape),
                holomorphic=True,
            )
            for shape, axis in AXES
            for keep in (False, True)
        ),
        *(
            row(
                "logsumexp",
                lambda x, b, a=axis, k=keep: special.logsumexp(x, a, b, k),
                real(*shape),
                positive(*shape, seed=1),
            )
            for shape, axis in AXES
            for keep in (False, True)
        ),
        row(
            "logsumexp",
            lambda x, b: special.logsumexp(x, axis=0, b=b, return_sign=True)[0],
            real(4, 3),
            negative(3, seed=1),
        ),
        *(
            row("softmax", lambda x, a=axis: special.softmax(x, axis=a), real(*shape))
            for shape, axis in [*AXES, ((2, 0), 0)]
        ),
        *(
            row("log_softmax", lambda x, a=axis: special.log_softmax(x, axis=a), real(*shape))
            for shape, axis in [*AXES, ((2, 0), 0)]
        ),
    ]

    BESSEL: list[Case] = [
        *unary(sc.j0),
        *unary(sc.j1),
        *unary(sc.y0, positive),
        *unary(sc.y1, positive),
        *unary(sc.i0),
        *unary(sc.i1),
        *unary(sc.k0, positive),
        *unary(sc.k1, positive),
        *unary(sc.i0e, real, far),
        *unary(sc.i1e, real, far),
        *unary(sc.k0e, positive),
        *unary(sc.k1e, positive),
        *by_last(sc.jv, (0,), (2.5,), (1,), holomorphic=True),
        *by_last(sc.yv, (0,), (2.5,), holomorphic=True),
        *by_last(sc.iv, (0,), (2.5,), holomorphic=True),
        *by_last(sc.kv, (0,), (2.5,), holomorphic=True),
        *by_last(sc.jve, (0,), (2.5,), holomorphic=True),
        *by_last(sc.yve, (0,), (2.5,), holomorphic=True),
        *by_last(sc.ive, (0,), (2.5,), holomorphic=True),
        *by_last(sc.kve, (0,), (2.5,), holomorphic=True),
        *by_last(sc.ive, (1,), (2,), make=far),
        *by_last(sc.kn, (0,), (2,), single=False),
        *by_last(sc.yn, (0,), (2,), single=False),
        *(
            row(f.__name__, lambda z, f=f, v=v: np.real(f(v, z)), positive(*shape))
            for f in (sc.hankel1, sc.hankel1e, sc.hankel2, sc.hankel2e)
            for shape in SHAPES
            for v in (0, 1.5)
        ),
        *(
            case
            for f in (special.spherical_jn, special.spherical_yn)
            for case in by_last(f, (0,), (2,), make=larger, holomorphic=True, single=False)
        ),
        *(
            case
            for f in (special.spherical_in, special.spherical_kn)
            for case in by_last(f, (0,), (2,), make=larger, holomorphic=True, single=False)
        ),
        *(
            row(f.__name__, lambda z, f=f: f(2, z, derivative=True), larger(3), single=False)
            for f in (
                special.spherical_jn,
                special.spherical_yn,
                special.spherical_in,
                special.spherical_kn,
            )
        ),
        *by_last(sc.struve, (0,), (1.5,), single=False),
        *by_last(sc.modstruve, (0,), (1.5,), single=False),
        *unary(sc.ber),
        *unary(sc.bei),
        *unary(sc.berp),
        *unary(sc.beip),
        *unary(sc.ker, positive),
        *unary(sc.kei, positive),
        *unary(sc.kerp, positive),
        *unary(sc.keip, positive),
        *several("airy", sc.airy, real, holomorphic=True),
        *several("pbdv", lambda x: sc.pbdv(1.5, x), real),
        *several("pbvv", lambda x: sc.pbvv(1.5, x), real),
        *several("pbwa", lambda x: sc.pbwa(0.5, x), positive),
    ]

    INTEGRALS: list[Case] = [
        *unary(sc.expi, positive, holomorphic=True),
        *unary(sc.exp1, positive, holomorphic=True),
        *by_last(sc.expn, (2,), (0,), (1,), single=False),
        *unary(sc.spence, positive, holomorphic=True),
        *several("sici", sc.sici, positive, holomorphic=True),
        *several("shichi", sc.shichi, positive, holomorphic=True),
        *several("fresnel", sc.fresnel, real, holomorphic=True),
        *unary(sc.ellipk, inside, negative),
        *unary(sc.ellipkm1, inside),
        *unary(sc.ellipe, inside, negative),
        *binary(sc.ellipkinc, real, inside),
        row("ellipkinc", sc.ellipkinc, wide(2, 3), negative(2, 3)),
        *binary(sc.ellipeinc, real, inside),
        row("ellipeinc", sc.ellipeinc, wide(2, 3), negative(2, 3)),
        *several("ellipj", lambda u: sc.ellipj(u, 0.4), real, single=False),
        row("ellipj", lambda u: sc.ellipj(u, np.array([[0.1], [0.9]]))[0], real(3), single=False),
        *binary(sc.agm, positive),
    ]

    HYPERGEOMETRIC: list[Case] = [
        *by_last(sc.hyp0f1, (1.5,), holomorphic=True),
        *by_last(sc.hyp1f1, (0.5, 1.5), make=real, holomorphic=RECENT),
        *by_last(sc.hyp2f1, (0.5, 1.5, 2.5), make=inside, holomorphic=True, single=False),
        *by_last(sc.hyperu, (0.5, 1.5), make=positive),
        *by_last(sc.wright_bessel, (0.5, 1.5), single=False),
        *(by_last(sc.log_wright_bessel, (0.5, 1.5), single=False) if RECENT else ()),
        *(
            case
            for f in (
                sc.eval_legendre,
                sc.eval_chebyt,
                sc.eval_chebyu,
                sc.eval_laguerre,
                sc.eval_hermite,
                sc.eval_hermitenorm,
                sc.eval_chebyc,
                sc.eval_chebys,
                sc.eval_sh_legendre,
                sc.eval_sh_chebyt,
                sc.eval_sh_chebyu,
            )
            for case in by_last(f, (3,), (0,), (1,), make=inside, single=False)
        ),
        *by_last(sc.eval_gegenbauer, (3, 0.5), (0, 0.5), make=inside, single=False),
        *by_last(sc.eval_genlaguerre, (3, 0.5), (0, 0.5), make=inside, single=False),
        *by_last(sc.eval_jacobi, (3, 0.5, 1.5), (0, 0.5, 1.5), make=inside, single=False),
        *by_last(sc.eval_sh_jacobi, (3, 2.5, 1.5), make=inside, single=False),
    ]

    DISTRIBUTIONS: list[Case] = [
        *by_last(sc.stdtr, (2.5,), (200.0,), make=real),
        *by_last(sc.stdtrit, (2.5,), (np.inf,), make=inside),
        *by_last(sc.chdtr, (3.0,)),
        *by_last(sc.chdtrc, (3.0,)),
        *by_last(sc.chdtri, (3.0,), make=inside),
        *by_last(sc.fdtr, (3.0, 4.0)),
        *by_last(sc.fdtrc, (3.0, 4.0)),
        *by_last(sc.fdtri, (3.0, 4.0), make=inside),
        row("gdtr", lambda a, x: sc.gdtr(a, 1.5, x), positive(2, 1), positive(3)),
        row("gdtrc", lambda a, x: sc.gdtrc(a, 1.5, x), positive(2, 1), positive(3)),
        row("gdtrix", lambda a, p: sc.gdtrix(a, 1.5, p), positive(2, 1), inside(3)),
        row("gdtria", lambda p, x: sc.gdtria(p, 1.5, x), inside(2, 1), positive(3)),
        *by_last(sc.pdtr, (2.0,)),
        *by_last(sc.pdtrc, (2.0,)),
        *by_last(sc.pdtri, (2,), make=inside, single=False),
        *by_last(sc.bdtr, (2.0, 5), make=inside, single=False),
        *by_last(sc.bdtrc, (2.0, 5), make=inside, single=False),
        *by_last(sc.bdtri, (2.0, 5), make=inside, single=False),
        *by_last(sc.nbdtr, (2, 5), make=inside, single=False),
        *by_last(sc.nbdtrc, (2, 5), make=inside, single=False),
        *by_last(sc.nbdtri, (2, 5), make=inside, single=False),
    ]

    def of_complex(f: Callable[..., Any]) -> Callable[..., Any]:
        """Return the real part of a function beside the real line."""
        return lambda x: np.real(f(0.5, x + 0.3j))

    DERIVATIVES: list[Case] = [
        *by_last(incomplete_gamma.density, (1.0,), (0.7,), (2.5,), single=False),
        row("betainc", lambda x: incomplete_beta.density(x, 2.5, 1.5), inside(2, 3), single=False),
        row("exprel", exponential.derivative_of_exprel, real(2, 3), single=False),
        row("erfcx", error_functions.derivative_of_erfcx, real(2, 3), holomorphic=True),
        row("erfcx", error_functions.derivative_of_erfcx, larger(2, 3), holomorphic=True),
        row("dawsn", error_functions.derivative_of_dawsn, wide(2, 3), holomorphic=True),
        *(
            row(rule.ufunc.__name__, of_complex(rule.of), real(2, 3), single=False)
            for rule in (scaled_bessel.AnalyticI, scaled_bessel.AnalyticJ, scaled_bessel.AnalyticY)
        ),
    ]
    """Of the rules of derivatives, which are rules of their own."""

    CASES = [
        *DERIVATIVES,
        *GAMMA,
        *ERROR,
        *ELEMENTARY,
        *SUMS,
        *BESSEL,
        *INTEGRALS,
        *HYPERGEOMETRIC,
        *DISTRIBUTIONS,
    ]
