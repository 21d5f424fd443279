"""What the value of a setting may look like, and what is said of one that does not."""

import re
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FilePath,
    SecretStr,
    StringConstraints,
)
from pydantic_settings import NoDecode

# PostgreSQL takes several of them, with commas; or none, for a socket.
HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(:[0-9]+)?")
SERVICE = re.compile(r"/[^/]+(/[0-9]{1,4})?/?")
PORTS = {"http": 80, "https": 443}


def _words(value: object) -> object:
    """Lists are written with commas in the environment."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _with_number(template: str) -> str:
    if template.count("{number}") != 1 or template.count("{") != 1:
        raise ValueError("needs {number} once, where the digits go")
    return template


def _network(value: object) -> object:
    return ip_network(value) if isinstance(value, str) else value


def _ari_url(value: str) -> str:
    found = re.fullmatch(r"https?://([^/?#\s@]+)/?", value)
    if not found or not HOST_AND_PORT.fullmatch(found[1]):
        raise ValueError("should look like http://host:8088")
    return value


def _different(urls: tuple[str, ...]) -> tuple[str, ...]:
    """Two connections to one Asterisk would take each other's events."""
    places = {
        (url.hostname, url.port or PORTS[url.scheme]) for url in map(urlsplit, urls)
    }
    if len(places) < len(urls):
        raise ValueError("names the same Asterisk twice")
    return urls


def _origin(value: str) -> str:
    """As a browser says it: some pages live under a scheme of their own."""
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/?#\s]+/?", value):
        raise ValueError("should look like https://desk.example")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    return _with_scheme(value, "postgresql://", "postgres://")


def _redis_url(value: SecretStr) -> SecretStr:
    sentinels = "redis+sentinel://", "rediss+sentinel://"
    clusters = "redis+cluster://", "rediss+cluster://"
    single = "redis://", "rediss://", "unix://"
    _with_scheme(value, *single, *clusters, *sentinels)
    url = value.get_secret_value()
    path = urlsplit(url).path
    if url.startswith(sentinels) and not SERVICE.fullmatch(path):
        raise ValueError("should name the service, redis+sentinel://host/service")
    if url.startswith(clusters) and path not in ("", "/", "/0"):
        raise ValueError("a cluster has no other database than 0")
    return value


def _with_scheme(value: SecretStr, *schemes: str) -> SecretStr:
    url = value.get_secret_value()
    if not url.startswith(schemes):
        raise ValueError(f"should begin with {' or '.join(schemes)}")
    hosts = urlsplit(url).netloc.rpartition("@")[2]
    if not all(HOST_AND_PORT.fullmatch(it) for it in hosts.split(",")):
        raise ValueError("should name its host as host or host:port")
    return value


Networks: TypeAlias = Annotated[
    tuple[Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)], ...],
    NoDecode,
    BeforeValidator(_words),
]
Urls: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(_ari_url)], ...],
    NoDecode,
    BeforeValidator(_words),
    AfterValidator(_different),
]
Origins: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(_origin)], ...],
    NoDecode,
    BeforeValidator(_words),
]
Port: TypeAlias = Annotated[int, Field(ge=0, le=65535)]
Seconds: TypeAlias = Annotated[float, Field(gt=0)]
LocalPath: TypeAlias = Annotated[Path, AfterValidator(_absolute)]
LocalFile: TypeAlias = Annotated[FilePath, AfterValidator(_absolute)]
Endpoint: TypeAlias = Annotated[str, AfterValidator(_with_number)]
DatabaseUrl: TypeAlias = Annotated[SecretStr, AfterValidator(_database_url)]
RedisUrl: TypeAlias = Annotated[SecretStr, AfterValidator(_redis_url)]
Price: TypeAlias = Annotated[int, Field(ge=0, le=1000)]
DirectionType: TypeAlias = Annotated[
    str, StringConstraints(pattern="^(local|national|mobile|international)$")
]
MinutePrice: TypeAlias = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Limit: TypeAlias = Annotated[int, Field(ge=1, lt=2**53)]
# Of an account, as the Data API names them.
LimitName: TypeAlias = Literal[
    "callapi_points_per_minute",
    "callapi_points_per_day",
    "dataapi_points_per_minute",
    "dataapi_points_per_day",
    "tts_message_length",
    "max_in_calls",
    "max_out_calls",
    "max_employees",
    "max_media_files",
    "max_sip_channels_per_line",
    "max_media_total_size",
    "recording_retention_days",
    "request_log_retention_days",
]


class ApiVersion(BaseModel):
    """One row of the table of versions; days left out follow from the next release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^v[0-9]+\.[0-9]+$")]
    released_on: date
    deprecated_on: date | None = None
    removed_on: date | None = None

    def is_served(self, today: date) -> bool:
        is_over = self.removed_on is not None and self.removed_on <= today
        return self.released_on <= today and not is_over
