"""Lines and trunks as the PJSIP objects of an Asterisk: names, fields, stamps.

Written in the order of `parts`, the endpoint last: what has its endpoint is complete.
The endpoint carries our stamp, so what stands on a switch can be compared without
reading all of it, and what others have put there is not taken for ours.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from callapi.store.lines import Line
from callapi.store.trunks import Trunk

# The contexts of config/asterisk/extensions.conf. Both lead to us and nowhere else.
CONTEXT, LINE_CONTEXT = "inbound", "lines"
LINE = re.compile(r"0[0-9]{6}")
TRUNK = "trunk-"
STAMP = "callerid_tag"  # a field of endpoints that nothing else uses
STAMPED = re.compile(r"callapi-([0-9a-f]{16})-([0-9a-f]{16})?")

ENDPOINT = {
    "context": CONTEXT,
    "disallow": "all",
    "direct_media": "no",  # the sound passes through us, or we could not mix it
    "dtmf_mode": "rfc4733",
    "allow_transfer": "no",  # a REFER would take the leg from its session
}
LINE_ENDPOINT = {
    **ENDPOINT,
    "context": LINE_CONTEXT,
    "allow": "ulaw,alaw,g722",
    "rtp_symmetric": "yes",  # these three bring calls to phones behind NAT
    "force_rport": "yes",
    "rewrite_contact": "yes",
}
TRUNK_ENDPOINT = {
    **ENDPOINT,
    "identify_by": "ip",  # or anybody could call in the trunk's name
    "trust_id_inbound": "yes",
    "send_pai": "yes",
    "t38_udptl": "yes",  # faxes as data, where the carrier can
}


@dataclass(frozen=True, slots=True)
class Part:
    type: str
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an entry is like; of a line, the password apart."""

    shape: str
    secret: str = ""

    def __str__(self) -> str:
        return f"callapi-{self.shape}-{self.secret}"


FOREIGN = Stamp("")  # of an endpoint that somebody else has made


@dataclass(frozen=True, slots=True)
class Entry:
    """All the objects of one line or trunk. They bear one name."""

    name: str
    parts: tuple[Part, ...]
    stamp: Stamp

    @property
    def is_line(self) -> bool:
        return is_line(self.name)


def is_line(name: str) -> bool:
    return LINE.fullmatch(name) is not None


def is_ours(name: str) -> bool:
    """Whether we would give an endpoint this name."""
    return is_line(name) or name.startswith(TRUNK)


def line_entry(line: Line) -> Entry:
    number = line.number
    login = {"auth_type": "userpass", "username": number}
    aor = Part("aor", {"max_contacts": "1", "remove_existing": "yes"})
    endpoint = LINE_ENDPOINT | {"auth": number, "aors": number}
    stamp = Stamp(
        _digest(login, aor.fields, endpoint), _digest({number: line.password})
    )
    auth = Part("auth", login | {"password": line.password})
    return Entry(number, (auth, aor, _stamped(endpoint, stamp)), stamp)


def trunk_entry(trunk: Trunk) -> Entry:
    name, host = TRUNK + trunk.name, trunk.host
    server = f"sip:{host}:{trunk.port}"
    aor = {"contact": server, "qualify_frequency": str(trunk.qualify_s)}
    parts = [
        Part("aor", aor),
        Part("identify", {"endpoint": name, "match": host}),
    ]
    endpoint = TRUNK_ENDPOINT | {
        "allow": ",".join(trunk.codecs),
        "aors": name,
        "from_domain": host,
    }
    if trunk.login is not None and trunk.password is not None:
        login = {"username": trunk.login, "password": trunk.password}
        parts.insert(0, Part("auth", {"auth_type": "userpass", **login}))
        endpoint["outbound_auth"] = name
        if trunk.registers:
            parts.append(_registration(name, server, trunk.login, host))
    stamp = Stamp(_digest(*(part.fields for part in parts), endpoint))
    return Entry(name, (*parts, _stamped(endpoint, stamp)), stamp)


def read_stamp(tag: str) -> Stamp:
    found = STAMPED.fullmatch(tag)
    return Stamp(found[1], found[2] or "") if found else FOREIGN


def _registration(name: str, server: str, login: str, host: str) -> Part:
    """For as long as it takes: a carrier that is down may come back tomorrow.

    `line` makes calls that come by this registration the trunk's.
    """
    fields = {
        "server_uri": server,
        "client_uri": f"sip:{login}@{host}",
        "contact_user": login,
        "outbound_auth": name,
        "line": "yes",
        "endpoint": name,
        "retry_interval": "30",
        "forbidden_retry_interval": "300",
        "auth_rejection_permanent": "no",
        "max_retries": "1000000",
    }
    return Part("registration", fields)


def _stamped(endpoint: Mapping[str, str], stamp: Stamp) -> Part:
    return Part("endpoint", {**endpoint, STAMP: str(stamp)})


def _digest(*fields: Mapping[str, str]) -> str:
    text = "\n".join(f"{key}={value}" for part in fields for key, value in part.items())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
