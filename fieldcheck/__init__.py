"""fieldcheck: guided interviews, triage and signed evidence for integrated inspections."""

__version__ = "0.1.0"
