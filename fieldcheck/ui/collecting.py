"""Which cyclic garbage is due; it knows no Qt, so that what measures can collect as the windows do."""

from __future__ import annotations

import gc


def collect_due() -> None:
    """Collect the generations whose threshold was passed, as Python itself would; mostly none is."""
    due = -1
    for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
        if count <= threshold:
            break
        due = generation
    if due >= 0:
        gc.collect(due)
