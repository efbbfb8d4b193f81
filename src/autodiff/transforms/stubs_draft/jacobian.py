"""Draft of the signatures of ``jacobian``, ``jacfwd``, ``jacrev`` and ``hessian``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autodiff.transforms.signatures.hessians import ToHessian
    from autodiff.transforms.signatures.jacobians import ToJacobian

__all__ = ["hessian", "jacfwd", "jacobian", "jacrev"]


def _stand_in(f: Any = None, argnums: Any = 0, *, holomorphic: bool = False) -> Any:
    raise NotImplementedError


jacobian: ToJacobian = _stand_in
jacfwd: ToJacobian = _stand_in
jacrev: ToJacobian = _stand_in
hessian: ToHessian = _stand_in
