"""``numpy.fft`` with types that know Variables: ``anp.fft.rfft`` is ``np.fft.rfft``.

Of float64 a spectrum is complex128, of float32 complex64; the rank is kept.

>>> import numpy as np
>>> import autodiff.numpy as anp
>>> from autodiff import Variable
>>> anp.fft.rfft is np.fft.rfft
True
>>> x = Variable(np.array([1.0, 2.0, 3.0, 4.0]))
>>> anp.sum(anp.square(anp.abs(anp.fft.rfft(x)))).backward()
>>> print(x.grad)
[12. 20. 20. 28.]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.numpy import like
from autodiff.ops.fft import half_spectrum, multidimensional, shifts, whole_spectrum

if TYPE_CHECKING:
    from autodiff import signatures as of

__all__ = [
    "fft",
    "fft2",
    "fftfreq",
    "fftn",
    "fftshift",
    "hfft",
    "ifft",
    "ifft2",
    "ifftn",
    "ifftshift",
    "ihfft",
    "irfft",
    "irfft2",
    "irfftn",
    "rfft",
    "rfft2",
    "rfftfreq",
    "rfftn",
]

fft: Final = like.spectrum(whole_spectrum.fft)
ifft: Final = like.spectrum(whole_spectrum.ifft)
rfft: Final = like.half_spectrum(half_spectrum.rfft)
irfft: Final = like.real_same_shape(half_spectrum.irfft)
hfft: Final = like.real_same_shape(half_spectrum.hfft)
ihfft: Final = like.half_spectrum(half_spectrum.ihfft)
fft2: Final = like.spectrum(multidimensional.fft2)
ifft2: Final = like.spectrum(multidimensional.ifft2)
rfft2: Final = like.half_spectrum(multidimensional.rfft2)
irfft2: Final = like.real_same_shape(multidimensional.irfft2)
fftn: Final = like.spectrum(multidimensional.fftn)
ifftn: Final = like.spectrum(multidimensional.ifftn)
rfftn: Final = like.half_spectrum(multidimensional.rfftn)
irfftn: Final = like.real_same_shape(multidimensional.irfftn)
fftshift: Final = like.same_shape(shifts.fftshift)
ifftshift: Final = like.same_shape(shifts.ifftshift)
fftfreq: of.Frequencies = like.own("fftfreq", np.fft)
rfftfreq: of.Frequencies = like.own("rfftfreq", np.fft)
