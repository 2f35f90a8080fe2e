"""The port ``Papers``: one method a paper, bytes out, nothing written to disk."""

from __future__ import annotations

from fieldcheck.usecases.ports import (
    ControlProof,
    PreVisitSheet,
    RecoverySheet,
    ReferralSheet,
    RightsLetter,
    RouteSlip,
)


class PdfPapers:
    """Makes every paper as PDF, with the bundled fonts only.

    The drawing libraries are imported by the first paper of their kind, since no window needs them
    to open. The same input gives the same bytes, so the digest on record can be checked again.
    """

    def rights_letter(self, letter: RightsLetter) -> bytes:
        """The rights letter in the reader's language: tagged PDF (PDF/UA-1), A4.

        Raises:
            Bug: the template, the texts or the fonts of the installation are not whole.
        """
        from fieldcheck.paper import rights_letter

        return rights_letter.draw(letter)

    def control_proof(self, proof: ControlProof) -> bytes:
        """The proof of control, the upper half of an A4; the same for everyone."""
        from fieldcheck.paper import control_proof

        return control_proof.draw(proof)

    def route_slip(self, slip: RouteSlip) -> bytes:
        """The route slip, A6: the case code and the posts to pass."""
        from fieldcheck.paper import route_slip

        return route_slip.draw(slip)

    def referral_sheet(self, sheet: ReferralSheet) -> bytes:
        """The sheet that goes with an acute referral, A4; for the inspector's eyes."""
        from fieldcheck.paper import referral_sheet

        return referral_sheet.draw(sheet)

    def pre_visit_sheet(self, sheet: PreVisitSheet) -> bytes:
        """What everybody of the action reads beforehand, A4; nothing of it is about a person."""
        from fieldcheck.paper import pre_visit_sheet

        return pre_visit_sheet.draw(sheet)

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """The sheet with the recovery code, A4; printed once, at set-up."""
        from fieldcheck.paper import recovery_sheet

        return recovery_sheet.draw(sheet)
