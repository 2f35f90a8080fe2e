"""What people see: windows, pages, delegates and the worker thread; the only room that knows PySide6."""

import ctypes
import sys

_RESERVE = 1 << 40


def _keep_constants_alive() -> None:
    """Give None, True and False a reserve of references on Python 3.11, where PySide6 6.12.0 takes them.

    Measured: ``QObject.setObjectName`` lowers ``sys.getrefcount(None)`` by one each time, and ``Signal.emit``
    that of True; after some 5000 calls, or some hundreds of signals, the interpreter aborts with
    "deallocating None" or "deallocating True or False". PySide6 6.11.3 does not do this, and from
    Python 3.12 on they are immortal (PEP 683). Goes away with Python 3.11 or with a repaired PySide6.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False, NotImplemented):
        if sys.getrefcount(constant) < _RESERVE:
            ctypes.c_ssize_t.from_address(id(constant)).value += _RESERVE


_keep_constants_alive()
