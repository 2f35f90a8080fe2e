"""What people see: windows, pages, delegates and the worker thread; the only room that knows PySide6."""
