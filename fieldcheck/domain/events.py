"""Every kind of journal entry, with what its payload holds.

Payload keys are written here once; use cases write them and the store's projections read them.
Moments are not repeated in payloads: an entry has its own. The chain adds a ``salt`` to every payload.
"""

from __future__ import annotations

ACTION_OPENED = "action.opened"
"""subject action: ``action`` (the Action as JSON), ``practice``."""
FORM_PUBLISHED = "form.published"
"""subject form (its digest): ``form_id``, ``version``."""
CATALOGUE_APPROVED = "catalogue.approved"
"""subject session: ``catalogue`` (such as ``pl/forms/intake-park``), ``by`` (who read every text), ``digest``
(of the texts and translations as they were)."""
SESSION_OPENED = "session.opened"
"""subject session: ``post``; ``with`` ("recovery-sheet") when the recovery sheet opened the laptop."""
SESSION_LOCKED = "session.locked"
"""subject session: nothing."""
USER_ADDED = "user.added"
"""subject session: ``user``: the name that may unlock this laptop from now on."""
USER_WITHDRAWN = "user.withdrawn"
"""subject session: ``user``: the name that may no longer unlock this laptop."""
KEY_GIVEN = "key.given"
"""subject session: ``user``, ``key`` (recipient code): who can read what is sealed to it from now on."""
KEY_TAKEN = "key.taken"
"""subject session: ``user``, ``key`` (recipient code): undoes ``key.given``."""
PASSPHRASE_CHANGED = "passphrase.changed"  # noqa: S105 the name of an event
"""subject session: ``user``; where the sheet proved who it was also ``with`` ("recovery-sheet") and
``opens``, the identity of the slot that opens once this is done."""
PASSPHRASE_KEPT = "passphrase.kept"  # noqa: S105
"""subject session: ``user``: the disk refused, the old one still opens; undoes ``passphrase.changed``."""
RECOVERY_RENEWED = "recovery.renewed"
"""subject session: ``reads`` (codes: what it opens beside the database), ``opens`` (the identity of the slot
that opens once this is done); the old sheet is void."""
RECOVERY_KEPT = "recovery.kept"
"""subject session: nothing: the disk refused, so the old sheet still opens; undoes ``recovery.renewed``."""
CAPACITY_CHANGED = "capacity.changed"
"""subject session: ``capacity``, the new one."""
ACTION_CHANGED = "action.changed"
"""subject action: ``action`` (the whole Action as JSON), ``reason``."""
ACTION_UPDATED = "action.updated"
"""subject action: ``action`` (the whole Action as JSON), ``version``, ``reason``, ``by`` (who made it),
``digest`` (SHA-256 of the file): a laptop took over what the coordinator changed."""
DAY_CLOSED = "day.closed"
"""subject action: ``unfinished`` (list of lines), ``reason`` ("" when nothing was left)."""
DAY_REOPENED = "day.reopened"
"""subject action: ``reason``: something of the day is still to be done; undoes ``day.closed``."""
CASE_OPENED = "case.opened"
"""subject case: ``code``, ``post``."""
CASE_RECEIVED = "case.received"
"""subject case: ``code``, ``post``: a person of another laptop arrived here, known by code or route slip."""
CASE_SENT = "case.sent"
"""subject case: ``from`` ("" from the road), ``to`` (post codes), ``reason`` ("" in the usual turn)."""
CASE_CALLED = "case.called"
"""subject case: ``post``: the waiting person was called in."""
POST_REFUSED = "post.refused"
"""subject case: ``post``, ``reason``: the person did not want this post."""
POST_SKIPPED = "post.skipped"
"""subject case: ``post``, ``reason``: an officer let the person pass this post by."""
CASE_LEFT = "case.left"
"""subject case: ``post``, ``reason``: the person went away without a proof of control."""
POST_STAFFED = "post.staffed"
"""subject action: ``post``, ``present`` ("yes" or "no"): whether somebody stands there; the newest counts."""
PERSONS_COUNTED = "persons.counted"
"""subject action: ``post``, ``what`` (Passing), ``count`` (persons; below nought to take a count back)."""
HOME_RECORDED = "home.recorded"
"""subject home: ``name``, ``sector``, ``result`` (HomeResult), ``persons`` (or null), ``reason``."""
IDENTITY_RECORDED = "identity.recorded"
"""subject case: ``identity``, as ``domain.identity`` writes it."""
CASES_JOINED = "cases.joined"
"""subject case: ``other`` (case), ``reason``: held to be one person."""
CASES_PARTED = "cases.parted"
"""subject case: ``other`` (case), ``reason``: not one person after all; undoes ``cases.joined``."""
IDENTITY_QUESTIONED = "identity.questioned"
"""subject case: ``with`` (the code of another case): one document number stands with two people. No number
and no name; whoever knows one of the two looks at the paper again."""
IDENTITY_CONFIRMED = "identity.confirmed"
"""subject case: ``with`` (the code of another case), ``right`` ("yes" or "no"), ``reason``: the document
number of this case, which stands with that one too, was looked at and is right: they are two people. The
newest counts, and "no" opens the question again. No number and no name, as with the question."""
THING_RECORDED = "thing.recorded"
"""subject thing: ``thing``, as ``domain.things`` writes it; the newest counts."""
THING_BROUGHT = "thing.brought"
"""subject thing: ``thing`` as above, ``earlier`` as ``domain.things.earlier`` writes it: what the set-up
bundle brought of other actions. Whatever was recorded of it counts before this."""
THING_LINKED = "thing.linked"
"""subject thing: ``case``, ``relation`` (such as ``works-for``), ``source`` (``form``, ``officer``)."""
THING_UNLINKED = "thing.unlinked"
"""subject thing: ``case``, ``relation``, ``reason``."""
THINGS_MERGED = "things.merged"
"""subject thing: ``into`` (thing), ``reason``: two records of one thing."""
THINGS_PARTED = "things.parted"
"""subject thing: ``reason``: undoes ``things.merged``."""
THINGS_KEPT_APART = "things.kept-apart"
"""subject thing: ``other`` (thing), ``reason``: they look alike and are two."""
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
"""subject interview: ``reason``, ``refused`` as below (reason "refused" counts as yes whatever it says)."""
INTERVIEW_RESUMED = "interview.resumed"
"""subject interview: nothing."""
INTERVIEW_FINISHED = "interview.finished"
"""subject interview: ``refused`` ("yes" when the person did not want the talk, "later" when rather another
time; absent counts as no)."""
ASSESSMENT_MADE = "assessment.made"
"""subject case: ``interview`` (the newest), ``interviews`` (all it rests on), ``signals`` (codes), ``blank``
(domains), ``routes`` (recipient codes)."""
ROUTE_DECIDED = "route.decided"
"""subject case: ``to``, ``proposed``, ``reason`` ("" when the proposal was followed)."""
REFERRAL_SENT = "referral.sent"
"""subject referral: ``case``, ``to``, ``urgency``, ``why`` (list), ``how``.

Since several are alerted at once also ``alarm`` (what they have in common), ``asked`` (the targets that the
route names, when ``to`` stands in for them) and ``effect`` (what it may do to the person).
"""
REFERRAL_ACKNOWLEDGED = "referral.acknowledged"
"""subject referral: ``by``, ``how`` ("" when it went as planned)."""
REFERRAL_WITHDRAWN = "referral.withdrawn"
"""subject referral: ``reason``."""
REFERRAL_ASSESSED = "referral.assessed"
"""subject referral: ``assessment`` (FirstAssessment), ``sealed_note`` (age to ISZW, base64)."""
REFERRAL_ANSWERED = "referral.answered"
"""subject referral: ``answer`` (accepted, declined), ``by``, ``reason``: of whoever is not at a laptop.

Since somebody can answer who was not reached before also ``how``, as when they acknowledge.
"""
REFERRAL_DONE = "referral.done"
"""subject referral: ``by``, ``result``."""
REFERRAL_ESCALATED = "referral.escalated"
"""subject referral: ``to`` (target), ``referral`` (the new one), ``minutes`` (how long nobody answered)."""
OUTCOME_GIVEN = "outcome.given"
"""subject referral: ``outcome`` (Outcome), ``words``: what the reporter hears of it."""
QUALIFICATION_SET = "qualification.set"
"""subject case: ``step`` (of the ladder), ``reason``: always by a person."""
REFLECTION_OFFERED = "reflection.offered"
"""subject case: ``told`` (day), ``ends`` (day, "" when declined), ``dublin``, ``answer``, ``language``."""
FOLLOW_UP_PLANNED = "follow-up.planned"
"""subject case: ``what``, ``on`` (day or ""), ``who``, ``stage`` (planned, done, dropped), ``of`` (the
entry that planned it, "" for a new one), ``reason`` (why it was dropped)."""
COMENSHA_REPORTED = "comensha.reported"
"""subject case: ``stage`` (queued, submitted, withdrawn), ``reporter`` (class), ``proof``, ``reason``,
``consent`` (whether the person consented in writing)."""
SHELTER_REQUESTED = "shelter.requested"
"""subject case: ``persons``, ``men``, ``women``, ``minors``, ``region``, ``on``, ``stage``, ``reason``,
``moment`` (before, on-the-day), ``of`` (the entry that asked, "" for a new request)."""
CONTACT_AGREED = "contact.agreed"
"""subject case: ``sealed`` (age to the recipients who may call, base64): channels and safe hours;
``to`` (their codes): to nobody else does it travel."""
NOTE_SEALED = "note.sealed"
"""subject case: ``sealed`` (age, base64), ``to`` (recipient code), ``about`` ("", assessment, effect): a note
nobody else can read."""
PAPER_ISSUED = "paper.issued"
"""subject case: ``paper`` (kind), ``serial``, ``language``, ``digest`` (SHA-256 of the PDF)."""
RECORD_VIEWED = "record.viewed"
"""subject case: ``screen``; subject action for what is about no case, such as this record itself (trail)."""
BUNDLE_EXPORTED = "bundle.exported"
"""subject action: ``bundle`` (kind), ``file``, ``digest``, ``recipients`` (codes), ``entries`` (count).

That of a set-up bundle has the laptop's name as recipient, and ``prefix``, which begins its case codes.
"""
BUNDLE_IMPORTED = "bundle.imported"
"""subject action: ``bundle`` (kind), ``device``, ``device_name``, ``digest``, ``entries`` (new ones).

``clock`` is that of the newest entry it brought: up to there this laptop knows what the other wrote.
"""
