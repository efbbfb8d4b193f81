"""Special functions: SciPy's own, which take Variables, with their types.

``scipy.special.erf(v)`` finds the rules here by itself, once it meets a Variable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import beta_function as beta_function
from . import entropies as entropies
from . import error_functions as error_functions
from . import exponential as exponential
from . import gamma_function as gamma_function
from . import like, polygammas
from . import logistic as logistic
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

beta: of.Division = own("beta")
betaln: of.Division = own("betaln")
digamma: of.UnaryFloat = own("digamma")
erf: of.UnaryFloat = own("erf")
erfc: of.UnaryFloat = own("erfc")
erfcinv: of.UnaryFloat = own("erfcinv")
erfi: of.UnaryFloat = own("erfi")
erfinv: of.UnaryFloat = own("erfinv")
expit: of.UnaryFloat = own("expit")
gamma: of.UnaryFloat = own("gamma")
gammaln: of.UnaryFloat = own("gammaln")
gammasgn: of.UnaryFloat = own("gammasgn")
log1p: of.UnaryFloat = own("log1p")
log_expit: of.UnaryFloat = own("log_expit")
loggamma: of.UnaryFloat = own("loggamma")
logit: of.UnaryFloat = own("logit")
polygamma = like.either(polygammas.polygamma)
psi: of.UnaryFloat = own("psi")
rgamma: of.UnaryFloat = own("rgamma")
xlog1py: of.Division = own("xlog1py")
xlogy: of.Division = own("xlogy")
