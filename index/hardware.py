"""Properties of this machine."""

import os
from functools import cache
from pathlib import Path


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def cpu_flags() -> frozenset[str]:
    """Return the features of the CPU by their Linux names (``avx512_bf16``). Other systems have none."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8", errors="replace").splitlines() if info.is_file() else []
    return frozenset(flag for line in lines if line.startswith("flags") for flag in line.partition(":")[2].split())
