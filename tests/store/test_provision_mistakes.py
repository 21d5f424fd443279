"""Wrong provisioning files: each mistake with file, key and reason; nothing changes."""

import shutil
from pathlib import Path

import pytest

from callapi.media.library import Library
from callapi.provision import ProvisionError, provision
from callapi.store.pool import Pool
from tests.store.provisioning import WELCOME

ACCOUNT = '[[accounts]]\nname = "Office"\n'

SCENARIO = (
    'scenarios = [{{ name = "S", start_operation_key = "a", operations = [{}] }}]'
)
MISTAKES = {
    "syntax": ("accounts = [", "accounts.toml: "),
    "no accounts": ("", "accounts: is missing"),
    "unknown key": ("colour = 1", "accounts[0].colour: there is no such key"),
    "number as integer": ("blacklist = [12025550199]", "accounts[0].blacklist[0]: "),
    "state": ('state = "off"', "accounts[0].state: Input should be 'active'"),
    "time zone": ('timezone = "Mars"', "accounts[0].timezone: no such time zone"),
    "country": ('home_country = "XX"', "accounts[0].home_country: no such country"),
    "limit": ("limits = { points_per_day = -1 }", "limits.points_per_day: Input"),
    "component": ('components = ["fax"]', "accounts[0].components[0]: Input should be"),
    "host bits": ('allow_list = ["10.0.0.1/8"]', "allow_list[0].network: 10.0.0.1/8"),
    "network twice": (
        'allow_list = ["10.0.0.0/8", "10.0.0.0/8"]',
        "allow_list[1]: allowed network 10.0.0.0/8 stands at allow_list[0] already",
    ),
    "login twice": (
        'users = [{ login = "Desk" }, { login = "desk" }]',
        "accounts[0].users[1]: user desk stands at users[0] already",
    ),
    "access without the Basic set": (
        'components = ["dataapi"]\nusers = [{ login = "d", call_api_access = true }]',
        "accounts[0].users[0].call_api_access: the account has no component basic",
    ),
    "two passwords": (
        'users = [{ login = "d", password = "x", password_hash = "$argon2id$v" }]',
        "accounts[0].users[0]: give password or password_hash, not both",
    ),
    "weak hash": (
        'users = [{ login = "d", password_hash = "$2b$12$x" }]',
        "accounts[0].users[0].password_hash: String should match",
    ),
    "key twice": (
        'users = [{ login = "d", keys = [{ name = "k" }, { name = "k" }] }]',
        "accounts[0].users[0].keys[1]: a second key k",
    ),
    "time without zone": (
        'users = [{ login = "d", keys = ['
        '{ name = "k", expires_at = 2027-01-01T00:00:00 }] }]',
        "accounts[0].users[0].keys[0].expires_at: Input should have timezone",
    ),
    "employee twice": (
        'employees = [{ last_name = "Ann" }, { last_name = " Ann" }]',
        "accounts[0].employees[1]: employee Ann stands at employees[0] already",
    ),
    "full name twice": (
        'employees = [{ last_name = "A B" }, { last_name = "A", first_name = "B" }]',
        "accounts[0].employees[1]: employee A B stands at employees[0] already",
    ),
    "no name": (
        'employees = [{ last_name = " " }]',
        "accounts[0].employees[0].last_name: ",
    ),
    "extension twice": (
        'employees = [{ last_name = "A", extension = "1" },'
        ' { last_name = "B", extension = "1" }]',
        "accounts[0].employees[1]: B is taken by another",
    ),
    "extension": (
        'employees = [{ last_name = "A", extension = "123456" }]',
        "accounts[0].employees[0].extension: String should match",
    ),
    "coach": (
        'employees = [{ last_name = "A", coach = "B" }]',
        "accounts[0].employees[0].coach: there is no employee B",
    ),
    "own coach": (
        'employees = [{ last_name = "A", coach = "A" }]',
        "accounts[0].employees[0].coach: nobody coaches himself",
    ),
    "number": (
        'employees = [{ last_name = "A", numbers = ["+12025550151"] }]',
        "accounts[0].employees[0].numbers[0].number: String should match",
    ),
    "number twice": (
        'employees = [{ last_name = "A", numbers = ["12025550151", "12025550151"] }]',
        "employees[0].numbers[1]: number A 12025550151 stands at",
    ),
    "line of two": (
        'employees = [{ last_name = "A", numbers = ["0486173"] },'
        ' { last_name = "B", numbers = ["0486173"] }]',
        "employees[1].numbers[0]: SIP line 0486173 stands at employees[0].numbers[0]",
    ),
    "password of an outside number": (
        'employees = [{ last_name = "A", numbers ='
        ' [{ number = "12025550151", password = "12345678" }] }]',
        "accounts[0].employees[0].numbers[0]: only SIP lines have a password",
    ),
    "virtual number of an outside number": (
        'employees = [{ last_name = "A", numbers ='
        ' [{ number = "12025550151", virtual_number = "12025550100" }] }]',
        "accounts[0].employees[0].numbers[0]: only SIP lines have a virtual number",
    ),
    "rule without a virtual number": (
        'employees = [{ last_name = "A", numbers ='
        ' [{ number = "0486173", number_rule = "random" }] }]',
        "accounts[0].employees[0].numbers[0]: a number_rule needs a virtual_number",
    ),
    "line with a number of nobody": (
        'virtual_numbers = [{ number = "12025550101" }]\n'
        'employees = [{ last_name = "A", numbers ='
        ' [{ number = "0486173", virtual_number = "12025550100" }] }]',
        "numbers[0].virtual_number: there is no virtual number 12025550100",
    ),
    "own virtual number": (
        'virtual_numbers = [{ number = "12025550100" }]\n'
        'employees = [{ last_name = "A", numbers = ["12025550100"] }]',
        "employees[0].numbers[0]: this is a virtual number of the account",
    ),
    "no scenario": (
        'virtual_numbers = [{ number = "12025550100", scenario = "S" }]',
        "accounts[0].virtual_numbers[0].scenario: there is no scenario S",
    ),
    "no member": (
        'virtual_number_groups = [{ name = "G", numbers = ["12025550100"] }]',
        "virtual_number_groups[0].numbers[0]: there is no virtual number 12025550100",
    ),
    "no object": (
        'talk_options = [{ button = "1", mnemonic = "tag_call" }]',
        "accounts[0].talk_options[0]: tag_call needs tag",
    ),
    "object too many": (
        'talk_options = [{ button = "1", mnemonic = "call_coach", tag = "T" }]',
        "accounts[0].talk_options[0]: call_coach has no tag",
    ),
    "no tag": (
        'talk_options = [{ button = "1", mnemonic = "tag_call", tag = "T" }]',
        "accounts[0].talk_options[0].tag: there is no tag T",
    ),
    "button": (
        'talk_options = [{ button = "A", mnemonic = "call_coach" }]',
        "accounts[0].talk_options[0].button: String should match",
    ),
    "no contact group": (
        'contacts = [{ full_name = "Ida", groups = ["G"] }]',
        "accounts[0].contacts[0].groups[0]: there is no contact group G",
    ),
    "no media file": (
        'media = [{ name = "m", file = "gone.wav" }]',
        "gone.wav: No such file or directory",
    ),
    "no sound": (
        'media = [{ name = "m", file = "accounts.toml" }]',
        "accounts[0].media[0].file: the file is damaged, or no WAV",
    ),
    "media without end": (
        'media = [{ name = "m", file = "/dev/zero" }]',
        "accounts[0].media[0].file: a pipe or a device is no file",
    ),
    "media of no possible name": (
        'media = [{ name = "m", file = "a\\u0000b" }]',
        "accounts[0].media[0].file: no file can be called that",
    ),
    "media twice": (
        'media = [{ name = "m", file = "welcome.ogg" },'
        ' { name = "m", file = "welcome.ogg" }]',
        "accounts[0].media[1]: a second file m",
    ),
    "no start": (
        SCENARIO.format('{ key = "b", type = "hangup" }'),
        "accounts[0].scenarios[0]: no operation has the key a",
    ),
    "no media of a scenario": (
        SCENARIO.format(
            '{ key = "a", type = "hangup", settings ='
            ' { message = { type = "media", media = "m" } } }'
        ),
        "scenarios[0].operations[0].settings.message.media: there is no media file m",
    ),
    "id of media": (
        SCENARIO.format(
            '{ key = "a", type = "hangup", settings ='
            ' { message = { type = "media", value = "1" } } }'
        ),
        "operations[0].settings.message.value: name the file by `media`",
    ),
    "id of an employee": (
        SCENARIO.format(
            '{ key = "a", type = "redirect", settings ='
            ' { targets = [{ type = "employee", id = 1 }] } }'
        ),
        "operations[0].settings.targets[0].id: use a name, not an id",
    ),
    "operation of later": (
        SCENARIO.format('{ key = "a", type = "segment" }'),
        "scenarios[0]: operations: operations of type segment need a component",
    ),
    "settings of an operation": (
        SCENARIO.format(
            '{ key = "a", type = "voice_greeting", settings ='
            ' { message = { type = "tts", value = "x" }, repeat = 10 } }'
        ),
        "scenarios[0]: operations[0].settings.repeat: Input should be less than",
    ),
}


TRUNK_MISTAKES = {
    "name": ('name = "Main"', "trunks[0].name: String should match"),
    "host": ('host = "sip:x"', "trunks[0].host: String should match"),
    "codec": ('codecs = ["mp3"]', "trunks[0].codecs[0]: Input should be 'ulaw'"),
    "no codec": ("codecs = []", "trunks[0].codecs: List should have at least 1"),
    "weight": ("weight = -1", "trunks[0].weight: Input should be greater"),
    "half a login": ('user = "u"', "trunks[0]: give user and password, or neither"),
    "nobody registers": ("register = true", "trunks[0]: register needs user and"),
    "twice": (
        '[[trunks]]\nname = "main"\nhost = "192.0.2.2"',
        "trunks[1]: trunk main stands at trunks[0] already",
    ),
}


@pytest.mark.parametrize("mistake", TRUNK_MISTAKES)
async def test_a_mistake_in_a_trunk_is_told_without_an_account(
    mistake: str, pool: Pool, tmp_path: Path
) -> None:
    text, line = TRUNK_MISTAKES[mistake]
    facts = {"name": '"main"', "host": '"192.0.2.1"'}
    given = text.partition(" = ")[0]
    trunk = [f"{key} = {value}" for key, value in facts.items() if key != given]
    path = tmp_path / "accounts.toml"
    path.write_text("\n".join(["accounts = []", "[[trunks]]", *trunk, text]))
    with pytest.raises(ProvisionError) as caught:
        await provision(pool, path, Library(tmp_path / "library"))
    assert f"{path}: {line}" in str(caught.value)
    assert await pool.fetchval("select count(*) from trunks") == 0


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_tells_file_key_and_reason_and_changes_nothing(
    mistake: str, pool: Pool, tmp_path: Path
) -> None:
    text, line = MISTAKES[mistake]
    if mistake not in ("syntax", "no accounts"):
        text = ACCOUNT + text
    shutil.copy(WELCOME, tmp_path)
    path = tmp_path / "accounts.toml"
    path.write_text(text)
    with pytest.raises(ProvisionError) as caught:
        await provision(pool, path, Library(tmp_path / "library"))
    assert f"{path}: " in str(caught.value)
    assert line in str(caught.value)
    assert await pool.fetchval("select count(*) from accounts") == 0
