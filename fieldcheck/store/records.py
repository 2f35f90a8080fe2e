"""What can be read: the projections as values of the domain; no row leaves this room."""

from __future__ import annotations

from fieldcheck.store.about import JournalReading
from fieldcheck.store.case_records import CaseRecords
from fieldcheck.store.day_records import DayRecords
from fieldcheck.store.flow_records import FlowRecords
from fieldcheck.store.interview_records import InterviewRecords
from fieldcheck.store.people_records import PeopleRecords
from fieldcheck.store.private_keys import PrivateKeys
from fieldcheck.store.referral_records import ReferralRecords
from fieldcheck.store.thing_records import ThingRecords
from fieldcheck.store.trail_records import TrailRecords


class SqlRecords(
    CaseRecords,
    InterviewRecords,
    ReferralRecords,
    FlowRecords,
    PeopleRecords,
    ThingRecords,
    DayRecords,
    TrailRecords,
    JournalReading,
    PrivateKeys,
):
    """The reading half of a store, and what is kept beside the journal."""
