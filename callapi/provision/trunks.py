"""Trunks: they belong to the server, so no account stands before them in the report."""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal
from callapi.provision.work import Work
from callapi.store.queries import load

SERVER = "server"

Q = load(__file__)

TRUNKS = Table(
    "trunk",
    Q["list_trunks"],
    Q["insert_trunk"],
    Q["update_trunk"],
    Q["delete_trunk"],
)


async def apply_trunks(work: Work, content: file.File) -> None:
    work.account = SERVER
    if content.trunks is None:
        return
    rows = [
        Row(
            f"trunks[{place}]",
            it.name,
            (
                it.name,
                it.host,
                it.port,
                it.user,
                it.password,
                it.registers,
                list(it.codecs),
                it.weight,
                it.qualify_s,
                it.is_active,
            ),
        )
        for place, it in enumerate(content.trunks)
    ]
    await make_equal(work, TRUNKS, rows)
