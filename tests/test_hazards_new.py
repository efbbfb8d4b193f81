from hazards import HAZARDS
import pytest
@pytest.mark.parametrize("row", HAZARDS, ids=lambda r: r.name)
def test_row(row): row.outcome.check(row.program)
