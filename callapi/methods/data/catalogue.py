"""METHODS of the Data API: a file for each noun has the rows of its methods."""

from typing import Final

from callapi.domain.account import Component
from callapi.methods.data import (
    account,
    employee_groups,
    employee_positions,
    employee_stat,
    employees,
    sessions,
    statuses,
    tags,
)
from callapi.methods.method import Method

METHODS: Final[tuple[Method, ...]] = (
    Method(
        "login.user",
        sessions.login_user,
        sessions.Login,
        Component.DATA_API,
        price=0,
        token_required=False,
    ),
    Method(
        "logout.user",
        sessions.logout_user,
        sessions.Logout,
        Component.DATA_API,
        price=0,
    ),
    *account.METHODS,
    *tags.METHODS,
    *employees.METHODS,
    *statuses.METHODS,
    *employee_groups.METHODS,
    *employee_positions.METHODS,
    *employee_stat.METHODS,
)
