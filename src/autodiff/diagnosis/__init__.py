"""What a program did: where a NaN came from, gradients on their way, the size of a graph; names."""

from __future__ import annotations

from .anomaly import detect_anomaly
from .hooks import HookHandle
from .lines import Line
from .names import name_scope
from .summary import GraphSummary, Operations, SavedArray, graph_summary

__all__ = [
    "GraphSummary",
    "HookHandle",
    "Line",
    "Operations",
    "SavedArray",
    "detect_anomaly",
    "graph_summary",
    "name_scope",
]
