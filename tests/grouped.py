"""One test for all cases of a function, for there are more cases than tests can be afforded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from operations import Case


def each(cases: Iterable[Case]) -> Callable[[Callable[[Case], None]], Any]:
    """Turn the check of one case into a test of each name, which tells all cases that fail."""
    rows: dict[str, dict[str, Case]] = {}
    for i, case in enumerate(cases):
        rows.setdefault(case.name, {})[f"{i}-{case}"] = case

    def decorate(check: Callable[[Case], None]) -> Any:
        def test(row: dict[str, Case]) -> None:
            failures: dict[str, Exception] = {}
            for number_and_case, case in row.items():
                try:
                    check(case)
                except Exception as error:  # noqa: BLE001  # raised below
                    failures[number_and_case] = error
            for first in failures.values():  # with the names of all
                first.add_note(f"{len(failures)} of {len(row)} fail: {', '.join(failures)}")
                raise first

        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        return pytest.mark.parametrize("row", list(rows.values()), ids=list(rows))(test)

    return decorate
