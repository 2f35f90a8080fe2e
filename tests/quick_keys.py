"""Key stretching for tests that are not about it: as weak as it may be, so that stores open at once."""

from __future__ import annotations

from fieldcheck.crypto import Stretching

QUICK = Stretching(memory_kib=64, passes=1, lanes=1)
