"""Means, spreads, quantiles, histograms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.ops.reductions import nan, reduction
from autodiff.ops.statistics import averages, covariance, quantiles, variance

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

mean: Final = like.mean(reduction.mean)
nanmean: Final = like.mean(nan.nanmean)
median: Final = like.median(quantiles.median)
nanmedian: Final = like.median(quantiles.nanmedian)
average: Final = like.average(averages.average)
quantile: Final = like.quantile(quantiles.quantile)
percentile: Final = like.quantile(quantiles.percentile)
nanquantile: Final = like.quantile(quantiles.nanquantile)
nanpercentile: Final = like.quantile(quantiles.nanpercentile)
var: Final = like.spread(variance.var)
std: Final = like.spread(variance.std)
nanvar: Final = like.spread(nan.nanvar)
nanstd: Final = like.spread(nan.nanstd)
cov: Final = like.floating(covariance.cov)
corrcoef: Final = like.floating(covariance.corrcoef)
digitize: Final = like.plain(np.digitize)
bincount: of.Bincount = own("bincount")
