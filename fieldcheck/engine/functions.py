"""The function library: tables by name, put together from the subjects."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.engine.functions_core import CORE, XPATH
from fieldcheck.engine.functions_dates import DATES
from fieldcheck.engine.functions_geo import GEO
from fieldcheck.engine.functions_maths import MATHS
from fieldcheck.engine.functions_odk import ODK
from fieldcheck.engine.scope import Function

FUNCTIONS: Mapping[str, Function] = {**CORE, **MATHS, **DATES, **GEO, **ODK}
"""Every function that an expression may call without saying where it comes from."""

__all__ = ["FUNCTIONS", "XPATH"]
