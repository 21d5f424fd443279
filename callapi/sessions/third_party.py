"""Whom a third leg or a coach is: the number named, or the operator's own coach."""

from dataclasses import dataclass

from callapi.directory import employees, numbers
from callapi.directory.phone_region import direction
from callapi.domain.account import Account, Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Role, Session, Sound
from callapi.domain.states import Cause
from callapi.domain.target import Target
from callapi.store.pool import Database


@dataclass(frozen=True, slots=True)
class Rules:
    """The security rules one component dials by (spec 6.5)."""

    account: Account
    component: str

    def barred(self, target: Target) -> str | None:
        """The direction that is forbidden; None when the number may be dialled."""
        if target.is_internal:
            return None
        wanted = direction(target.dial, self.account.home_country)
        open_to = self.account.rules.get(self.component, frozenset())
        return None if wanted in open_to else wanted

    def allows(self, target: Target) -> bool:
        return self.barred(target) is None

    def check(self, target: Target, field: str) -> None:
        """For a number the client named: raise call_direction_not_allowed."""
        barred = self.barred(target)
        if barred is not None:
            raise ApiError(
                Mnemonic.CALL_DIRECTION_NOT_ALLOWED, field=field, direction=barred
            )


async def find_third(
    db: Database, account: Account, digits: str, field: str
) -> tuple[Target, ...]:
    """What `make.call` dials for `to`, or why not (spec 3.3.1 step 2)."""
    found = await numbers.find_target(db, account.id, digits)
    if found.reason in ("unknown_short", "inactive"):
        raise ApiError(Mnemonic.NO_ACTIVE_PHONE_NUMBER, field=field, value=digits)
    if found.reason is not None:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, field=field, value=digits)
    return _dialable(found.targets, Rules(account, Component.MANAGEMENT), digits, field)


def _dialable(
    targets: tuple[Target, ...], rules: Rules, digits: str, field: str
) -> tuple[Target, ...]:
    """The number named has to be allowed; of an extension's numbers, some."""
    for target in targets:
        if target.dial == digits:
            rules.check(target, field)
    allowed = tuple(target for target in targets if rules.allows(target))
    if not allowed:
        raise ApiError(Mnemonic.NO_ACTIVE_PHONE_NUMBER, field=field, value=digits)
    return allowed


async def typed_number(
    db: Database, account: Account, digits: str, error_tone: Sound
) -> Happening:
    """The number the operator has typed, as the cause it is (rows 12 and 13)."""
    try:
        targets = await find_third(db, account, digits, "to")
    except ApiError:
        return Happening(Cause.NUMBER_UNKNOWN, prompt=error_tone)
    return Happening(Cause.NUMBER_FOUND, targets=targets)


async def find_coach(
    db: Database, account: Account, session: Session, phone_number: str | None
) -> tuple[Target, ...]:
    """Whom `add.coach` dials (spec 3.3.8): one number, the first that can be."""
    if phone_number is not None:
        targets = await find_third(db, account, phone_number, "phone_number")
        return targets[:1]
    operator = session.leg(Role.OPERATOR)
    employee = None
    if operator is not None and operator.employee_id is not None:
        employee = await employees.find_employee(db, account.id, operator.employee_id)
    if employee is None or employee.coach_id is None:
        raise ApiError(Mnemonic.COACH_NOT_FOUND)
    rules = Rules(account, Component.MANAGEMENT)
    own = await numbers.employee_targets(db, account.id, employee.coach_id)
    allowed = tuple(target for target in own if rules.allows(target))
    if not allowed:
        raise ApiError(Mnemonic.NO_ACTIVE_PHONE_NUMBER)
    return allowed[:1]
