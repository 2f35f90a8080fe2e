"""Every kind of journal entry, with what its payload holds.

Payload keys are written here once; use cases write them and the store's projections read them.
Moments are not repeated in payloads: an entry has its own. The chain adds a ``salt`` to every payload.
"""

from __future__ import annotations

ACTION_OPENED = "action.opened"
"""subject action: ``action`` (the Action as JSON), ``practice``."""
FORM_PUBLISHED = "form.published"
"""subject form (its digest): ``form_id``, ``version``."""
SESSION_OPENED = "session.opened"
"""subject session: ``post``."""
SESSION_LOCKED = "session.locked"
"""subject session: nothing."""
CAPACITY_CHANGED = "capacity.changed"
"""subject session: ``capacity``, the new one."""
CASE_OPENED = "case.opened"
"""subject case: ``code``, ``post``."""
INTERVIEW_STARTED = "interview.started"
"""subject interview: ``case``, ``form_id``, ``form_digest``, ``language``, ``position``."""
ANSWER_RECORDED = "answer.recorded"
"""subject interview: ``reference``, ``value``, ``state``, ``language``, ``position`` (page shown next).

A file given as answer adds ``attachment``: ``digest`` (SHA-256 of its bytes), ``media_type``, ``size``
(bytes); ``value`` is then its name. ``interpreter`` is there when it was known who helped with the
language, as the form's own question says. An instance of a repeat is a reference that ends in ``]``, with the
value ``present`` or ``removed``. What the form filled in adds ``by`` ("form"). What was carried over from an
earlier interview of the case adds ``from``, that interview; its entry has the legal capacity, and its
payload the language, in which it was asked then.
"""
INTERVIEW_MOVED = "interview.moved"
"""subject interview: ``position``."""
LANGUAGE_SWITCHED = "language.switched"
"""subject interview: ``language``; ``interpreter`` when it is known who interprets that language."""
NOTE_RECORDED = "note.recorded"
"""subject interview: ``reference``, ``text``."""
INTERVIEW_PAUSED = "interview.paused"
"""subject interview: ``reason``."""
INTERVIEW_RESUMED = "interview.resumed"
"""subject interview: nothing."""
INTERVIEW_FINISHED = "interview.finished"
"""subject interview: ``refused`` ("yes" when the person did not want the talk; absent counts as no)."""
ASSESSMENT_MADE = "assessment.made"
"""subject case: ``interview`` (the newest), ``interviews`` (all it rests on), ``signals`` (codes), ``blank``
(domains), ``routes`` (recipient codes)."""
ROUTE_DECIDED = "route.decided"
"""subject case: ``to``, ``proposed``, ``reason`` ("" when the proposal was followed)."""
REFERRAL_SENT = "referral.sent"
"""subject referral: ``case``, ``to``, ``urgency``, ``why`` (list), ``how``."""
REFERRAL_ACKNOWLEDGED = "referral.acknowledged"
"""subject referral: ``by``, ``how``."""
REFERRAL_WITHDRAWN = "referral.withdrawn"
"""subject referral: ``reason``."""
REFERRAL_ASSESSED = "referral.assessed"
"""subject referral: ``assessment`` (FirstAssessment), ``sealed_note`` (age to ISZW, base64)."""
PAPER_ISSUED = "paper.issued"
"""subject case: ``paper`` (kind), ``serial``, ``language``, ``digest`` (SHA-256 of the PDF)."""
RECORD_VIEWED = "record.viewed"
"""subject case: ``screen``."""
BUNDLE_EXPORTED = "bundle.exported"
"""subject action: ``bundle`` (kind), ``file``, ``digest``, ``recipients`` (codes), ``entries`` (count)."""
