"""What a notification may look like (Data API spec 5.1)."""

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.params import DataParams, Name, OfEntity, Part, Text
from callapi.methods.params import Id
from callapi.notify import conditions, signing, template
from callapi.notify.events import BY_MNEMONIC, NAME, EventType
from callapi.notify.payload import named
from callapi.store.notifications import Configured

MOST_HEADERS: Final = 10
LONGEST_HEADER: Final = 1024
_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}")
# Those of the connection, and those that we write ourselves.
_OURS: Final = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
        *("host", "content-length", "content-type", "content-encoding", "expect"),
    }
)
_OUR_PREFIXES: Final = ("x-notification-", "webhook-")


def _operator(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a string")
    if value not in conditions.NAMES:
        raise ValueError("no such operator")
    return value


def _event(value: str) -> str:
    if value not in BY_MNEMONIC:
        raise ValueError("no such event")
    return value


def _url(value: str) -> str:
    if template.host_of(value) is None:
        raise ValueError("not where a notification can be sent")
    return value


def _headers(value: dict[str, str]) -> dict[str, str]:
    if len(value) > MOST_HEADERS or len({it.lower() for it in value}) < len(value):
        raise ValueError("too many headers, or one of them twice")
    for name, text in value.items():
        is_ours = name.lower() in _OURS or name.lower().startswith(_OUR_PREFIXES)
        if is_ours or not _HEADER.fullmatch(name):
            raise ValueError("not a header that can be set")
        if len(text) > LONGEST_HEADER or not (text.isascii() and text.isprintable()):
            raise ValueError("not the value of a header")
    return value


def _secret(value: str) -> str:
    if not signing.is_secret(value):
        raise ValueError("not a secret")
    return value


class ConditionPart(Part):
    param: Text
    operator: Annotated[str, BeforeValidator(_operator)]
    value: Any = None
    is_negative: bool = False


class GroupPart(Part):
    conditions: Annotated[list[ConditionPart], Field(min_length=1, max_length=20)]


Event = Annotated[Text, AfterValidator(_event)]
Url = Annotated[Text, AfterValidator(_url)]
Delay = Annotated[int, Field(ge=0, le=3600)]
Groups = Annotated[list[GroupPart], Field(max_length=20)]
Headers = Annotated[dict[str, str], AfterValidator(_headers)]
Template = Annotated[Text, Field(max_length=template.LONGEST_BODY)]
Secret = Annotated[str, AfterValidator(_secret)]


class CreateSettings(DataParams):
    name: Name
    event: Event
    is_active: bool | None = None
    delay: Delay | None = None
    schedule_id: Id | None = None
    condition_groups: Groups | None = None
    method: Literal["GET", "POST"] | None = None
    url: Url
    headers: Headers | None = None
    body_template: Template | None = None
    secret: Secret | None = Field(None, repr=False)


class UpdateSettings(OfEntity):
    name: Name = ""
    event: Event = ""
    is_active: bool | None = None
    delay: Delay | None = None
    schedule_id: Id | None = None
    condition_groups: Groups | None = None
    method: Literal["GET", "POST"] | None = None
    url: Url = ""
    headers: Headers | None = None
    body_template: Template | None = None
    secret: Secret | None = Field(None, repr=False)


def configured(
    params: CreateSettings | UpdateSettings, before: Configured | None = None
) -> Configured:
    """What is sent, over what was there; null is the default (spec 1.9)."""

    def chosen(name: str, default: Any) -> Any:
        if before is not None and not params.sends(name):
            return getattr(before, name)
        value = getattr(params, name)
        return default if value is None else value

    groups = chosen("condition_groups", [])
    return Configured(
        name=chosen("name", ""),
        event=chosen("event", ""),
        is_active=chosen("is_active", True),
        delay=chosen("delay", 0),
        schedule_id=chosen("schedule_id", None),
        condition_groups=[
            it.model_dump() if isinstance(it, GroupPart) else it for it in groups
        ],
        method=chosen("method", "POST"),
        url=chosen("url", ""),
        headers=chosen("headers", {}),
        body_template=chosen("body_template", None),
    )


def check(it: Configured) -> str:
    """Whether the parts go together; host and port that it is sent to."""
    event = BY_MNEMONIC[it.event]
    known = {NAME.name: NAME, **{param.name: param for param in event.params}}
    for group in it.condition_groups:
        for condition in group["conditions"]:
            param = known.get(condition["param"])
            if param is None:
                raise _wrong("condition_groups.conditions.param", condition["param"])
            operator, value = condition["operator"], condition["value"]
            if not conditions.fits(param.data_type, operator, value):
                raise _wrong("condition_groups.conditions.value", value)
    host = template.host_of(it.url)
    if host is None or template.names(it.url) - known.keys():
        raise _wrong("url", it.url)
    _check_body(it, event, known.keys())
    return host


def _check_body(it: Configured, event: EventType, known: Any) -> None:
    body = it.body_template
    if body is None:
        return
    if it.method == "GET":
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "body_template")
    example = named(event.example, it.name)
    if template.names(body) - known or not template.is_json(
        template.body(body, example)
    ):
        raise _wrong("body_template", body)


def _wrong(field: str, value: object) -> ApiError:
    return ApiError(Mnemonic.INVALID_PARAMETER_VALUE, field, value=value)
