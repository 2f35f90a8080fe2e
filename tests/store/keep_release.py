"""Keep an encrypted database of the current schema for later releases to open.

Run it once for a release that changed the schema: ``python tests/store/keep_release.py``. A file that was
released is never written again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

from store_drafts import KEY, SteppingClock, answer, attached, draft, opened, paper, sent, started  # noqa: E402

from fieldcheck.domain import events  # noqa: E402
from fieldcheck.domain.identifiers import DeviceId, FormDigest  # noqa: E402
from fieldcheck.store.database import create_store  # noqa: E402
from fieldcheck.store.migrations import NEWEST  # noqa: E402


def main() -> None:
    """Write ``fixtures/schema-<number>.db`` and what it holds as JSON; refuses to replace one."""
    target = FOLDER / "fixtures" / f"schema-{NEWEST}.db"
    if target.exists():
        raise SystemExit(f"{target.name} is kept already")
    target.parent.mkdir(exist_ok=True)
    store = create_store(target, KEY, DeviceId("device-kept"), SteppingClock())
    form = b'{"form_id":"intake-park"}'
    digest = FormDigest(hashlib.sha256(form).hexdigest())
    store.keep_form(digest, form)
    store.keep_secret("device.key", b"fictitious")
    for number in (1, 2):
        case, talk = f"case-{number}", f"talk-{number}"
        begin = started(talk, case)
        begin = draft(events.INTERVIEW_STARTED, talk, **{**begin.payload, "form_digest": digest})
        store.record([opened(case, f"BV-000{number}-8"), begin])
        for question in range(12):
            store.record([answer(f"/data/q{question}", str(question), interview=talk)])
        store.record([answer("/data/q1", "", interview=talk, state="afraid")])
        store.record([draft(events.INTERVIEW_FINISHED, talk)])
    store.record(
        [sent("ref-1", "case-1"), draft(events.REFERRAL_ACKNOWLEDGED, "ref-1", by="M. Bakker", how="walked")]
    )
    store.record([paper("BV-0001", case="case-1")])
    photo = b"fictitious photo" * 1000
    store.record([attached(photo)])
    content = {
        "attachments": {"photo-3f9a1c2b.jpg": hashlib.sha256(photo).hexdigest()},
        "heads": [[head.device, head.sequence, head.digest] for head in store.heads()],
        "cases": [[row.code, row.stage, row.answered] for row in store.cases()],
    }
    store.close()
    target.with_suffix(".json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
