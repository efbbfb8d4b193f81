"""Products of arrays, einsum, convolution."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .case import NUMPY, Array, Case, real, row

Shape = tuple[int, ...]


def pair(a: Shape, b: Shape) -> tuple[Array, Array]:
    return real(*a), real(*b, seed=1)


def _pairs(function: Any, *shapes: tuple[Shape, Shape]) -> list[Case]:
    return [row(function.__name__, function, *pair(*s), holomorphic=True) for s in shapes]


def _binary() -> list[Case]:
    contracted: list[tuple[Shape, Shape]] = [
        ((), ()),
        ((), (3,)),
        ((2, 2), ()),
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (2, 3)),
        ((2, 3), (2, 3)),
        ((4, 1, 3), (2, 2, 3)),
        ((1, 1), (1, 1)),
        ((0,), (0,)),
        ((2, 0), (3, 0)),
        ((0, 2), (3, 2)),
    ]
    # dot sums over the last axis but one of its second operand
    dotted = [(a, b if len(b) < 2 else (*b[:-2], b[-1], b[-2])) for a, b in contracted]
    flattened: list[tuple[Shape, Shape]] = [
        ((), ()),
        ((3,), ()),
        ((3,), (2,)),
        ((2, 2), (3,)),
        ((2, 1), (1, 3, 1)),
        ((0,), (2,)),
        ((1,), (2, 0)),
    ]
    return [
        *_pairs(np.dot, *dotted),
        *_pairs(np.inner, *contracted),
        *_pairs(np.outer, *flattened),
        *_pairs(np.kron, *flattened, ((2, 1, 2), (2, 3)), ((2, 3), (2, 2))),
        *_pairs(np.vdot, ((), ()), ((3,), (3,)), ((2, 3), (6,)), ((2, 3), (3, 2)), ((0,), (0,))),
    ]


def _tensordot() -> list[Case]:
    rows: list[tuple[Shape, Shape, Any]] = [
        ((2, 3), (2, 3), 2),
        ((2, 3), (3, 2), 1),
        ((2, 3), (2,), 0),
        ((), (2,), 0),
        ((), (), 0),
        ((2, 3, 2), (2, 2, 3), ([0, 1], [1, 2])),
        ((2, 3, 2), (3, 2, 2), ((-2, 0), (0, -1))),
        ((3, 2), (4, 3), (0, 1)),
        ((2, 3, 2), (3, 2), [[1], [0]]),
        ((2, 3), (2, 3), ([], [])),
        ((2, 0), (0, 3), 1),
        ((3,), (3,), 1),
    ]
    return [
        row(
            "tensordot",
            lambda x, y, axes=axes: np.tensordot(x, y, axes=axes),
            *pair(a, b),
            holomorphic=True,
        )
        for a, b, axes in rows
    ]


def _matmul() -> list[Case]:
    return _pairs(
        np.matmul,
        ((3,), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3,)),
        ((2, 2), (2, 2)),
        ((3,), (2, 2, 3, 2)),
        ((2, 2, 2, 3), (3,)),
        ((2, 3, 2), (2, 2)),
        ((2, 3), (2, 2, 3, 2)),
        ((1, 2, 3), (2, 3, 2)),
        ((2, 1, 2, 3), (2, 3, 1)),
        ((2, 2, 3), (2, 1, 3, 2)),
        ((0, 2, 3), (3, 2)),
        ((2, 2, 0), (0, 3)),
        ((2, 0, 3), (3, 2)),
        ((0,), (0, 2)),
        ((20, 12, 5), (5, 6)),
        ((5, 6), (20, 6, 3)),
    )


def _vectors() -> list[Case]:
    cases: list[Case] = []
    vectors: list[tuple[Shape, Shape]] = [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((1, 3), (2, 3)),
        ((2, 1, 3), (4, 3)),
        ((2, 0), (0,)),
        ((0, 2), (2,)),
    ]
    vecdot: Any = np.vecdot if hasattr(np, "vecdot") else None
    if vecdot is not None:
        cases += _pairs(np.vecdot, *vectors)
        cases.append(
            row(
                "vecdot",
                lambda x, y: vecdot(x, y, axis=0),
                *pair((3, 2), (3, 2)),
                holomorphic=True,
            )
        )
        cases.append(
            row(
                "vecdot",
                lambda x, y: vecdot(x, y, axis=-2),
                *pair((3, 2), (2, 3, 1)),
                holomorphic=True,
            )
        )
    if hasattr(np, "matvec"):
        stacks: list[tuple[Shape, Shape]] = [
            ((2, 3), (3,)),
            ((4, 2, 3), (3,)),
            ((2, 3), (4, 3)),
            ((4, 2, 3), (4, 3)),
            ((2, 1, 2, 3), (4, 3)),
            ((2, 0), (0,)),
            ((0, 2, 3), (3,)),
        ]
        cases += _pairs(np.matvec, *stacks)
        cases += _pairs(np.vecmat, *((b, (*a[:-2], a[-1], a[-2])) for a, b in stacks))
    return cases


def _cross(x: Any, y: Any, *axes: Any) -> Any:
    with warnings.catch_warnings():  # vectors of the plane are deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        return np.cross(x, y, *axes)


def _crosses() -> list[Case]:
    rows: list[tuple[Shape, Shape, tuple[int | None, ...]]] = [
        ((3,), (3,), ()),
        ((2, 3), (3,), ()),
        ((2, 1, 3), (4, 3), ()),
        ((3, 2), (2, 3), (0, 1, 0)),
        ((0, 3), (3,), ()),
    ]
    if NUMPY < "2.5.0":  # which knows no vectors of the plane any more
        rows += [
            ((3, 2), (3, 2), (-1, -1, -1, 0)),
            ((2, 3, 2), (2, 2, 3), (1, -1, 1)),
            ((2,), (2,), ()),
            ((2,), (3,), ()),
            ((3,), (2,), ()),
            ((2, 2), (2,), ()),
            ((2, 4), (4, 3), (0, 1, 0)),
        ]
    return [
        row("cross", lambda x, y, axes=axes: _cross(x, y, *axes), *pair(a, b), holomorphic=True)
        for a, b, axes in rows
    ]


LENGTHS = {"i": 3, "j": 2, "k": 4, "b": 2, "I": 2}


def _einsum() -> list[Case]:
    spelled = [
        "ij,jk->ik",
        "ij, jk -> ik",
        "ij,jk",
        "ji,kj->ki",
        "bij,bjk->bik",
        "bij,bkj->ikb",
        "ib,jb->ijb",
        "ijb,b->",
        "ij->ji",
        "ba",
        "ij->",
        "ij->j",
        "i->i",
        "ii",
        "ii->i",
        "ii->",
        "iij->j",
        "iji->ij",
        "iji->ji",
        "iii->i",
        "ijij->ij",
        "ii,i->i",
        "ii,jj->ij",
        "ii,ij->j",
        "i,j->ji",
        "i,i->",
        "i,i->i",
        "i,j->",
        "i,jk->k",
        "ij,ij->ij",
        "ij,ij->",
        "ij,kj->k",
        ",i->i",
        ",",
        ",ij->j",
        "ij,jk,kb->ib",
        "i,j,k->kji",
        "i,i,i->i",
        "i,i,i->",
        "ij,ij,j->i",
        "ii,ij,jj->",
        "ij,jk,kb,bi->",
        "iI,I->i",
    ]
    lengths = {**LENGTHS, "a": 3}
    cases = [
        row(
            "einsum",
            lambda *x, s=s: np.einsum(s, *x),
            *(
                real(*(lengths[c] for c in term.strip()), seed=seed)
                for seed, term in enumerate(s.partition("->")[0].split(","))
            ),
            holomorphic=True,
        )
        for s in spelled
    ]
    shaped: list[tuple[str, tuple[Shape, ...]]] = [
        ("...", ((2, 3),)),
        ("...ij->...ji", ((2, 3, 2),)),
        ("i...->...", ((2, 3),)),
        ("...ij,...jk->...ik", ((2, 1, 2, 3), (2, 3, 2))),
        ("...i,...i", ((2, 3), (3,))),
        ("...,...", ((2, 1), (3,))),
        ("i...,i...->...i", ((2, 3), (2, 1))),
        ("...ii->...i", ((2, 3, 3),)),
        ("...,i->i...", ((), (2,))),
        ("i,i->i", ((1,), (3,))),
        ("i,i->", ((3,), (1,))),
        ("ij,j->i", ((2, 1), (3,))),
        ("ij,jk->ik", ((2, 1), (3, 2))),
        ("ij,jk->ik", ((1, 3), (3, 1))),
        ("ij,jk,k->i", ((2, 1), (3, 1), (2,))),
        ("i,i,i->i", ((1,), (3,), (1,))),
        ("ij,jk->ik", ((2, 0), (0, 3))),
        ("ij,jk->ik", ((0, 2), (2, 3))),
        ("ij->", ((0, 2),)),
        ("ii->i", ((0, 0),)),
        ("ij,jk->ik", ((12, 25), (25, 20))),
        ("bij,bjk->bik", ((10, 5, 12), (10, 12, 9))),
        ("bi,bi->b", ((70, 60), (70, 60))),
        ("ij,ji->", ((70, 60), (60, 70))),
        ("bijk,bj->ki", ((4, 10, 11, 12), (4, 11))),
        ("ijb,jkb->ikb", ((9, 10, 4), (10, 12, 4))),
        ("ij,jk,kl->il", ((10, 9), (9, 8), (8, 7))),
    ]
    large = 400  # elements up to which differences are affordable
    cases += [
        row(
            "einsum",
            lambda *x, s=s: np.einsum(s, *x),
            *(real(*shape, seed=i) for i, shape in enumerate(shapes)),
            holomorphic=True,
        )
        for s, shapes in shaped
        if sum(int(np.prod(shape)) for shape in shapes) <= large
    ]
    a, b, c = real(2, 3), real(3, 4, seed=1), real(4, 2, seed=2)
    options: list[dict[str, Any]] = [
        {"optimize": True},
        {"optimize": "greedy"},
        {"optimize": "optimal"},
        {"optimize": ["einsum_path", (0, 1), (0, 1)]},
        {"order": "F"},
        {"dtype": np.float64, "casting": "same_kind"},
    ]
    cases += [
        Case(
            "einsum",
            lambda *x, o=o: np.einsum("ij,jk,kl->il", *x, **o),
            lambda *x, o=o: np.einsum("ij,jk,kl->il", *x, **o),
            (a, b, c),
            holomorphic="dtype" not in o,
            single="dtype" not in o,
        )
        for o in options
    ]
    return [
        *cases,
        row("einsum", lambda x, y: np.einsum(x, [0, 1], y, [1, 2]), a, b, holomorphic=True),
        row("einsum", lambda x, y: np.einsum(x, [5, 30], y, [30, 2], [2, 5]), a, b),
        row("einsum", lambda x, y: np.einsum(x, [30, 0], y, [0, 1]), a, b),
        row("einsum", lambda x: np.einsum(x, [..., 0], [0, ...]), real(2, 3, 2)),
        row("einsum", lambda x: np.einsum("i...->i", x, optimize=True), a),
        row("einsum", lambda x: np.einsum("ij,jk->ik", x, x), real(3, 3), holomorphic=True),
        row("einsum", lambda x: np.einsum("ij,ij", x, x), a, holomorphic=True),
    ]


def _convolution() -> list[Case]:
    lengths = [(5, 2), (5, 3), (2, 5), (3, 5), (4, 4), (4, 2), (2, 4), (1, 1), (1, 3), (3, 1)]
    return [
        row(
            function.__name__,
            lambda x, y, f=function, mode=mode: f(x, y, mode),
            *pair((n,), (m,)),
            holomorphic=True,
        )
        for function in (np.convolve, np.correlate)
        for mode in ("full", "same", "valid")
        for n, m in lengths
    ] + _pairs(np.convolve, ((), (3,)), ((3,), ()))


CASES: list[Case] = [
    *_binary(),
    *_tensordot(),
    *_matmul(),
    *_vectors(),
    *_crosses(),
    *_einsum(),
    *_convolution(),
]
