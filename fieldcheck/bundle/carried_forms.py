"""Published forms in a container: named by their id in the manifest, lying there by their digest."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.assets import is_form_id
from fieldcheck.bundle.content import form_file
from fieldcheck.domain.journal import sha256_hex


def forms_by_id(named: object, content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The forms by id, each the bytes that its digest in the manifest says.

    Raises TypeError, KeyError or ValueError when the manifest is malformed, or a form is missing or another.
    """
    if not isinstance(named, dict) or not all(map(is_form_id, named)):
        raise TypeError("forms")
    forms = {str(form): content[form_file(digest)] for form, digest in named.items()}
    if any(sha256_hex(forms[form]) != digest for form, digest in named.items()):
        raise ValueError("a form that is another one")
    return forms
