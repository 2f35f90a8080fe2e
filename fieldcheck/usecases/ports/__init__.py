"""What the use cases need from the rooms below: the store, the papers and the bundles."""

from __future__ import annotations

from fieldcheck.usecases.ports.bundles import (
    BundleKind,
    BundleRead,
    BundleReport,
    Bundles,
    DayBundle,
    EntriesBundle,
    ExcerptBundle,
    QuestionBundle,
    SetUp,
)
from fieldcheck.usecases.ports.flow import FlowRecords, TrailRecords
from fieldcheck.usecases.ports.journal import Cancelled, Changes, Clock, Journal, Progress
from fieldcheck.usecases.ports.papers import (
    Alerted,
    ControlProof,
    Papers,
    PreVisitSheet,
    Reason,
    RecoverySheet,
    ReferralSheet,
    RightsLetter,
    RouteSlip,
)
from fieldcheck.usecases.ports.people import PeopleRecords
from fieldcheck.usecases.ports.private_keys import RECOVERY, PrivateKeys
from fieldcheck.usecases.ports.records import Records
from fieldcheck.usecases.ports.things import ThingRecords
from fieldcheck.usecases.ports.vault import Changing, Created, Renewed, Store, Vault

__all__ = [
    "RECOVERY",
    "Alerted",
    "BundleKind",
    "BundleRead",
    "BundleReport",
    "Bundles",
    "Cancelled",
    "Changes",
    "Changing",
    "Clock",
    "ControlProof",
    "Created",
    "DayBundle",
    "EntriesBundle",
    "ExcerptBundle",
    "FlowRecords",
    "Journal",
    "Papers",
    "PeopleRecords",
    "PreVisitSheet",
    "PrivateKeys",
    "Progress",
    "QuestionBundle",
    "Reason",
    "Records",
    "RecoverySheet",
    "ReferralSheet",
    "Renewed",
    "RightsLetter",
    "RouteSlip",
    "SetUp",
    "Store",
    "ThingRecords",
    "TrailRecords",
    "Vault",
]
