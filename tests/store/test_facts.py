"""Account facts as requests see them."""

from ipaddress import ip_network

from callapi.access.tokens import digest_of
from callapi.domain.account import TalkOption
from callapi.store import facts
from callapi.store.pool import Pool
from tests.fakes import START
from tests.rows import insert
from tests.store.people import KEY, add_key, add_person


async def test_an_unknown_token_login_or_account_is_nobodys(pool: Pool) -> None:
    assert await facts.find_token(pool, digest_of("x")) is None
    assert await facts.find_login(pool, "nobody") is None
    assert await facts.find_account(pool, 77) is None


async def test_a_token_is_found_with_its_user(pool: Pool) -> None:
    person = await add_person(pool, components=["basic"])
    token_id = await add_key(pool, person.user_id, expires_at=START + 5)
    found = await facts.find_token(pool, digest_of(KEY))
    assert found is not None
    token, user = found
    assert (token.id, token.kind, token.last4) == (token_id, "key", "h3j6")
    assert token.expires_at == START + 5
    assert (user.id, user.account_id) == (person.user_id, person.account_id)
    assert user.components == frozenset({"basic"})
    assert user.may_use("basic")
    assert not user.may_use("management")
    assert KEY not in repr(token)


async def test_a_login_is_found_in_any_case(pool: Pool) -> None:
    person = await add_person(pool, "Dispatch")
    found = await facts.find_login(pool, "dISPATCH")
    assert found is not None
    assert found.user.id == person.user_id
    assert found.user.components is None


async def test_security_rules_have_their_defaults(pool: Pool) -> None:
    account_id = (await add_person(pool)).account_id
    await pool.execute(
        "update direction_rules set mobile = false, international = true"
        " where account_id = $1 and component = 'basic'",
        account_id,
    )
    account = await facts.find_account(pool, account_id)
    assert account is not None
    assert account.rules["basic"] == {"national", "international"}
    for component in ("management", "informer", "scenario"):
        assert account.rules[component] == {"mobile", "national"}


async def test_an_account_is_found_with_all_that_decides(pool: Pool) -> None:
    account_id = (await add_person(pool)).account_id
    for network in ("192.0.2.0/24", "2001:db8::1/128"):
        await insert(
            pool,
            "allowed_networks",
            account_id=account_id,
            network=ip_network(network),
        )
    account = await facts.find_account(pool, account_id)
    assert account is not None
    assert account.is_active
    assert account.components == {"basic", "management"}
    assert {str(network) for network in account.networks} == {
        "192.0.2.0/24",
        "2001:db8::1/128",
    }
    await pool.execute("update accounts set state = 'debt_lock'")
    account = await facts.find_account(pool, account_id)
    assert account is not None
    assert not account.is_active


async def test_talk_options_stand_in_key_order_with_their_objects(pool: Pool) -> None:
    account_id = (await add_person(pool)).account_id
    tag_id = await insert(pool, "tags", account_id=account_id, name="Hot lead")
    group_id = await insert(
        pool, "contact_groups", account_id=account_id, name="Clients"
    )
    scenario_id = await insert(
        pool, "scenarios", account_id=account_id, name="Night", document={}
    )
    for button, mnemonic, value_id in (
        ("#", "save_numa", group_id),
        ("*", "run_scenario", scenario_id),
        ("9", "tag_call", 77),  # its tag has vanished
        ("0", "tag_call", tag_id),
        ("5", "record_talk", None),
    ):
        await insert(
            pool,
            "talk_options",
            account_id=account_id,
            button=button,
            mnemonic=mnemonic,
            name=mnemonic,
            value_id=value_id,
        )
    account = await facts.find_account(pool, account_id)
    assert account is not None
    assert account.talk_options == (
        TalkOption("0", "tag_call", "tag_call", tag_id, "Hot lead"),
        TalkOption("5", "record_talk", "record_talk", None, None),
        TalkOption("9", "tag_call", "tag_call", 77, None),
        TalkOption("*", "run_scenario", "run_scenario", scenario_id, "Night"),
        TalkOption("#", "save_numa", "save_numa", group_id, "Clients"),
    )
