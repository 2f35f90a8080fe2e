"""What people see: windows, pages, delegates and the worker thread; the only room that knows PySide6."""

import ctypes
import sys

_RESERVE = 1 << 40


def _keep_none_alive() -> None:
    """Give None a reserve of references on Python 3.11, where PySide6 6.12.0 takes one with every void call.

    Measured: ``QObject.setObjectName`` lowers ``sys.getrefcount(None)`` by one each time, and after some
    5000 calls the interpreter aborts with "deallocating None". PySide6 6.11.3 does not do this, and from
    Python 3.12 on None is immortal (PEP 683). Goes away with Python 3.11 or with a repaired PySide6.
    """
    if sys.version_info < (3, 12) and sys.getrefcount(None) < _RESERVE:
        ctypes.c_ssize_t.from_address(id(None)).value += _RESERVE


_keep_none_alive()
