"""Settings: where they come from, which one wins, and what is said of a bad one."""

import re
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import pytest

import callapi
from callapi.config import ConfigError, Settings, load_settings

PEM = Path(__file__).parents[1] / "api" / "tls.pem"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "callapi.toml"
    path.write_text(
        'port = 9000\nhost = "0.0.0.0"\ntrusted_proxies = ["10.0.0.0/8", "::1/128"]\n'
        '[prices]\n"list.calls" = 0\n'
        "[[versions]]\nname = 'v4.0'\nreleased_on = 2017-06-01\n"
        "deprecated_on = 2026-10-01\nremoved_on = 2026-12-01\n"
        "[[versions]]\nname = 'v5.0'\nreleased_on = 2026-10-01\n"
    )
    return path


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.data_dir == Path.cwd() / "var"
    assert settings.is_embedded
    assert settings.ari_url == ()
    assert [version.name for version in settings.versions] == ["v4.0"]


def test_a_file_wins_over_the_defaults(file: Path) -> None:
    settings = load_settings(file)
    assert (settings.port, settings.prices) == (9000, {"list.calls": 0})
    assert settings.versions[0].removed_on == date(2026, 12, 1)


def test_the_environment_wins_over_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_CONFIG", str(file))
    monkeypatch.setenv("CALLAPI_PORT", "9001")
    monkeypatch.setenv("CALLAPI_PRICES", '{"hold.call": 2}')
    settings = load_settings()
    assert (settings.port, settings.host) == (9001, "0.0.0.0")
    assert settings.prices["hold.call"] == 2


def test_lists_are_written_with_commas_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CALLAPI_TRUSTED_PROXIES", "10.0.0.0/8, ::1/128")
    monkeypatch.setenv("CALLAPI_CORS_ORIGINS", "https://a.example,https://b.example")
    settings = load_settings()
    assert settings.trusted_proxies == (
        IPv4Network("10.0.0.0/8"),
        IPv6Network("::1/128"),
    )
    assert settings.cors_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    "url",
    [
        *("redis+cluster://a:7000,b:7001", "rediss+cluster://user:pass@a/0"),
        *("redis+sentinel://a,b/calls", "rediss+sentinel://:pass@a:26379/calls/2"),
    ],
)
def test_redis_may_be_more_than_one_server(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_REDIS_URL", url)
    given = load_settings().redis_url
    assert given is not None
    assert given.get_secret_value() == url


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("CALLAPI_PROT", "1", "CALLAPI_PROT: unknown setting"),
        ("CALLAPI_PORT", "ninety", "CALLAPI_PORT: Input should be a valid integer"),
        ("CALLAPI_PORT", "65536", "CALLAPI_PORT: Input should be less than or equal"),
        ("CALLAPI_PRICES", "{", "CALLAPI_PRICES: not valid JSON"),
        ("CALLAPI_PRICES", '{"hold.call":-1}', "CALLAPI_PRICES.hold.call: Input"),
        ("CALLAPI_LEG_PRICES", '{"fax":1}', "CALLAPI_LEG_PRICES.fax.[key]: String sh"),
        ("CALLAPI_LEG_PRICES", '{"local":-1}', "CALLAPI_LEG_PRICES.local: Input"),
        ("CALLAPI_TRUSTED_PROXIES", "10.0.0.1/8", "10.0.0.1/8 has host bits set"),
        ("CALLAPI_TRUSTED_PROXIES", "1.2.3.4/33", "CALLAPI_TRUSTED_PROXIES.0: '1.2.3"),
        ("CALLAPI_CORS_ORIGINS", "*", "CALLAPI_CORS_ORIGINS.0: should look like http"),
        (
            "CALLAPI_DATABASE_URL",
            "db",
            "should begin with postgresql:// or postgres://",
        ),
        ("CALLAPI_REDIS_URL", "127.0.0.1:6379", "CALLAPI_REDIS_URL: should begin with"),
        ("CALLAPI_REDIS_URL", "redis://:a@db:x", "should name its host as host or"),
        ("CALLAPI_REDIS_URL", "redis+sentinel://a,b", "should name the service"),
        ("CALLAPI_REDIS_URL", "redis+cluster://a,b/3", "a cluster has no other"),
        ("CALLAPI_REDIS_URL", "redis+cluster://a,b:x", "should name its host as"),
        ("CALLAPI_DATABASE_POOL_SIZE", "3", "should be greater than or equal to 4"),
        ("CALLAPI_WORKERS", "0", "should be greater than or equal to 1"),
        ("CALLAPI_DATABASE_URL", "postgres://a:1,b:x/c", "should name its host as"),
        ("CALLAPI_TRUNK_ENDPOINT", "PJSIP/trunk", "needs {number} once"),
        ("CALLAPI_TLS_KEY", "/nowhere.pem", "CALLAPI_TLS_KEY: Path does not point"),
        ("CALLAPI_ARI_URL", "http://pbx:8088", "ari_url needs ari_password"),
        ("CALLAPI_ARI_URL", "pbx:8088", "CALLAPI_ARI_URL.0: should look like http"),
        ("CALLAPI_ARI_URL", "http://pbx:x", "CALLAPI_ARI_URL.0: should look like http"),
        ("CALLAPI_ARI_URL", "http://pbx/ari", "CALLAPI_ARI_URL.0: should look like"),
        ("CALLAPI_ARI_URL", "http://a:b@pbx", "CALLAPI_ARI_URL.0: should look like"),
        ("CALLAPI_ARI_URL", "http://a:80 http://A/", "names the same Asterisk twice"),
        ("CALLAPI_VERSIONS", "[]", "CALLAPI_VERSIONS: Tuple should have at least"),
        ("CALLAPI_CONFIG", "/nowhere.toml", "/nowhere.toml: No such file"),
    ],
)
def test_a_bad_variable_is_one_line(
    variable: str, value: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "unable to" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:a:b@db/callapi",
        "postgres://[::1]:5432,db:5433/callapi",
        "postgresql:///callapi?host=/run/postgresql",
    ],
)
def test_a_database_is_named_in_many_ways(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", url)
    assert load_settings().database_url is not None


@pytest.mark.parametrize("origin", ["https://desk.example:8443", "app://desk"])
def test_pages_may_live_under_a_scheme_of_their_own(
    origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_CORS_ORIGINS", origin)
    assert load_settings().cors_origins == (origin,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("prot = 1", "callapi.toml: prot: unknown setting"),
        ("port = 'x'", "callapi.toml: port: Input should be a valid integer"),
        ("port = ", "callapi.toml: Invalid value"),
        ("[[versions]]\nname = '4.0'", "callapi.toml: versions.0.name: String should"),
        (
            "[[versions]]\nname = 'v9.0'\nreleased_on = 9000-01-01",
            "settings: versions: none of them is served today",
        ),
        (
            "[[data_versions]]\nname = 'v1.0'\n"
            "released_on = 2016-01-01\nremoved_on = 2017-01-01",
            "settings: data_versions: none of them is served today",
        ),
        ("[versions]\nx = 1", "callapi.toml: versions: Input should be a valid tuple"),
        ("tls_key = 'callapi.toml'", "callapi.toml: tls_key: Path does not point"),
    ],
)
def test_a_bad_file_is_one_line(text: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "callapi.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_certificate_needs_its_key(file: Path) -> None:
    file.write_text(f"tls_certificate = '{file}'")
    with pytest.raises(ConfigError, match="both or neither"):
        load_settings(file)


def test_a_certificate_has_to_be_one(file: Path) -> None:
    file.write_text(f"tls_certificate = '{file}'\ntls_key = '{file}'")
    with pytest.raises(ConfigError, match="tls_certificate, tls_key: not readable as"):
        load_settings(file)
    file.write_text(f"tls_certificate = '{PEM}'\ntls_key = '{PEM}'")
    assert load_settings(file).tls_certificate == PEM


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", "postgresql://me:hunter2@db/callapi")
    settings = load_settings()
    assert "hunter2" not in repr(settings)
    assert settings.database_url is not None
    assert "hunter2" in settings.database_url.get_secret_value()
    assert settings.is_embedded  # Redis is still ours


@pytest.mark.parametrize(
    ("host", "require_tls", "refuses"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),
        ("pbx.example", "", True),
        ("0.0.0.0", "false", False),
        ("127.0.0.1", "true", True),
    ],
)
def test_plain_http_is_refused_unless_it_stays_on_this_machine(
    host: str, require_tls: str, refuses: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_HOST", host)
    monkeypatch.setenv("CALLAPI_REQUIRE_TLS", require_tls)
    assert load_settings().refuses_plain_http is refuses


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_every_setting_is_read_by_somebody() -> None:
    package = Path(callapi.__file__).parent
    readers = (*package.glob("*.py"), *package.glob("administer/*.py"))
    code = "".join(path.read_text() for path in readers)
    unread = [
        name
        for name in Settings.model_fields
        if not re.search(rf"\b(settings|self)\.{name}\b", code)
    ]
    assert unread == []
