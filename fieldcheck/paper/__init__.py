"""The papers: rights letter, proof of control, referral sheet and recovery sheet, as PDF bytes."""

from fieldcheck.paper.papers import PdfPapers

__all__ = ["PdfPapers"]
