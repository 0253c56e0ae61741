"""How models are run by onnxruntime: on the CPU, one thread a run, with the same results on every CPU."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.hardware import cpu_flags

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_VNNI: Final = {"avx512_vnni", "avx_vnni"}


def open_session(model: bytes | Path) -> "InferenceSession":
    """Return the model, ready to run from any number of threads.

    Runs side by side use the cores better than threads within a run do, which wait for each other at every step.

    Args:
        model: an ONNX file or its content, to be trusted. Weights that lie in a file of their own are mapped.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    if not cpu_flags() & _VNNI:
        # There int8 products overflow, unsaid, on the fast way. With VNNI both ways give the same and this is slower.
        options.add_session_config_entry("session.x64quantprecision", "1")
    loaded = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(loaded, options, providers=["CPUExecutionProvider"])
