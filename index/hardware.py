"""What the machine has."""

import os
from functools import cache
from pathlib import Path


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def cpu_flags() -> frozenset[str]:
    """Return what the CPU can do, in Linux's words (``avx512_bf16``); empty where the system does not tell."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines() if told.is_file() else []
    return frozenset(word for line in lines if line.startswith("flags") for word in line.partition(":")[2].split())
