"""Sessions of onnxruntime: on the CPU, with one thread per run and the same results on every CPU."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.hardware import cpu_flags

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_VNNI: Final = {"avx512_vnni", "avx_vnni"}


def open_session(model: bytes | Path) -> "InferenceSession":
    """Return a session that any number of threads may run at once.

    Parallel runs use the cores better than parallel threads in one run, because those wait for each other at every
    step.

    Args:
        model: a trusted ONNX file or its content. A separate file of weights is mapped into memory.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    if not cpu_flags() & _VNNI:
        # Without VNNI, the fast int8 kernels overflow silently. With VNNI they are exact, and this option is slower.
        options.add_session_config_entry("session.x64quantprecision", "1")
    source = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
