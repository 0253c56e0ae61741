"""Memory of recent events. Slack repeats events, and sends one mention as two events."""

from collections.abc import Hashable
from threading import Lock
from typing import Final

from cachetools import TTLCache

_MAX_KEYS: Final = 20_000
_SECONDS: Final = 3600.0  # in HTTP mode, Slack's last retry comes after five minutes


class RecentEvents:
    """A set of event keys that forgets the oldest ones. Thread-safe.

    Args:
        max_keys: maximum number of keys.
        seconds: time after which a key is forgotten.
    """

    def __init__(self, max_keys: int = _MAX_KEYS, seconds: float = _SECONDS) -> None:
        self._keys: TTLCache[Hashable, bool] = TTLCache(maxsize=max_keys, ttl=seconds)
        self._lock = Lock()

    def add(self, *keys: Hashable) -> bool:
        """Record the keys of an event. Return True if none was recorded before."""
        with self._lock:
            is_new = not any(key in self._keys for key in keys)
            self._keys.update(dict.fromkeys(keys, True))
            return is_new
