"""The account itself, what it may do, and from where."""

from callapi.domain.account import Component
from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

COMPONENTS = Table(
    "component",
    Q["list_components"],
    Q["insert_component"],
    None,
    Q["delete_component"],
)
SECURITY_RULES = Table(
    "security rule",
    Q["list_security_rules"],
    Q["insert_security_rule"],
    Q["update_security_rule"],
    None,
)
ALLOW_LIST = Table(
    "allowed network",
    Q["list_networks"],
    Q["insert_network"],
    Q["update_network"],
    Q["delete_network"],
)


async def apply_account(work: Work, account: file.Account) -> None:
    values = (
        account.name,
        account.state,
        account.timezone,
        account.home_country,
        account.post_call_s,
        *(value for _, value in account.limits),
    )
    work.account = account.name
    record = await work.db.fetchrow(Q["find_account"], account.name)
    if record is None:
        work.account_id = await work.db.fetchval(Q["insert_account"], *values)
        await _connect_all_components(work)
        work.note("added", "account", "")
        return
    work.account_id, *there = record
    if tuple(there) != values:
        await work.db.execute(Q["update_account"], work.account_id, *values)
        work.note("changed", "account", "")


async def _connect_all_components(work: Work) -> None:
    """A new account has all of them, and the rules of spec 6.5; nobody is let in."""
    for component in Component:
        await work.db.execute(Q["insert_component"], work.account_id, component.value)


async def apply_components(work: Work, account: file.Account) -> None:
    if account.components is not None:
        rows = [
            Row(f"components[{place}]", it.value, (it.value,))
            for place, it in enumerate(account.components)
        ]
        await make_equal(work, COMPONENTS, rows)


async def apply_security_rules(work: Work, account: file.Account) -> None:
    if account.security_rules is not None:
        rows = [
            Row(
                f"security_rules.{component}",
                component,
                (component, rule.mobile, rule.national, rule.international),
            )
            for component, rule in account.security_rules
        ]
        await make_equal(work, SECURITY_RULES, rows)


async def apply_allow_list(work: Work, account: file.Account) -> None:
    if account.allow_list is not None:
        rows = [
            Row(f"allow_list[{place}]", str(it.network), (it.network, it.comment))
            for place, it in enumerate(account.allow_list)
        ]
        await make_equal(work, ALLOW_LIST, rows)
