"""A published form: what is kept, named by its digest."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.identifiers import FormDigest

FORMAT = 3
"""Of the forms that are published now: 2 has files beside the form, 3 the source of a referral.

Older ones are still read, and keep their bytes and so their digest.
"""

_WITH_FILES = 2
_WITH_REFERRAL_SOURCES = 3


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One row of the sheet ``signals``, as written; ``when`` has its ``${name}`` turned into paths."""

    code: str
    exploitation: str
    domain: str
    dimension: str
    weight: str
    when: str
    label: Mapping[str, str]
    why: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class ReferralRule:
    """One row of the sheet ``referrals``; ``when`` has its ``${name}`` turned into paths.

    ``source`` tells where the rule comes from; "" in a form that was published before format 3.
    """

    code: str
    when: str
    to: str
    urgency: str
    label: Mapping[str, str]
    source: str = ""


@dataclass(frozen=True)
class PublishedForm:
    """A form ready to be kept and run.

    Attributes:
        languages: BCP 47 tags, the default language first.
        xform: the ODK XForm; it runs in ODK and Kobo as it is.
        depths: core, standard or deep by reference, where the form says so.
        facts: the question that tells a fact, by the fact's name.
        domains: the domain of a question, by reference.
        files: what comes with the form (images, sounds, lists), in base64, by file name.
        format: the format it was published in; a form of an older one keeps its bytes and its digest.
    """

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    xform: str
    signals: tuple[SignalRule, ...] = ()
    referrals: tuple[ReferralRule, ...] = ()
    depths: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same form is the same bytes."""
        content = asdict(self)
        if self.format < _WITH_FILES:
            del content["files"]
        if self.format < _WITH_REFERRAL_SOURCES:
            for referral in content["referrals"]:
                del referral["source"]
        return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> PublishedForm:
        """Read what :meth:`to_bytes` wrote. Raises FormRefused for anything else."""
        try:
            content: dict[str, Any] = json.loads(data)
            written = content["format"]
            if type(written) is not int or not 1 <= written <= FORMAT:
                raise FormRefused(
                    N_("Dit formulier is gemaakt met een nieuwere versie van het programma."),
                )
            if written < _WITH_FILES and "files" in content:
                raise ValueError
            sourced = written >= _WITH_REFERRAL_SOURCES
            if any(("source" in row) is not sourced for row in content["referrals"]):
                raise ValueError
            content["languages"] = tuple(content["languages"])
            content["signals"] = tuple(SignalRule(**_texts(row)) for row in content["signals"])
            content["referrals"] = tuple(ReferralRule(**_texts(row)) for row in content["referrals"])
            form = cls(**content)
            form._refuse_other_kinds()
            form.__dict__["digest"] = _digest(form.to_bytes())  # a text that cannot be written again is none
            return form
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FormRefused(N_("Dit is geen gepubliceerd formulier.")) from error

    def _refuse_other_kinds(self) -> None:
        """Raise ValueError or TypeError where there is a number in place of a text and the like."""
        texts = (self.form_id, self.version, self.title, self.xform, *self.languages)
        if not self.languages or not all(isinstance(one, str) for one in texts):
            raise TypeError
        for mapping in (self.depths, self.facts, self.domains, self.files):
            if not all(isinstance(one, str) for one in mapping.values()):
                raise TypeError
        for name in self.files:
            self.file(name)

    def file(self, name: str) -> bytes:
        """A file that comes with the form. Raises KeyError when there is none of that name."""
        return base64.b64decode(self.files[name], validate=True)

    @cached_property
    def digest(self) -> FormDigest:
        """SHA-256 of :meth:`to_bytes`, lower-case hex."""
        return _digest(self.to_bytes())


def _digest(data: bytes) -> FormDigest:
    return FormDigest(hashlib.sha256(data).hexdigest())


def _texts(row: Any) -> dict[str, Any]:
    """A row of texts, of which the labels are by language. Raises TypeError for anything else."""
    for name, one in row.items():
        texts = one.values() if name in ("label", "why") else (one,)
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
    return dict(row)
