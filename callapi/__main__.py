"""`callapi` and `python -m callapi`: the commands."""

import sys
from pathlib import Path

import click

from callapi import __version__
from callapi.administer import GROUPS
from callapi.app import speech_of
from callapi.backup import back_up, restore
from callapi.config import ConfigError, Settings, load_settings
from callapi.doctor import examine, servers_of
from callapi.domain.diagram import mermaid
from callapi.log import configure_log
from callapi.media.engines import KINDS
from callapi.media.library import Library
from callapi.media.system import ensure_system_files
from callapi.methods.catalogue import METHODS
from callapi.provision import Report, provision
from callapi.serve import serve
from callapi.simulate import simulator
from callapi.store.migrate import migrate
from callapi.store.pool import open_pool
from callapi.terminal import fail, pass_settings, run
from callapi.tracing import is_installed as can_trace
from callapi.upload import media

# These run for long, and tell what they do; the others answer the one who typed them.
SERVERS = ("serve", "simulator")
DEMO = Path(__file__).resolve().parents[1] / "config" / "demo.toml"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="callapi")
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="CALLAPI_CONFIG",
    help="TOML file of settings, said before the command.",
)
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    """A call-control server: JSON-RPC in, telephone calls out.

    Settings are taken from the environment (CALLAPI_PORT=8081), then from the file of
    --config; README lists them.
    """
    if context.invoked_subcommand == "states" or {"-h", "--help"} & set(sys.argv):
        return
    try:
        settings = load_settings(config)
    except ConfigError as error:
        fail(error, 2)
    _refuse_unknown_methods(settings)
    _refuse_missing_extras(settings)
    is_quiet = context.invoked_subcommand not in SERVERS
    _configure_log(settings, is_quiet)
    context.obj = settings


def _refuse_unknown_methods(settings: Settings) -> None:
    unknown = set(settings.prices) - {method.name for method in METHODS}
    if unknown:
        fail(f"prices: there is no method {min(unknown)}", 2)


def _refuse_missing_extras(settings: Settings) -> None:
    engine, needed = settings.tts_engine, "is not installed: pip install"
    if not KINDS[engine].is_installed:
        fail(f"tts_engine: {engine} {needed} 'callapi[{engine}]'", 2)
    if settings.otlp_endpoint is not None and not can_trace():
        fail(f"otlp_endpoint: the SDK {needed} 'callapi[otel]'", 2)


def _configure_log(settings: Settings, is_quiet: bool) -> None:
    is_said = "log_level" in settings.model_fields_set
    level = "warning" if is_quiet and not is_said else settings.log_level
    configure_log(level, settings.log_format)


@main.command("serve")
@click.option(
    "--demo",
    is_flag=True,
    help="Provision the demo account as well; print a first call to try.",
)
@pass_settings
def serve_command(settings: Settings, /, demo: bool) -> None:
    """Run the server until SIGTERM or Ctrl-C."""
    if demo and not DEMO.exists():
        fail(f"{DEMO}: no such file; the demo needs a checkout of callapi", 2)
    run(serve(settings, DEMO if demo else None, click.echo))


@main.command("migrate")
@pass_settings
def migrate_command(settings: Settings, /) -> None:
    """Bring the database to the schema of this version."""
    applied = run(_migrate(settings))
    for name in applied:
        click.echo(f"applied {name}")
    if not applied:
        click.echo("nothing to apply")


@main.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_settings
def backup_command(settings: Settings, /, file: Path) -> None:
    """Copy the database into FILE, while the server runs.

    It is what pg_dump writes (mode 600: it has passwords of SIP lines in it). Media and
    recordings are files of the data directory, to be copied after it.
    """
    run(_back_up(settings, file))
    click.echo(f"the database is in {file}")


@main.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_settings
def restore_command(settings: Settings, /, file: Path) -> None:
    """Put what `backup` has written to FILE into an empty database.

    No server may run on it yet. One that starts then settles the calls of the copy:
    those that are still up go on, the others end.
    """
    missing = run(_restore(settings, file))
    click.echo(f"restored; the server will apply {len(missing)} migrations")


@main.command("provision", short_help="Make accounts equal to a TOML FILE.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_settings
def provision_command(settings: Settings, /, file: Path) -> None:
    """Make true what the TOML FILE says of accounts; tell what was changed.

    All of it or nothing: a wrong file changes nothing, and each mistake is a line.
    Keys and passwords that are made are told once, here. README tells what a file
    may say; config/demo.toml has one of everything.
    """
    report = run(_provision(settings, file))
    for line in (*report.changes, *report.secrets):
        click.echo(line)
    if not report.changes:
        click.echo("nothing to change")


@main.command("states")
def states_command() -> None:
    """Print the drawing of the call session's states (Mermaid)."""
    click.echo(mermaid(), nl=False)


@main.command("doctor")
@pass_settings
def doctor_command(settings: Settings, /) -> None:
    """Check settings, directories, database, Redis, ARI and clock.

    A line for each, `ok` or `BAD`; exit code 1 when one is bad.
    """
    sys.exit(0 if run(_examine(settings)) else 1)


for group in (simulator, media, *GROUPS):
    main.add_command(group)


async def _migrate(settings: Settings) -> list[str]:
    async with servers_of(settings) as servers:
        return await migrate(servers.database_url)


async def _back_up(settings: Settings, file: Path) -> None:
    async with servers_of(settings) as servers:
        await back_up(servers.database_url, file)


async def _restore(settings: Settings, file: Path) -> list[str]:
    async with servers_of(settings) as servers:
        return await restore(servers.database_url, file)


async def _provision(settings: Settings, file: Path) -> Report:
    async with servers_of(settings) as servers:
        await migrate(servers.database_url)
        pool = await open_pool(servers.database_url, 2)
        library = Library(settings.data_dir / "media")
        speech = speech_of(settings)
        try:
            await speech.start()
            await ensure_system_files(pool, library, speech)
            return await provision(pool, file, library)
        finally:
            await speech.close()
            await pool.close()


async def _examine(settings: Settings) -> bool:
    is_well = True
    async for finding in examine(settings):
        click.echo(finding)
        is_well = is_well and finding.is_good
    return is_well


if __name__ == "__main__":
    main(prog_name="callapi")
