"""What was measured, and whether it is what was aimed at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.bench.report import aim
from scripts.bench_sip.phases import Phase

LOSS = 0.001  # of the packets: more can be heard


@dataclass(frozen=True, slots=True)
class Left:
    """What is still there when all is over."""

    calls: int  # by list.calls
    resources: Sequence[str]  # channels and bridges in Asterisk
    failed: int  # calls that SIPp saw go otherwise than they should
    before_mb: Mapping[str, float]
    after_mb: Mapping[str, float]

    @property
    def is_nothing(self) -> bool:
        return not (self.calls or self.resources or self.failed)


def phase_lines(name: str, phase: Phase) -> Iterator[str]:
    yield name
    yield (
        f"  {len(phase.talks)} of {phase.asked} calls came to a conversation,"
        f" begun at {phase.per_second:.1f} a second;"
        f" {len(phase.lost)} lost, {len(phase.stuck)} stuck;"
        f" {phase.at_once} conversations at once"
    )
    for reason, count in Counter(phase.lost + phase.stuck).most_common(5):
        yield f"    {count} times: {reason}"
    yield f"  {'ms':38}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}"
    talks = phase.talks
    yield _times("the API replies", [talk.replied for talk in talks])
    yield _times("first ring after the reply (- before)", [talk.rang for talk in talks])
    yield _times("from the answer to sound both ways", [talk.heard for talk in talks])
    if phase.heard:
        heard = phase.heard
        p50, p99 = heard.delay_p50 * 1000, heard.delay_p99 * 1000
        yield (
            f"  sound: {heard.said} packets said, {heard.packets} heard,"
            f" {heard.lost} lost between those,"
            f" {heard.crossed} by a stranger;"
            f" they take p50 {p50:.1f} ms, p99 {p99:.1f} ms"
            f" (we were late by {heard.late * 1000:.0f} ms at most)"
        )
    if phase.usage:
        yield "  cores: " + _each(phase.usage.cores, "{:.2f}")
        yield "  MB: " + _each(phase.usage.memory_mb, "{:.0f}")


def left_lines(left: Left) -> Iterator[str]:
    yield "MB before: " + _each(left.before_mb, "{:.0f}")
    yield "MB after: " + _each(left.after_mb, "{:.0f}")
    yield (
        f"left over: {left.calls} calls, {len(left.resources)} channels and bridges;"
        f" {left.failed} calls that SIPp saw fail"
    )


def aims(
    short: Phase, many: Phase, left: Left, per_s: float, seconds: float, count: int
) -> Iterator[str]:
    yield aim(
        f"{short.per_second:.1f} calls a second for {short.seconds:.0f} s,"
        f" {_trouble(short)}",
        f"{per_s:g} for {seconds:g} s, 0 lost, 0 stuck",
        len(short.talks) == short.asked and not short.stuck,
    )
    yield aim(
        f"{many.at_once} conversations at once, {many.listed} in list.calls,"
        f" {_trouble(many)}",
        f"{count}, 0 lost, 0 stuck",
        many.at_once == many.listed == count and not many.stuck,
    )
    heard = many.heard  # where all said something to somebody all the time
    missing = max(0.0, 1 - heard.packets / max(1, heard.said)) if heard else 1.0
    yield aim(
        f"{missing:.3%} of their sound is missing",
        f"under {LOSS:.1%}, and none of it goes astray",
        heard is not None
        and missing < LOSS
        # what is heard of a stranger is no loss but a disaster
        and not heard.crossed,
    )
    yield aim(
        "nothing is left over" if left.is_nothing else "some is left over",
        "nothing",
        left.is_nothing,
    )


def _trouble(phase: Phase) -> str:
    return f"{len(phase.lost)} lost, {len(phase.stuck)} stuck"


def _times(name: str, seconds: Sequence[float]) -> str:
    if not seconds:
        return f"  {name:38}{'none':>8}"
    ordered = sorted(seconds)
    places = [
        ordered[min(len(ordered) * p // 100, len(ordered) - 1)]
        for p in (50, 95, 99, 100)
    ]
    return f"  {name:38}" + "".join(f"{it * 1000:8.1f}" for it in places)


def _each(values: Mapping[str, float], form: str) -> str:
    return ", ".join(f"{name} {form.format(it)}" for name, it in values.items())
