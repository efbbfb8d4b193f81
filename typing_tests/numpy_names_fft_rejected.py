"""What the checkers refuse of ``autodiff.numpy.fft``: each line marked ``# E``, and no other."""

from __future__ import annotations

import autodiff.numpy as anp
from autodiff import Variable

v = Variable(anp.ones(3))
m = Variable(anp.ones((2, 3)))
z = Variable(anp.ones(3) + 1j)
a = anp.ones(3)

anp.fft.fft("a")  # E
anp.fft.fft(None)  # E
anp.fft.fft(v, 2.5)  # E
anp.fft.fft(v, norm="none")  # E
anp.fft.fft(v, axes=0)  # E
anp.fft.fft(a, axis="x")  # E
anp.fft.rfft(z)  # E
anp.fft.rfft(a + 1j)  # E
anp.fft.rfft([1j])  # E
anp.fft.ihfft(z)  # E
anp.fft.rfft2(z)  # E
anp.fft.rfftn(z)  # E
anp.fft.irfft(v, s=(3,))  # E
anp.fft.irfft(["a"])  # E
anp.fft.fft2(m, s=4)  # E
anp.fft.fftn(m, axes=0)  # E
anp.fft.irfftn(m, (3, 3), (0, 1), "none")  # E
anp.fft.fft(v, None, -1, None, a)  # E
anp.fft.fftshift(v, axis=0)  # E
anp.fft.fftshift(v, "x")  # E
anp.fft.fftfreq("a")  # E
anp.fft.fftfreq(v)  # E
anp.fft.rfftfreq(3, v)  # E
anp.fft.no_such_name(v)  # E
anp.fft.rfft(v) @ "a"  # E
anp.fft.irfft(z)["a"]  # E
