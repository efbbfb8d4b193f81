"""What a program did: where a NaN came from, gradients on their way, the size of a graph."""

from __future__ import annotations

from .anomaly import detect_anomaly
from .hooks import HookHandle
from .summary import GraphSummary, graph_summary

__all__ = ["GraphSummary", "HookHandle", "detect_anomaly", "graph_summary"]
