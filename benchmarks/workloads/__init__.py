"""The workloads: each one program for all libraries, and its derivative by hand."""

from __future__ import annotations

from . import (
    chains,
    convolution,
    elementwise,
    gaussian_process,
    networks,
    recurrent,
    rosenbrock,
    scalars,
    slices,
)
from .problem import Problem, Workload

__all__ = ["WORKLOADS", "Problem", "Workload"]

WORKLOADS = {
    "Goldstein-Price, 0-d": Workload(scalars.goldstein, aim=7),
    "Rosenbrock, n = 100": Workload(rosenbrock.gradient_100, aim=3.6),
    "Rosenbrock, n = 100,000": Workload(rosenbrock.gradient_100000, 1000, heavy=True),
    "1,000 operations on 10-vectors": Workload(chains.small, 10, aim=3),
    "sum of 10,000 small terms": Workload(scalars.terms, 30, aim=3.2),
    "MLP step, batch 64": Workload(networks.network_64, 8, aim=1.15),
    "MLP step, batch 4096": Workload(networks.network_4096, 8, aim=1.05, heavy=True),
    "logistic regression, 100,000 x 50": Workload(networks.logistic, 100, aim=1.2, heavy=True),
    "tanh RNN, 100 steps": Workload(recurrent.simple, 3, aim=1.6, heavy=True),
    "LSTM, 100 steps": Workload(recurrent.lstm, 3, aim=1.7, heavy=True),
    "elementwise, 10^7": Workload(elementwise.decay, 1000, aim=1.3, heavy=True),
    "Black-Scholes, 10^6 options": Workload(elementwise.black_scholes, 1000, aim=1.8, heavy=True),
    "heat equation by slices": Workload(slices.heat, 8, aim=1.3, heavy=True),
    "heat equation, in place": Workload(slices.heat_in_place, 8, heavy=True),
    "gather 50,000 rows of 32": Workload(slices.gather, 100, aim=1.5, heavy=True),
    "Gaussian process, slogdet": Workload(gaussian_process.slogdet, 20, aim=1.5, heavy=True),
    "Gaussian process, Cholesky": Workload(gaussian_process.cholesky, 20, aim=1.5, heavy=True),
    "Hessian times vector, Rosenbrock 50": Workload(rosenbrock.product, aim=12),
    "Hessian, Rosenbrock 50": Workload(rosenbrock.hessian),
    "LeNet step, batch 32": Workload(convolution.step, 2, heavy=True),
    "chain of ten products, 256 x 256": Workload(chains.matrices, 8, heavy=True),
}
