"""A thread pool with a bounded queue."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore


class BoundedExecutor:
    """A thread pool that runs jobs in order and refuses a job if its queue is full.

    Args:
        workers: number of jobs that run at the same time.
        max_pending: number of further jobs that may wait.
        name: prefix of the thread names.
    """

    def __init__(self, workers: int, max_pending: int, name: str) -> None:
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._free_slots = BoundedSemaphore(workers + max_pending)

    def submit(self, job: Callable[[], None]) -> "Future[None] | None":
        """Submit a job. Return its future, or None if the queue is full. Never block."""
        if not self._free_slots.acquire(blocking=False):
            return None
        future = self._workers.submit(job)
        future.add_done_callback(lambda _: self._free_slots.release())
        return future

    def close(self) -> None:
        """Wait until all submitted jobs are done."""
        self._workers.shutdown()
