"""One practice desk for all view-model tests: making its keys is slow, and every test opens its own case."""

from collections.abc import Iterator

import pytest
from practice_desk import practice_desk

from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, start_interview


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = practice_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


@pytest.fixture
def interviewing(desk: Desk) -> Interviewing:
    return start_interview(desk, open_case(desk).id, "pl")
