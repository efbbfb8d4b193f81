"""All first derivatives of a function, in whichever mode is cheaper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import chosen
from .blocks import blocks
from .decorating import decorating
from .edge import as_given
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .blocks import Mode

__all__ = ["assembled", "jacfwd", "jacobian", "jacrev"]


def jacobian(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return a function that computes all derivatives of the elements of ``f``."""
    return _transform("jacobian", "cheaper", f, argnums, holomorphic=holomorphic)


def jacfwd(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return the function that :func:`jacobian` does, in forward mode whatever the shapes."""
    return _transform("jacfwd", "forward", f, argnums, holomorphic=holomorphic)


def jacrev(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    """Return the function that :func:`jacobian` does, in reverse mode whatever the shapes."""
    return _transform("jacrev", "reverse", f, argnums, holomorphic=holomorphic)


def _transform(name: str, mode: Mode, f: Any, argnums: Any, *, holomorphic: bool) -> Any:
    numbers = chosen(name, argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivatives(*args: Any, **kwargs: Any) -> Any:
            record = Recording(name, f, args, kwargs, numbers)
            return assembled(record, argnums, blocks(record, mode, holomorphic=holomorphic))

        return derivatives

    return decorating(name, f, transform)


def assembled(record: Recording, argnums: Any, rows: Sequence[Sequence[Any]]) -> Any:
    """Return blocks as a container like the result of containers like the arguments."""
    single = not isinstance(argnums, (tuple, list))
    containers: list[Any] = []
    for row in rows:
        arguments = record.arguments(
            as_given(block, x, as_variable=record.differentiable)
            for block, x in zip(row, record.primals, strict=True)
        )
        containers.append(arguments[0] if single else tuple(arguments))
    return record.structure.unflatten(containers)
