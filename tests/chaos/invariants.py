"""What must be true when the storm is over, whatever happened. One function for each.

Each raises AssertionError that says what is wrong and with what. They are asked until
they hold, for a while: what was under way may come to its end.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable

from callapi.simulator import command as phones
from tests.chaos.journal import Asked
from tests.chaos.trial import Trial
from tests.chaos.world import FEW_POINTS

SOME = 5  # of those that are wrong are shown

ENDINGS = """
select s.id, s.state, s.finish_reason,
    (select count(*) from events e
     where e.session_id = s.id and e.name = 'call_session_finished') as finished,
    (select count(*) from call_reports r where r.session_id = s.id) as reports,
    (select count(*) from events e
     where e.session_id = s.id and e.name = 'leg_finished') as legs_finished,
    json_array_length(s.body::json -> 'legs') as legs,
    (select count(*) from events e
     where e.session_id = s.id and e.name = 'talk_started') as talks_started,
    (select count(*) from events e
     where e.session_id = s.id and e.name = 'talk_finished') as talks_finished,
    (select count(*) = max(seq) and min(seq) = 1 from events e
     where e.session_id = s.id) as is_whole
from call_sessions s order by s.id
"""
LOGGED = "select id::text from requests"
CHARGED = "select id::text, points from requests where account_id = $1"
SEATS = """
select s.number, s.is_own, n.name from seats s left join nodes n on n.id = s.node_id
"""
IDLE = """
select query from pg_stat_activity
where datname = current_database() and state like 'idle in transaction%'
    and state_change < clock_timestamp() - interval '3 s'
"""
LOCKS = """
select l.objid, a.query from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and a.datname = current_database()
"""
IN_USE = """
select id from call_sessions where finished_at is not null
    and (numbers_in_use <> '{}' or employees_talking <> '{}' or queue is not null)
"""
PLACES = """
select a.name, count(*) as events, count(e.position) as placed,
    coalesce(max(e.position), 0) as last
from accounts a join events e on e.account_id = a.id group by a.name
"""
UNTOLD = """
select e.uid::text, e.session_id, e.seq, e.name from events e
join notification_settings s on s.account_id = e.account_id and s.event = e.name
order by e.session_id, e.seq
"""

Invariant = Callable[[Trial], Awaitable[None]]


def none_of(wrong: Iterable[object], message: str) -> None:
    found = list(wrong)
    shown = "\n  ".join(str(it) for it in found[:SOME])
    assert not found, f"{message}: {len(found)}\n  {shown}"


async def every_reply_is_as_documented(trial: Trial) -> None:
    none_of(trial.journal.broken, "replies that nobody has been promised")


async def every_answered_start_has_a_session(trial: Trial) -> None:
    rows = await trial.pool.fetch("select id, contact from call_sessions")
    stored = {row["id"]: row["contact"] for row in rows}
    lost = [
        it
        for it in trial.journal.started
        if it.session_id is None or stored.get(it.session_id) != it.params["contact"]
    ]
    none_of(lost, "starts that were answered and have no session")


async def every_session_ends_once(trial: Trial) -> None:
    rows = await trial.pool.fetch(ENDINGS)
    none_of((r for r in rows if r["state"] != "ended"), "sessions that have not ended")
    once = (r for r in rows if (r["finished"], r["reports"]) != (1, 1))
    none_of(once, "sessions without exactly one terminal event and report")
    halves = (
        r
        for r in rows
        if (r["legs_finished"], r["talks_finished"]) != (r["legs"], r["talks_started"])
    )
    none_of(halves, "sessions whose legs or talks have not all finished")
    none_of(
        (r for r in rows if not r["is_whole"]), "sessions with gaps in their events"
    )


async def every_answered_request_is_logged(trial: Trial) -> None:
    rows = Counter(row["id"] for row in await trial.pool.fetch(LOGGED))
    lost = [it for it in trial.journal.answered if rows[it.log_id] != 1]
    none_of(lost, "requests that were answered and are not in the log, once")


async def no_key_calls_twice(trial: Trial) -> None:
    sessions: dict[str, set[int]] = {}
    for it in trial.journal.started:
        if it.key is not None and it.session_id is not None:
            sessions.setdefault(it.key, set()).add(it.session_id)
    several = {key: ids for key, ids in sessions.items() if len(ids) > 1}
    none_of(several.items(), "Idempotency-Keys answered with several sessions")
    rows = await trial.pool.fetch(
        "select external_id, array_agg(id) as ids from call_sessions"
        " where external_id is not null group by external_id having count(*) > 1"
    )
    none_of(rows, "Idempotency-Keys with several sessions")
    unkept = await trial.pool.fetch(
        "select key, call_session_id, reply is null as is_lost from idempotency_keys"
    )
    kept = {row["key"]: row for row in unkept}
    wrong = [
        key
        for key, ids in sessions.items()
        if key not in kept
        or kept[key]["is_lost"]
        or {kept[key]["call_session_id"]} != ids
    ]
    none_of(wrong, "Idempotency-Keys that were answered and have no reply")


async def nobody_is_dialled_twice(trial: Trial) -> None:
    """Each number of a start is called for that start alone."""
    twice = []
    for number in sorted(trial.people.numbers):
        shown = await phones.show(trial.world.phones, number)
        if isinstance(rung := shown["times_rung"], int) and rung > 1:
            twice.append((number, rung))
    none_of(twice, "phones that have rung more than once")


async def points_add_up(trial: Trial) -> None:
    """Those that are gone are those that the log charges, and none above the limit.

    A request without an answer may have kept its point or not. While Redis was away
    points were forgotten; whoever was asking then may be given back another's.
    """
    emptied = trial.world.stores.emptied
    back = max((until for _, until in emptied), default=0.0)
    for account, token in (await accounts(trial)).items():
        asked = [it for it in trial.journal.asked if it.token == token]
        rows = await trial.pool.fetch(CHARGED, account)
        charged = Counter({row["id"]: row["points"] for row in rows})
        since = sum(charged.get(it.log_id, 0) for it in asked if it.sent_at > back)
        unsure = sum(it.answered_at is None for it in asked)
        slack = sum(_lay_across(it, emptied) for it in asked)
        minutes, days = [await used(trial, account, it) for it in "md"]
        told = f"{days} used, {charged.total()} logged, {since} since {back}"
        assert max(minutes) <= FEW_POINTS or token != trial.foreign, "above the limit"
        assert sum(days) <= charged.total() + unsure, f"points are lost: {told}"
        assert sum(days) >= since - slack, f"points are not counted: {told}"
        assert sum(days) == sum(minutes), f"day and minute differ: {told}"


def _lay_across(it: Asked, emptied: list[tuple[float, float]]) -> bool:
    answered = it.answered_at
    return any(
        it.sent_at < back and (answered is None or answered > killed)
        for killed, back in emptied
    )


async def accounts(trial: Trial) -> dict[int, str]:
    rows = await trial.pool.fetch("select id, name from accounts")
    tokens = {"Harbour Desk": trial.world.keys.own, "Foreign Office": trial.foreign}
    return {row["id"]: tokens[row["name"]] for row in rows if row["name"] in tokens}


async def used(trial: Trial, account: int, window: str) -> list[int]:
    async with trial.world.stores.redis() as redis:
        pattern = f"callapi:points:{{{account}}}:{window}:*"
        keys = [key async for key in redis.scan_iter(pattern)]
        return [int(it or 0) for it in await redis.mget(keys)] if keys else []


async def nothing_is_left_in_the_switch(trial: Trial) -> None:
    live = await phones.ask(trial.world.phones, "GET", "/live", {})
    none_of(((k, v) for k, v in live.items() if v), "left in the switch")
    none_of(sorted(trial.world.spool.glob("*.*")), "recordings left in the switch")


async def nothing_is_left_in_the_database(trial: Trial) -> None:
    none_of(await trial.pool.fetch(IN_USE), "numbers that stay taken")
    none_of(await trial.pool.fetch(IDLE), "transactions that nobody ends")
    none_of(await trial.pool.fetch(LOCKS), "locks that are held")


async def every_seat_is_a_living_nodes(trial: Trial) -> None:
    """And each process has one of its own."""
    seats = await trial.pool.fetch(SEATS)
    none_of((seat for seat in seats if seat["name"] is None), "seats of nobody")
    own = sorted(seat["name"] for seat in seats if seat["is_own"])
    assert own == trial.names, f"seats of {own}, nodes {trial.names}"


async def no_node_remembers_a_leg(trial: Trial) -> None:
    """By its own count, which decides where new calls go."""
    wrong = []
    for node in trial.world.nodes:
        for port in node.admin_ports:
            url = f"http://127.0.0.1:{port}/metrics"
            async with trial.world.http.get(url) as answer:
                lines = (await answer.text()).splitlines()
            wrong += [
                (node.name, line)
                for line in lines
                if line.startswith(("callapi_legs{", "callapi_queue_length{"))
                and not line.endswith(" 0.0")
            ]
    none_of(wrong, "nodes that count what is over")


async def every_event_has_its_place(trial: Trial) -> None:
    rows = await trial.pool.fetch(PLACES)
    gaps = (r for r in rows if not r["events"] == r["placed"] == r["last"])
    none_of(gaps, "accounts whose events have gaps")


async def every_notification_is_delivered(trial: Trial) -> None:
    told = {it.json["event_id"] for it in trial.world.target.taken}
    rows = await trial.pool.fetch(UNTOLD)
    none_of(
        (row for row in rows if row["uid"] not in told), "events nobody was told of"
    )
    still = await trial.pool.fetch(
        "select id, event, status, error_message from deliveries where status <> 'sent'"
    )
    none_of(still, "deliveries that are not over")


async def notifications_come_in_order(trial: Trial) -> None:
    """Each event of a session by the first time that it was taken."""
    told: dict[tuple[str, int], list[int]] = {}
    for it in trial.world.target.taken:
        place = it.headers["X-Notification-Event"], it.json["call_session_id"]
        seen = told.setdefault(place, [])
        if it.json["event_seq"] not in seen:
            seen.append(it.json["event_seq"])
    wrong = ((place, seen) for place, seen in told.items() if seen != sorted(seen))
    none_of(wrong, "notifications that came in another order")


async def recordings_are_whole(trial: Trial) -> None:
    """What is listed can be heard, and nothing unfinished is left beside it."""
    rows = await trial.pool.fetch("select account_id, name, duration_s from recordings")
    files = {it for it in trial.world.recordings.rglob("*") if it.is_file()}
    wanted = {
        trial.world.recordings / str(row["account_id"]) / f"{row['name']}.wav": row
        for row in rows
    }
    none_of(
        (row for path, row in wanted.items() if path not in files), "without a file"
    )
    none_of(sorted(files - wanted.keys()), "files of no recording")
    sizes = (
        (path, path.stat().st_size, row["duration_s"])
        for path, row in wanted.items()
        if path.stat().st_size != 44 + round(row["duration_s"] * 8000) * 4
    )
    none_of(sizes, "recordings that are cut off")


async def no_node_has_failed(trial: Trial) -> None:
    """A mistake of ours is told in the log, with its trace."""
    wrong = []
    for node in trial.world.nodes:
        for line in node.log.read_text(errors="replace").splitlines():
            if any(sign in line for sign in SIGNS) and "Traceback" in line:
                wrong.append(f"{node.name}: {line[:1500]}")
    none_of(wrong, "failures in the logs")


SIGNS = ("answered with internal_error", "never retrieved", "unhandled", "Unhandled")

INVARIANTS: tuple[Invariant, ...] = (
    every_reply_is_as_documented,
    every_answered_start_has_a_session,
    every_session_ends_once,
    every_answered_request_is_logged,
    no_key_calls_twice,
    nobody_is_dialled_twice,
    points_add_up,
    nothing_is_left_in_the_switch,
    nothing_is_left_in_the_database,
    every_seat_is_a_living_nodes,
    no_node_remembers_a_leg,
    every_event_has_its_place,
    every_notification_is_delivered,
    notifications_come_in_order,
    recordings_are_whole,
    no_node_has_failed,
)
