"""One module for each screen; the registry names them and imports one when it is first shown."""
