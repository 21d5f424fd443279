"""Curves of growth: a table for the terminal, an SVG for light and dark pages.

Both axes are logarithmic: what does not grow is flat, what grows as fast as what is
there rises by a decade a decade.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from xml.sax.saxutils import escape

from scripts.bench.costs import Cost

WIDTH, HEIGHT = 380, 250  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 52, 26, 34, 34  # inside it
COLUMNS = 2
LEGEND_ROW, LEGEND_COLUMN = 20, 253
COLOURS = ("#3b82d6", "#d9651e", "#1f9d6b", "#a65cc4", "#b78a12", "#d0455f", "#6b7f8f")
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.grid { stroke: #8c959f; stroke-opacity: .35; stroke-width: 1 }
.curve { fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


@dataclass(frozen=True, slots=True)
class Curves:
    title: str
    sizes: Sequence[int]
    costs: Mapping[str, Sequence[Cost]]  # by request, one for each size

    def table(self) -> str:
        head = "".join(f"{size:>26,}" for size in self.sizes)
        rows = [
            f"{request:28}" + "".join(_cell(it) for it in costs)
            for request, costs in self.costs.items()
        ]
        what = f"{'':28}" + f"{'cpu ms':>10}{'p50 ms':>8}{'p99 ms':>8}" * len(
            self.sizes
        )
        return "\n".join(["", f"{self.title:28}{head}", what, *rows])


def _cell(cost: Cost) -> str:
    return f"{cost.cpu:10.2f}{cost.p50:8.1f}{cost.p99:8.1f}"


def draw(panels: Sequence[Curves]) -> str:
    requests = list(dict.fromkeys(name for panel in panels for name in panel.costs))
    colours = dict(zip(requests, cycle(COLOURS), strict=False))
    legend = math.ceil(len(requests) / 3) * LEGEND_ROW + 28
    width = COLUMNS * WIDTH
    height = math.ceil(len(panels) / COLUMNS) * HEIGHT + legend
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img">',
        "<title>Processor time of one request as what there is grows</title>",
        f"<style>{STYLE}</style>",
        f'<text class="title" x="{LEFT}" y="18">Processor time of one request, ms'
        " (server, PostgreSQL and Valkey)</text>",
        *_legend(colours),
    ]
    decades = _decades(panels)
    for number, panel in enumerate(panels):
        x, y = number % COLUMNS * WIDTH, legend + number // COLUMNS * HEIGHT
        lines.append(f'<g transform="translate({x} {y})">')
        lines += _panel(panel, decades, colours)
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def _decades(panels: Sequence[Curves]) -> tuple[int, int]:
    """All panels have the same scale."""
    costs = [
        cost.cpu for panel in panels for row in panel.costs.values() for cost in row
    ]
    lowest, highest = math.log10(min(costs)), math.log10(max(costs))
    return math.floor(lowest), math.ceil(highest)


def _legend(colours: Mapping[str, str]) -> Iterator[str]:
    for number, (request, colour) in enumerate(colours.items()):
        x = number % 3 * LEGEND_COLUMN + 12
        y = number // 3 * LEGEND_ROW + 38
        yield f'<path d="M{x} {y - 4}h18" class="curve" stroke="{colour}"/>'
        yield f'<text x="{x + 24}" y="{y}">{escape(request)}</text>'


def _panel(
    panel: Curves, decades: tuple[int, int], colours: Mapping[str, str]
) -> Iterator[str]:
    lowest, highest = decades
    inner, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(place: int) -> float:
        return LEFT + inner * (0.05 + 0.9 * place / (len(panel.sizes) - 1))

    def y(milliseconds: float) -> float:
        share = (math.log10(milliseconds) - lowest) / (highest - lowest)
        return TOP + high * (1 - share)

    yield f'<text class="title" x="{LEFT}" y="20">{escape(panel.title)}</text>'
    for decade in range(lowest, highest + 1):
        at = y(10.0**decade)
        yield f'<path class="grid" d="M{LEFT} {at:.1f}h{inner}"/>'
        label = f"{10.0**decade:g}"
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{label}</text>'
    for place, size in enumerate(panel.sizes):
        yield (
            f'<text x="{x(place):.1f}" y="{HEIGHT - BOTTOM + 20}"'
            f' text-anchor="middle">{size:,}</text>'
        )
    for request, costs in panel.costs.items():
        points = [(x(place), y(cost.cpu)) for place, cost in enumerate(costs)]
        path = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
        colour = colours[request]
        yield f'<path class="curve" stroke="{colour}" d="M{path}"/>'
        for across, down in points:
            yield f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3" fill="{colour}"/>'
