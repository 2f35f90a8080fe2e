"""Words, amounts and dates in every language the program speaks; Dutch is the source."""

from fieldcheck.i18n.formatting import (
    clock_and_day,
    clock_time,
    local_day,
    long_date,
    money,
    number,
    short_date,
)
from fieldcheck.i18n.languages import (
    LANGUAGES,
    SOURCE,
    Language,
    language,
    language_or_tag,
    name_in,
    plural_rule,
)
from fieldcheck.i18n.parsing import parse_amount, parse_date
from fieldcheck.i18n.texts import (
    Status,
    Texts,
    error_text,
    form_is_draft,
    form_languages,
    form_texts,
    said,
    texts,
)

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "Language",
    "Status",
    "Texts",
    "clock_and_day",
    "clock_time",
    "error_text",
    "form_is_draft",
    "form_languages",
    "form_texts",
    "language",
    "language_or_tag",
    "local_day",
    "long_date",
    "money",
    "name_in",
    "number",
    "parse_amount",
    "parse_date",
    "plural_rule",
    "said",
    "short_date",
    "texts",
]
