"""Step 13: the one error that the order of the checks asks for (spec 2.9)."""

import contextlib
from typing import Any, cast

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.basic.employee_call import StartEmployeeCall
from callapi.methods.catalogue import METHODS
from callapi.methods.management.hold import HoldCall
from callapi.methods.management.list_calls import ListCalls
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.rpc.envelope import Request, id_text, parse, request_of
from callapi.rpc.params import read_params, validated
from tests.unit.rpc.test_exact import values

M = Mnemonic
NOBODY = cast(Context, None)  # where no check asks who calls
USUAL: dict[str, Any] = {
    "access_token": "t",
    "first_call": "contact",
    "virtual_phone_number": "12025550100",
    "contact": "12025550143",
    "employee": {"id": 418},
}


def request_with(params: bytes | dict[str, Any]) -> Request:
    text = params if isinstance(params, bytes) else orjson.dumps(params)
    body = b'{"jsonrpc":"2.0","id":1,"method":"m","params":%b}' % text
    document = parse(body)
    return request_of(document, id_text(document, body), body)


def refusal(
    params: bytes | dict[str, Any], model: type[Params] = StartEmployeeCall
) -> tuple[Mnemonic, str | None]:
    with pytest.raises(ApiError) as caught:
        read_params(model, request_with(params))
    return caught.value.mnemonic, caught.value.field


def test_good_params_are_read() -> None:
    params = read_params(StartEmployeeCall, request_with(USUAL))
    assert isinstance(params, StartEmployeeCall)
    assert params.employee.id == 418
    assert params.show_virtual_phone_number


def test_null_counts_as_absent() -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("switch_at_once", "external_id", "contact_message", "direction")
    )
    sent = {**USUAL, **nothing, "employee": {"id": 1, "phone_number": None}}
    params = read_params(StartEmployeeCall, request_with(sent))
    assert isinstance(params, StartEmployeeCall)
    assert (params.switch_at_once, params.direction) == (False, "in")
    assert refusal({**USUAL, "contact": None}) == (
        M.REQUIRED_PARAMETER_MISSED,
        "contact",
    )


def test_a_whole_number_may_be_written_with_a_point() -> None:
    sent = {**USUAL, "employee": {"id": 25.0}, "media_file_id": 3.0}
    params = read_params(StartEmployeeCall, request_with(sent))
    assert isinstance(params, StartEmployeeCall)
    assert (params.employee.id, params.media_file_id) == (25, 3)


@pytest.mark.parametrize("number", [b"25.5", b"1e400", b"-1e400", b"0", b"1e300"])
def test_a_number_that_is_no_id_is_a_wrong_value(number: bytes) -> None:
    sent = b'{"access_token":"t","call_session_id":%b,' % number
    sent += b'"contact_message":{"type":"tts","value":"x"}}'
    assert refusal(sent, HoldCall) == (M.INVALID_PARAMETER_VALUE, "call_session_id")


@pytest.mark.parametrize("value", [True, "1", [], {}, [1]])
def test_other_types_are_no_numbers(value: object) -> None:
    sent = {"access_token": "t", "call_session_id": value, "contact_message": {}}
    sent["contact_message"] = {"type": "tts", "value": "x"}
    assert refusal(sent, HoldCall) == (M.DATA_TYPE_ERROR, "call_session_id")


@pytest.mark.parametrize("value", [1, 1.0, 1.5, True, [], {}])
def test_other_types_are_no_strings_and_no_enumerations(value: object) -> None:
    assert refusal({**USUAL, "contact": value}) == (M.DATA_TYPE_ERROR, "contact")
    assert refusal({**USUAL, "direction": value}) == (M.DATA_TYPE_ERROR, "direction")


@pytest.mark.parametrize("value", ["true", 1, 1.0, 0, [], {}])
def test_other_types_are_no_booleans(value: object) -> None:
    sent = {**USUAL, "switch_at_once": value}
    assert refusal(sent) == (M.DATA_TYPE_ERROR, "switch_at_once")


@pytest.mark.parametrize("value", ["{}", 1, True, []])
def test_other_types_are_no_objects(value: object) -> None:
    assert refusal({**USUAL, "employee": value}) == (M.DATA_TYPE_ERROR, "employee")


def test_required_comes_first_in_the_order_of_the_table() -> None:
    wrong = {"zzz": 1, "direction": 7}
    assert refusal(wrong) == (M.REQUIRED_PARAMETER_MISSED, "access_token")
    assert refusal({**wrong, "access_token": "t"}) == (
        M.REQUIRED_PARAMETER_MISSED,
        "first_call",
    )
    sent = {**USUAL, **wrong, "employee": {}, "contact_message": {}}
    assert refusal(sent) == (M.REQUIRED_PARAMETER_MISSED, "employee.id")
    sent["employee"] = "nobody"  # its type is not looked at yet
    assert refusal(sent) == (M.REQUIRED_PARAMETER_MISSED, "contact_message.type")


def test_one_of_two_parameters_is_required() -> None:
    sent = {**USUAL, "virtual_phone_number": None, "contact": None}
    assert refusal(sent) == (M.REQUIRED_PARAMETER_MISSED, "virtual_phone_number")
    sent = {**USUAL, "virtual_phone_number": None, "virtual_number_group": None}
    assert refusal(sent) == (M.REQUIRED_PARAMETER_MISSED, "virtual_phone_number")
    sent = {**USUAL, "virtual_phone_number": None, "virtual_number_group": 3}
    read_params(StartEmployeeCall, request_with(sent))


def test_unexpected_comes_second_in_the_order_sent_outer_first() -> None:
    sent = {
        "employee": {"id": 1, "inner": None},
        **USUAL,
        "contact": 7,
        "second": 1,
        "first": 2,
    }
    sent["employee"] = {"id": 1, "inner": None}
    assert refusal(sent) == (M.UNEXPECTED_PARAMETERS, "second")
    del sent["second"], sent["first"]
    assert refusal(sent) == (M.UNEXPECTED_PARAMETERS, "employee.inner")
    sent["employee"] = {"id": 1}
    assert refusal(sent) == (M.DATA_TYPE_ERROR, "contact")


def test_an_unexpected_value_is_told_as_it_was_sent() -> None:
    body = orjson.dumps(USUAL)[:-1] + b',"a.b":{"c":[1.0]}}'
    with pytest.raises(ApiError) as caught:
        read_params(StartEmployeeCall, request_with(body))
    assert (caught.value.field, caught.value.value) == ("a.b", '{"c":[1.0]}')


def test_bad_bytes_in_a_key_make_it_unexpected() -> None:
    body = orjson.dumps(USUAL)[:-1] + b',"k\xff":1}'
    assert refusal(body) == (M.UNEXPECTED_PARAMETERS, "k\ufffd")


def test_types_come_before_values() -> None:
    sent = {**USUAL, "first_call": "nobody", "employee_message": "x"}
    assert refusal(sent) == (M.DATA_TYPE_ERROR, "employee_message")
    sent["employee_message"] = None
    assert refusal(sent) == (M.INVALID_PARAMETER_VALUE, "first_call")


def test_values_are_judged_in_the_order_of_the_table() -> None:
    body = orjson.dumps({**USUAL, "dtmf_string": "1", "contact": "1"})
    bad = body.replace(b'"dtmf_string":"1"', b'"dtmf_string":"\xff"')
    assert refusal(bad) == (M.INVALID_PARAMETER_VALUE, "contact")
    bad = bad.replace(b'"contact":"1"', b'"contact":"12025550143"')
    assert refusal(bad) == (M.CHARACTER_ENCODING_NOT_ALLOWED, "dtmf_string")


@pytest.mark.parametrize("escape", [b"\xff", b"\\ud800", b"\xed\xa0\x80"])
@pytest.mark.parametrize("name", [b"external_id", b"direction", b"contact"])
def test_bad_characters_in_a_value_are_told_by_field(
    name: bytes, escape: bytes
) -> None:
    body = orjson.dumps(USUAL)[:-1] + b',"%b":"a%b"}' % (name, escape)
    field = name.decode()
    assert refusal(body) == (M.CHARACTER_ENCODING_NOT_ALLOWED, field)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"type": "media", "value": "12a"}, "contact_message.value"),
        ({"type": "media", "value": ""}, "contact_message.value"),
        ({"type": "media", "value": "1" * 16}, "contact_message.value"),
        ({"type": "media", "value": "\uff11\uff12"}, "contact_message.value"),
        ({"type": "tts", "value": ""}, "contact_message.value"),
        ({"type": "song", "value": "12"}, "contact_message.type"),
    ],
)
def test_a_message_names_a_file_by_its_digits(
    message: dict[str, str], field: str
) -> None:
    assert refusal({**USUAL, "contact_message": message}) == (
        M.INVALID_PARAMETER_VALUE,
        field,
    )


def test_patterns_apply_to_the_whole_string() -> None:
    for number in ("12025550143\n", "+12025550143", "\u0661" * 7, " 12025550143"):
        assert refusal({**USUAL, "contact": number}) == (
            M.INVALID_PARAMETER_VALUE,
            "contact",
        )


def test_an_external_id_may_be_empty_but_hold_no_nul() -> None:
    read_params(StartEmployeeCall, request_with({**USUAL, "external_id": ""}))
    assert refusal({**USUAL, "external_id": "a\x00b"}) == (
        M.INVALID_PARAMETER_VALUE,
        "external_id",
    )


async def never(context: Context, value: object) -> bool:
    return False


async def always(context: Context, value: object) -> bool:
    return True


async def handler(context: Context, params: Params) -> None:
    return None


def method_with(**checks: Any) -> Method:
    return Method("m", handler, StartEmployeeCall, Component.BASIC, value_checks=checks)


async def refusal_of(method: Method, **params: Any) -> tuple[Mnemonic, str | None]:
    with pytest.raises(ApiError) as caught:
        await validated(method, request_with({**USUAL, **params}), NOBODY)
    return caught.value.mnemonic, caught.value.field


async def test_a_value_may_have_to_be_right_for_the_account() -> None:
    method = method_with(contact=never)
    expected = (M.INVALID_PARAMETER_VALUE, "contact")
    assert await refusal_of(method) == expected
    assert await refusal_of(method, dtmf_string="a") == expected
    assert await refusal_of(method, early_switching=True) == expected


async def test_an_earlier_wrong_value_goes_before_the_account() -> None:
    method = method_with(contact=never)
    assert await refusal_of(method, first_call="a") == (
        M.INVALID_PARAMETER_VALUE,
        "first_call",
    )
    assert await refusal_of(method, employee={"id": "1"}) == (
        M.DATA_TYPE_ERROR,
        "employee.id",
    )


async def test_only_what_was_sent_is_checked() -> None:
    seen: list[object] = []

    async def see(context: Context, value: object) -> bool:
        seen.append(value)
        return True

    checks = {"virtual_number_group": never, "contact": see, "employee.id": see}
    method = method_with(**checks)
    request = request_with({**USUAL, "employee": {"id": 418.0}})
    await validated(method, request, NOBODY)
    assert seen == ["12025550143", 418]


async def test_combinations_come_last() -> None:
    method = method_with(contact=always)
    assert await refusal_of(method, early_switching=True) == (
        M.INVALID_PARAMETERS_COMBINATION,
        "early_switching",
    )


@given(st.sampled_from(METHODS), values, st.dictionaries(st.text(), values, max_size=3))
def test_any_params_are_read_or_refused(
    method: Method, value: object, more: dict[str, object]
) -> None:
    names = list(method.params.model_fields)
    sent = {**dict.fromkeys(names, value), **more}
    with contextlib.suppress(ApiError):  # nothing else may come out
        read_params(method.params, request_with(orjson.dumps(sent)))


def test_a_model_without_params_of_its_own_refuses_more() -> None:
    assert refusal({"access_token": "t", "x": None}, ListCalls) == (
        M.UNEXPECTED_PARAMETERS,
        "x",
    )
