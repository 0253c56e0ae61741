"""Remembers for a while what was answered: Slack sends events again, and one mention as two events."""

from collections.abc import Hashable
from threading import Lock
from typing import Final

from cachetools import TTLCache

_MOST: Final = 20_000
_SECONDS: Final = 3600.0  # HTTP mode sends an event for the last time after five minutes


class RecentEvents:
    """A set of keys that forgets the oldest, and each after an hour. Safe between threads."""

    def __init__(self, most: int = _MOST, seconds: float = _SECONDS) -> None:
        """Remember at most ``most`` keys, each for ``seconds``."""
        self._keys: TTLCache[Hashable, bool] = TTLCache(maxsize=most, ttl=seconds)
        self._lock = Lock()

    def first(self, *keys: Hashable) -> bool:
        """Return whether none of these names of one event was seen before; remember them all."""
        with self._lock:
            new = not any(key in self._keys for key in keys)
            self._keys.update(dict.fromkeys(keys, True))
            return new
