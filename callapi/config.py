"""Settings: environment (CALLAPI_*) over a TOML file over the defaults below.

Read once, when a command starts; frozen; the only place that looks at either. Every
problem is one line: an unknown setting is as wrong as a bad value.
"""

import os
import re
import ssl
import tomllib
from datetime import UTC, date, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from callapi.setting_values import (
    ApiVersion,
    DatabaseUrl,
    DirectionType,
    Endpoint,
    Limit,
    LimitName,
    LocalFile,
    LocalPath,
    MinutePrice,
    Networks,
    Origins,
    Port,
    Price,
    RedisUrl,
    Seconds,
    Urls,
)

PREFIX = "CALLAPI_"
FILE_VARIABLE = "CALLAPI_CONFIG"


class ConfigError(Exception):
    """What is wrong with the settings, in one line."""


class Settings(BaseSettings):
    """One line per setting; its description stands in the README as it stands here."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True
    )

    host: str = Field("127.0.0.1", description="address to listen on")
    port: Port = Field(8080, description="port to listen on; 0: any free one")
    workers: int = Field(
        1,
        ge=1,
        le=64,
        description="processes that serve this port, each a node of its own",
    )
    data_dir: LocalPath = Field(
        Path("var"), description="everything that is kept: databases, media, logs"
    )
    database_url: DatabaseUrl | None = Field(
        None, description="PostgreSQL; without it one is started in the data directory"
    )
    database_pool_size: int = Field(10, ge=4, le=1000, description="connections to it")
    redis_url: RedisUrl | None = Field(
        None,
        description="Redis or Valkey, also `redis+cluster://host,host` or"
        " `redis+sentinel://host,host/service`; without it one is started as well",
    )
    ari_url: Urls = Field(
        (),
        description="Asterisk, `http://host:8088`, or several of them with commas;"
        " without it the simulator is started",
    )
    ari_user: str = Field("callapi", min_length=1, description="user of the ARI")
    ari_password: SecretStr = Field(
        SecretStr(""), description="its password; needed with `ari_url`"
    )
    ari_app: str = Field(
        "callapi",
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="name of the first node's Stasis application; those of the others"
        " begin so",
    )
    node: str = Field(
        "",
        pattern=r"^[^\s]{0,64}$",
        description="what this node is called among others; unless said: its host",
    )
    sip_endpoint: Endpoint = Field(
        "PJSIP/{number}", description="how an employee's SIP line is dialled"
    )
    trunk_endpoint: Endpoint = Field(
        "PJSIP/{number}@trunk", description="how an outside number is dialled"
    )
    sip_server: str = Field(
        "127.0.0.1:5060",
        pattern=r"^[^\s/@]{1,253}:[0-9]{1,5}$",
        description="where telephones register, as a new SIP line is told",
    )
    originate_per_s: float | None = Field(
        None,
        gt=0,
        le=10_000,
        description="legs dialled per second at most;"
        " unless said: 20 with `ari_url`, no limit with the simulator",
    )
    simulator_port: Port = Field(
        8089, description="port of the simulator's ARI; 0: any free one"
    )
    require_tls: bool | None = Field(
        None,
        description="refuse plain HTTP; unless said: on, but off on a loopback address",
    )
    tls_certificate: LocalFile | None = Field(
        None, description="certificate chain, PEM; with it HTTPS is spoken"
    )
    tls_key: LocalFile | None = Field(None, description="its private key, PEM")
    trusted_proxies: Networks = Field(
        (), description="networks whose `X-Forwarded-*` headers are believed"
    )
    public_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#]+$",
        description="where clients find this server, for links in replies;"
        " unless said: where it listens",
    )
    link_lifetime_s: Seconds = Field(
        86_400, le=31_536_000, description="how long a link to a recording is good"
    )
    media_requires_token: bool = Field(
        False, description="whether such a link needs an `access_token` besides"
    )
    finish_reason_dialect: Literal["docs", "wire"] = Field(
        "docs",
        description="how reports spell seven reasons: as documented, or as the live"
        " service does",
    )
    leg_prices: dict[DirectionType, MinutePrice] = Field(
        default_factory=dict,
        description="price of a minute by `direction_type`, as JSON or TOML",
    )
    cors_origins: Origins = Field(
        (), description="web pages that may call from a browser, `https://desk.example`"
    )
    allow_private_targets: bool = Field(
        False, description="clients' servers may have private addresses"
    )
    versions: tuple[ApiVersion, ...] = Field(
        (ApiVersion(name="v4.0", released_on=date(2017, 6, 1)),),
        min_length=1,
        max_length=2,
        description="versions of the API that are served, as JSON or TOML tables",
    )
    data_versions: tuple[ApiVersion, ...] = Field(
        (ApiVersion(name="v2.0", released_on=date(2017, 6, 1)),),
        min_length=1,
        max_length=2,
        description="the same of the Data API",
    )
    max_body_bytes: int = Field(
        1_048_576, ge=1024, le=64 * 1_048_576, description="longest request body"
    )
    data_max_body_bytes: int = Field(
        16 * 1_048_576,
        ge=1024,
        le=64 * 1_048_576,
        description="the same of the Data API, which takes sound files",
    )
    connections: int = Field(
        20_000, ge=64, le=500_000, description="clients' connections at once, at most"
    )
    refusals_per_s: float = Field(
        200, ge=0, description="refusals of one account or address that are not slowed"
    )
    success_format: Literal["boolean", "string"] = Field(
        "boolean", description='whether `success` is `true` or `"true"`'
    )
    help_url_base: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="`extended_helper` of an error is this, `/` and the mnemonic",
    )
    list_calls_language: Literal["en", "ru"] = Field(
        "en", description="language of the leg states in `list.calls`"
    )
    day_offset_min: int = Field(
        0,
        ge=-1439,
        le=1439,
        description="where the day of the points ends: UTC plus this",
    )
    prices: dict[str, Price] = Field(
        default_factory=dict,
        description="points of a method by its name, as JSON or TOML, where not 1",
    )
    highest_limits: dict[LimitName, Limit] = Field(
        default_factory=dict,
        description="what limits of accounts may be at most, by name, as JSON or TOML",
    )
    request_log_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="how long requests, events and notifications are kept at most",
    )
    security_log_rows: int = Field(
        100_000, ge=100, description="how many refused requests are kept"
    )
    ring_timeout_s: Seconds = Field(60, le=600, description="how long a contact rings")
    setup_timeout_s: Seconds = Field(
        600, le=86_400, description="longest time until a call is connected"
    )
    session_max_s: Seconds = Field(
        14_400, le=86_400, description="longest time a call lasts"
    )
    confirmation_timeout_s: Seconds = Field(
        15, le=120, description="how long an operator may take to confirm"
    )
    input_timeout_s: Seconds = Field(
        5, le=60, description="pause that ends the typing of a number"
    )
    talk_option_delay_s: float = Field(
        30,
        ge=0,
        le=600,
        description="talk options open so long after an outgoing talk began",
    )
    notification_authorities: LocalFile | None = Field(
        None,
        description="certificate authorities of targets, PEM, beside the system's own",
    )
    event_streams: int = Field(
        100, ge=1, le=100_000, description="streams at `/events` of one account at most"
    )
    admin_host: str = Field(
        "127.0.0.1", description="address of `/metrics` and `/health`"
    )
    admin_port: Port | None = Field(
        None, description="port of `/metrics` and `/health`; without it they are off"
    )
    client_url: str | None = Field(
        None,
        pattern=r"^https?://[^?#\s]+$",
        description="server that commands like `user add` talk to",
    )
    client_key: SecretStr | None = Field(None, description="access key they use")
    tts_engine: Literal["espeak", "piper"] = Field(
        "espeak",
        description="who speaks texts; `piper` sounds better,"
        " and needs `pip install 'callapi[piper]'`",
    )
    tts_voice: str = Field(
        "en-us",
        pattern=r"^[A-Za-z0-9_+-]{1,64}$",
        description="voice of spoken texts: a language, or the name of one of Piper's",
    )
    otlp_endpoint: str | None = Field(
        None,
        pattern=r"^https?://[^?#\s@]+$",
        description="collector that spans are sent to, `http://host:4318`;"
        " needs `pip install 'callapi[otel]'`",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="from which level on is logged"
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="`auto`: text on a terminal, JSON elsewhere"
    )

    @property
    def is_embedded(self) -> bool:
        """Whether a server of our own runs in the data directory."""
        return self.database_url is None or self.redis_url is None

    @property
    def refuses_plain_http(self) -> bool:
        if self.require_tls is not None:
            return self.require_tls
        return not _is_loopback(self.host)

    @model_validator(mode="after")
    def belongs_together(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key are given both or neither")
        if self.tls_certificate is not None and self.tls_key is not None:
            _try_certificate(self.tls_certificate, self.tls_key)
        if self.ari_url and not self.ari_password.get_secret_value():
            raise ValueError("ari_url needs ari_password")
        for setting in ("versions", "data_versions"):
            _check_versions(setting, getattr(self, setting))
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings


def revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def load_settings(file: Path | None = None) -> Settings:
    named = os.environ.get(FILE_VARIABLE)
    if file is None and named:
        file = Path(named)
    _refuse_unknown_variables()
    written = {} if file is None else _read(file)
    try:
        return Settings(**written)
    except ValidationError as error:
        raise ConfigError(_in_one_line(error, file)) from None
    except SettingsError as error:
        field = re.search(r'field "(\w+)"', str(error))
        name = f"{PREFIX}{field[1].upper()}" if field else "environment"
        raise ConfigError(f"{name}: not valid JSON") from None


def _check_versions(setting: str, versions: tuple[ApiVersion, ...]) -> None:
    names = [version.name for version in versions]
    if len(set(names)) < len(names):
        raise ValueError(f"{setting}: the same name twice")
    today = datetime.now(UTC).date()
    if not any(version.is_served(today) for version in versions):
        raise ValueError(f"{setting}: none of them is served today")


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    known.add(FILE_VARIABLE)
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable not in known:
            raise ConfigError(f"{variable}: unknown setting")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from None


def _in_one_line(error: ValidationError, file: Path | None) -> str:
    """Each problem with the name it was given under; never with the value."""
    problems = []
    for problem in error.errors(include_input=False, include_url=False):
        name, *below = [str(part) for part in problem["loc"]] or ["settings"]
        if f"{PREFIX}{name.upper()}" in os.environ:
            name = f"{PREFIX}{name.upper()}"
        elif file is not None and problem["loc"]:
            name = f"{file}: {name}"
        reason = problem["msg"].removeprefix("Value error, ")
        reason = reason.partition(", unable to")[0]
        if problem["type"] == "extra_forbidden":
            reason = "unknown setting"
        problems.append(f"{'.'.join([name, *below])}: {reason}")
    return "; ".join(problems)


def _try_certificate(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        reason = (error.reason or "not readable as PEM").lower().replace("_", " ")
        raise ValueError(f"tls_certificate, tls_key: {reason}") from None
    except OSError as error:
        raise ValueError(f"tls_certificate, tls_key: {error.strerror}") from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
