"""When weighted signals make a dimension positive: the rule of the ILO and the European Commission (2009).

Only lists that give their signals a dimension and a weight can use it. It screens; it is no legal finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def is_positive(weights: Iterable[str]) -> bool:
    """Whether signals of these weights (``strong``, ``medium``, ``weak``) together make a dimension positive.

    Two strong ones do, or a strong one with any other, or three medium ones, or two medium ones with a weak
    one (ILO/EC 2009, WCMS_105023 p. 3, as transcribed in [I2]). Any other word counts for nothing.
    """
    counted = Counter(weights)
    strong, medium, weak = counted["strong"], counted["medium"], counted["weak"]
    return strong >= 2 or (strong == 1 and medium + weak >= 1) or medium >= 3 or (medium == 2 and weak >= 1)
