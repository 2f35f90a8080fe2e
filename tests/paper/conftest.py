"""One fictitious action and the papers that come with it, and what poppler reads back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fieldcheck.domain.action import Action, Contact, LocalLimits, Post
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.paper import PdfPapers
from fieldcheck.usecases.ports import (
    ControlProof,
    PreVisitSheet,
    Reason,
    RecoverySheet,
    ReferralSheet,
    RightsLetter,
)

CHECKED = date(2026, 11, 22)


@dataclass(frozen=True)
class Read:
    """A PDF as the poppler tools see it."""

    data: bytes
    path: Path

    @property
    def text(self) -> str:
        """Its words, in reading order, with single spaces."""
        return " ".join(self._run("pdftotext", "-layout", str(self.path), "-").split())

    @property
    def raw_text(self) -> str:
        """Its words in the order of the content, with single spaces."""
        return " ".join(self._run("pdftotext", "-raw", str(self.path), "-").split())

    @property
    def info(self) -> dict[str, str]:
        lines = self._run("pdfinfo", str(self.path)).splitlines()
        return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def fonts(self) -> dict[str, bool]:
        """Font name without its subset mark, and whether it is embedded."""
        lines = self._run("pdffonts", str(self.path)).splitlines()[2:]
        return {
            line.split()[0].partition("+")[2] or line.split()[0]: line.split()[-5] == "yes" for line in lines
        }

    def words(self, page: int = 1) -> list[tuple[str, float, float, float, float]]:
        """Every word of a page with its box: left, top, right, bottom in points from the upper left."""
        from xml.etree import ElementTree

        page_range = ("-f", str(page), "-l", str(page))
        content = self._run("pdftotext", "-bbox", *page_range, str(self.path), "-")
        tree = ElementTree.fromstring(content)  # noqa: S314 our own file, read by our own tool
        found = []
        for word in tree.iter("{http://www.w3.org/1999/xhtml}word"):
            box = [float(word.get(side, "nan")) for side in ("xMin", "yMin", "xMax", "yMax")]
            found.append((word.text or "", box[0], box[1], box[2], box[3]))
        return found

    def structure(self) -> str:
        return self._run("pdfinfo", "-struct-text", str(self.path))

    @staticmethod
    def _run(*command: str) -> str:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Read]:
    """Puts PDF bytes where poppler can read them."""

    def put(data: bytes) -> Read:
        path = tmp_path / f"{abs(hash(data))}.pdf"
        path.write_bytes(data)
        return Read(data, path)

    return put


@pytest.fixture(scope="session")
def papers() -> PdfPapers:
    return PdfPapers()


@pytest.fixture
def action() -> Action:
    return Action(
        id=ActionId("0199-practice"),
        name="Actie Zilverberk",
        park="Bungalowpark De Zilverberk",
        municipality="Heidewoude",
        day=date(2026, 11, 24),
        posts=(
            Post("intake", "Intake", "municipality"),
            Post("municipality", "Gemeente", "iszw"),
            Post("iszw", "Nederlandse Arbeidsinspectie (voorheen ISZW)", "exit"),
            Post("exit", "Uitgang", ""),
        ),
        limits=LocalLimits(180, Decimal(10), "fictief"),
        contacts=(
            Contact("emergency", "Direct gevaar", "112", "dag en nacht", "P1", CHECKED),
            Contact("nla", "Nederlandse Arbeidsinspectie", "0800-5151", "", "P1", CHECKED),
            Contact("comensha", "CoMensha", "033-448 11 86", "ma-vr 9-17 uur", "V5", CHECKED),
            Contact("fairwork", "FairWork", "", "", "", CHECKED),
        ),
        recipients=(),
        practice=False,
    )


@pytest.fixture
def practice_action(action: Action) -> Action:
    return replace(action, practice=True)


@pytest.fixture
def moment() -> datetime:
    return datetime(2026, 11, 24, 4, 47, 12, tzinfo=UTC)


@pytest.fixture
def proof(action: Action, moment: datetime) -> ControlProof:
    return ControlProof(action, "I1-0007", "I1-0012-K", moment, "M. de Vries")


@pytest.fixture
def letter(action: Action) -> RightsLetter:
    return RightsLetter(action, "nl", date(2026, 11, 24), "14.99", None, draft=False)


@pytest.fixture
def recovery(moment: datetime) -> RecoverySheet:
    return RecoverySheet("7K3M8-9QRST-2VWXY-ABCDE-FGH12-JKMNP-34567", "Intake 1", moment, practice=False)


@pytest.fixture
def pre_visit(action: Action, moment: datetime) -> PreVisitSheet:
    known = replace(action, pre_visit=("Twee uitgangen, één met slagboom.", "De brandweer komt mee."))
    return PreVisitSheet(known, moment, "C. Coördinator")


@pytest.fixture
def referral(action: Action, moment: datetime) -> ReferralSheet:
    return ReferralSheet(
        action=action,
        case_code="I1-0012-K",
        sent=moment,
        sent_by="M. de Vries",
        to="Nederlandse Arbeidsinspectie (voorheen ISZW)",
        how="walked",
        capacity="voluntary",
        spoken_language="pl",
        reasons=(
            Reason("Loon ver onder het minimum", "Hoeveel krijgt u? 800 euro"),
            Reason("Papieren bij de werkgever"),
        ),
        figures=(Reason("Loon per uur € 3,42", "800 / (54 × 4,33) = 3,42"),),
        blank_domains=("Werving", "Dwang"),
        conditions=(Reason("Wie kon meeluisteren?", "Niemand"),),
    )
