"""What the tables for reading say after each kind of entry: one module for each subject.

A handler reads all it needs from the payload before it writes, so that a malformed entry leaves nothing
half-applied.
"""
