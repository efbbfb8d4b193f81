"""What a Variable has to do with its gradient's way: hooks, and a gradient to be retained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from .apply import edge_of
from .diagnosis.hooks import hooks_of
from .errors import NotDifferentiableError, UntrackedError
from .operands import CONSTANT, UNTRACKED
from .typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from .diagnosis.hooks import HookHandle, Hooks
    from .variable import Variable

__all__ = ["Hooked"]


class Hooked(Generic[ScalarT_co, ShapeT_co]):
    """The methods of Variables by which users see gradients on their way."""

    __slots__ = ()

    def register_hook(
        self,
        hook: Callable[
            [np.ndarray[ShapeT_co, np.dtype[ScalarT_co]]],
            np.ndarray[Any, np.dtype[ScalarT_co]] | ScalarT_co | Variable[Any, Any] | None,
        ],
    ) -> HookHandle:
        """Have ``hook`` called with the gradient of this in each backward pass.

        It is called once a pass, with the sum of all that arrives: for a result before it goes on
        to what this was computed from, for a leaf before it is added to ``grad``.

        Parameters
        ----------
        hook
            Takes the gradient, of the shape and dtype of this, conjugated as ``grad`` is if it is
            complex; a read-only array, or a Variable where the pass itself is recorded
            (``create_graph=True``). Returns what takes the gradient's place, of the same shape
            and dtype, or None to leave it as it is.

        Returns
        -------
        A handle, whose ``remove()`` takes the hook away again, as does leaving it as a context
        manager.

        Raises
        ------
        UntrackedError
            If this is the result of nothing that was recorded.
        NotDifferentiableError
            If this is of integers or booleans.
        GradientError
            In the backward pass, if ``hook`` returns something of another shape or dtype.

        Notes
        -----
        Hooks are called in the order of registration, by ``backward``, ``gradients`` and the
        transforms in reverse mode; in forward mode there is no gradient to be seen. Where many
        cotangents are carried at a time, as for a Jacobian, they are called for one after the
        other. An exception in a hook leaves every ``grad`` as it was.

        The hook of a result belongs to the operation that computed it: it is called even if the
        Variable is gone, it stays with the old value when the Variable is written to (``y += x``),
        and it is dropped when a pass uses the graph up. Copies and pickles of a leaf have no hooks.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> x = ad.Variable(np.array([3.0, 4.0]))
        >>> y = x * x
        >>> with y.register_hook(lambda g: np.clip(g, -1.0, 1.0)):
        ...     (5.0 * y).sum().backward()
        >>> x.grad
        array([6., 8.])
        """
        given: Any = hook  # whatever a caller without a checker passes
        if not callable(given):
            msg = f"register_hook: hook is a function of the gradient, got {type(given)}"
            raise TypeError(msg)
        return _hooks(self, "register_hook").add(hook)

    def retain_grad(self) -> None:
        """Have ``grad`` of this filled by each backward pass, though it is an intermediate result.

        A pass replaces what the last one has left there. For a leaf nothing changes.

        Raises
        ------
        UntrackedError
            If this is the result of nothing that was recorded.
        NotDifferentiableError
            If this is of integers or booleans.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> x = ad.Variable(np.array(3.0))
        >>> y = x * x
        >>> y.retain_grad()
        >>> (2.0 * y).backward()
        >>> print(y.grad, x.grad)
        2.0 12.0
        """
        hooks = _hooks(self, "retain_grad")
        if edge_of(self) is not self:  # type: ignore[arg-type, comparison-overlap]  # a Variable
            hooks.retain()


def _hooks(v: Any, name: str) -> Hooks:
    """Return the hooks of a Variable, if it has a gradient."""
    if v._kind == CONSTANT:
        msg = f"{name}: {v.dtype} has no gradient; make the Variable of floats"
        raise NotDifferentiableError(msg)
    if v._kind == UNTRACKED:
        msg = (
            f"{name}: this was computed under no_grad(), or from constants only, so no gradient "
            "comes this way; compute it from Variables while recording is on"
        )
        raise UntrackedError(msg)
    return hooks_of(v, edge_of(v))
