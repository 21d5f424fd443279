"""The table, and what was aimed at (met or not)."""

from collections.abc import Iterator, Sequence

from scripts.bench.calls import Calls
from scripts.bench.events import Latencies
from scripts.bench.figures import Figures
from scripts.bench.runs import Outcome

AIM_RATIO = 0.30
AIM_P99_S = 0.025
AIM_LIST_P99_S = 0.050
AIM_CALLS_PER_S = 100.0
AIM_EVENT_P99_S = 0.050

HEAD = (
    f"{'':34}{'a second':>10}{'p50 ms':>8}{'p99 ms':>8}{'of bare':>9}"
    f"{'at half:':>10}{'p50 ms':>8}{'p99 ms':>8}"
)


def table(outcomes: Sequence[Outcome]) -> str:
    bare = outcomes[0].fastest.per_second
    return "\n".join([HEAD, *(_row(outcome, bare) for outcome in outcomes)])


def aims(
    bare: Outcome, full: Outcome, listing: Outcome, calls: Calls, told: Latencies
) -> Iterator[str]:
    ratio = full.fastest.per_second / bare.fastest.per_second
    yield _aim(
        f"a full request is {ratio:.2f} of bare aiohttp",
        f"at least {AIM_RATIO:.2f}",
        ratio >= AIM_RATIO,
    )
    p99 = full.half.p99
    yield _aim(
        f"its p99 at half that load is {p99 * 1000:.1f} ms",
        f"under {AIM_P99_S * 1000:.0f} ms",
        p99 < AIM_P99_S,
    )
    p99 = listing.half.p99
    yield _aim(
        f"p99 of list.calls with 1,000 sessions is {p99 * 1000:.1f} ms at half load",
        f"under {AIM_LIST_P99_S * 1000:.0f} ms",
        p99 < AIM_LIST_P99_S,
    )
    yield _aim(
        f"p99 of {told.events} live events of 100 calls is {told.p99 * 1000:.1f} ms"
        f" (p50 {told.p50 * 1000:.1f}, longest {told.longest * 1000:.1f})",
        f"under {AIM_EVENT_P99_S * 1000:.0f} ms",
        told.p99 < AIM_EVENT_P99_S,
    )
    yield _aim(
        f"{calls.starts.per_second:.0f} call starts a second, "
        f"{calls.talking} of {calls.expected} in conversation",
        f"{AIM_CALLS_PER_S:.0f} a second, all of them",
        calls.starts.per_second > 0.98 * AIM_CALLS_PER_S
        and calls.talking >= calls.expected
        and not calls.starts.lost + calls.starts.refused,
    )


def _aim(measured: str, aim: str, is_met: bool) -> str:
    return f"{'met    ' if is_met else 'NOT met'}  {measured} (aim: {aim})"


def _row(outcome: Outcome, bare: float) -> str:
    fastest, half = outcome.fastest, outcome.half
    return (
        f"{outcome.name:34}{fastest.per_second:10.0f}{_times(fastest)}"
        f"{fastest.per_second / bare:9.3f}"
        f"{half.per_second:10.0f}{_times(half)}"
        f"{_trouble(fastest)}{_trouble(half)}"
    )


def calls_row(calls: Calls, bare: Outcome) -> str:
    starts = calls.starts
    asked = f"at {calls.rate:.0f} a second" if calls.rate else "as fast as it goes"
    return (
        f"{'start.simple_call ' + asked:38}{starts.per_second:6.0f}{_times(starts)}"
        f"{starts.per_second / bare.fastest.per_second:9.3f}"
        f"   {calls.talking} of {calls.expected} in conversation{_trouble(starts)}"
    )


def _times(figures: Figures) -> str:
    return f"{figures.p50 * 1000:8.1f}{figures.p99 * 1000:8.1f}"


def _trouble(figures: Figures) -> str:
    if not figures.refused and not figures.lost:
        return ""
    return (
        f"\n    {figures.refused} refused, {figures.lost} lost; "
        f"the first: {figures.first_refusal}"
    )
