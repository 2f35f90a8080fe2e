"""Replays recorded cases of ODK's own engine: ``python -m tests.conformance xpath|scenario FILE``."""
