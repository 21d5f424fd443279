"""A number that can be dialled, and whose it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One number to dial: an employee's, or somebody's outside."""

    number: str  # as people see it: the digits and their tail, 74955140578...2345
    dial: str  # the digits alone
    kind: str  # sip: a line of our own; pstn: through a trunk
    tail: str = ""  # keys sent after the answer; `.` waits a second
    employee_id: int | None = None
    employee_name: str | None = None
    ring_s: int = 60
    recording: str = "off"  # the employee's setting: all | in | out | off
    barred: str = ""  # why it is not to be dialled now: its leg's finish_reason

    @property
    def is_internal(self) -> bool:
        """The security rules judge outside numbers only (spec 6.5)."""
        return self.kind == "sip"


def outside(number: str) -> Target:
    """A number that is nobody's here."""
    return Target(number, number, "pstn")
