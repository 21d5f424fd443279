"""METHODS of the Data API: a file for each noun has the rows of its methods."""

from typing import Final

from callapi.domain.account import Component
from callapi.methods.data import (
    access_keys,
    account,
    api_requests,
    blacklist,
    direction_rules,
    employee_groups,
    employee_positions,
    employee_stat,
    employees,
    ip_whitelist,
    limits,
    media_files,
    sessions,
    statuses,
    tags,
    talk_options,
    users,
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
    *users.METHODS,
    *access_keys.METHODS,
    *ip_whitelist.METHODS,
    *direction_rules.METHODS,
    *limits.METHODS,
    *tags.METHODS,
    *employees.METHODS,
    *statuses.METHODS,
    *employee_groups.METHODS,
    *employee_positions.METHODS,
    *employee_stat.METHODS,
    *media_files.METHODS,
    *talk_options.METHODS,
    *blacklist.METHODS,
    *api_requests.METHODS,
)
