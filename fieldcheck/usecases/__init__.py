"""One verb an officer does is one function; the ports at the bottom are implemented by the rooms below."""
