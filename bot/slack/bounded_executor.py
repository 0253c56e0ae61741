"""A line of bounded length: what is taken is done, what comes when it is full is turned away at once."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore


class BoundedExecutor:
    """Does work in the order in which it comes. Never blocks whoever brings it.

    Args:
        workers: how many pieces of work are done at a time.
        waiting: how many more may wait.
        name: of its threads.
    """

    def __init__(self, workers: int, waiting: int, name: str) -> None:
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._places = BoundedSemaphore(workers + waiting)

    def take(self, work: Callable[[], None]) -> "Future[None] | None":
        """Return what becomes of the work, None where the line is full."""
        if not self._places.acquire(blocking=False):
            return None
        taken = self._workers.submit(work)
        taken.add_done_callback(lambda _: self._places.release())
        return taken

    def close(self) -> None:
        """Finish all that was taken."""
        self._workers.shutdown()
