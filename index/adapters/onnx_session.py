"""How models are run by onnxruntime: on the CPU, one thread a run, with the same results on every CPU."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_VNNI: Final = re.compile(r"^flags\b.*\b(?:avx512_vnni|avx_vnni)\b", re.MULTILINE)


def open_session(model: bytes | Path) -> "InferenceSession":
    """Return the model, ready to run from any number of threads.

    Runs side by side use the cores better than threads within a run do, which wait for each other at every step.

    Args:
        model: an ONNX file or its content, to be trusted. Weights that lie in a file of their own are mapped.
    """
    import onnxruntime  # noqa: PLC0415 only when used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    if not _cpu_has_vnni():
        # There int8 products overflow, unsaid, on the fast way. With VNNI both ways give the same and this is slower.
        options.add_session_config_entry("session.x64quantprecision", "1")
    loaded = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(loaded, options, providers=["CPUExecutionProvider"])


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu_has_vnni() -> bool:
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and _VNNI.search(flags.read_text(encoding="utf-8", errors="replace")) is not None
