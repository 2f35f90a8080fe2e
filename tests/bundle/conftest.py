"""One tent for all tests of bundles: making RSA keys is slow."""

import pytest
from bundle_tent import Tent, pitch


@pytest.fixture(scope="session")
def tent() -> Tent:
    return pitch()
