"""Charts as SVG, without a plotting library: panels of bars, and lines on logarithmic axes."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

_WIDTH: Final = 960  # all sizes are in pixels
_MARGIN: Final = 24
_TITLE: Final = 64  # height of the title and the note
_INK, _PALE, _GRID, _PAPER, _OURS, _OTHERS = "#222", "#666", "#ddd", "#fff", "#0072b2", "#b8c4cc"
_PALETTE: Final = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#000",
)  # safe for colour-blind readers

_COLUMNS: Final = 2  # columns of panels
_NAMES: Final = 170  # width of the names to the left of the bars
_VALUES: Final = 56  # width of the values to the right of the bars
_BAR: Final = 22
_PANEL_TITLE: Final = 26
_GAP: Final = 28  # between panels

_PLOT_HEIGHT: Final = 400
_LEFT, _LEGEND = 76, 230  # width of the labels to the left of the plot, and of the legend to the right
_BELOW: Final = 64
_STEPS: Final = (1, 2, 5)  # steps of a decade that get a tick


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure of several contestants: its title with the unit, and the values by name."""

    title: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic axis: its least and greatest values, and their positions in pixels."""

    least: float
    greatest: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        share = math.log(value / self.least) / math.log(self.greatest / self.least)
        return self.first + share * (self.last - self.first)

    def ticks(self) -> list[float]:
        """Return the round values on the axis: the decades, and steps between the decades if there are few."""
        decades = range(math.floor(math.log10(self.least)), math.ceil(math.log10(self.greatest)) + 1)
        steps = _STEPS if len(decades) <= len(_STEPS) + 1 else _STEPS[:1]
        marked = (step * 10.0**decade for decade in decades for step in steps)
        return [value for value in marked if self.least <= value * 1.0001 and value <= self.greatest * 1.0001]


def bars(title: str, note: str, panels: Sequence[Panel], ours: str) -> str:
    """Return panels of horizontal bars as SVG. All bars start at zero.

    Args:
        title: title of the chart.
        note: line below the title, of at most 150 characters.
        panels: at least one panel; the values are zero or more, and each panel has a value above zero.
        ours: name with the dark bars.
    """
    height = max(_panel_height(panel) for panel in panels) + _GAP
    width = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
    drawn = [
        part
        for number, panel in enumerate(panels)
        for part in _panel(
            panel,
            _MARGIN + number % _COLUMNS * (width + _GAP),
            _TITLE + number // _COLUMNS * height,
            width,
            ours,
        )
    ]
    return _svg(title, note, _TITLE + math.ceil(len(panels) / _COLUMNS) * height, drawn)


def lines(title: str, note: str, axes: tuple[str, str], series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Return lines on two logarithmic axes as SVG.

    Args:
        title: title of the chart.
        note: line below the title, of at most 150 characters.
        axes: labels of the x and y axes, with their units.
        series: points (x, y) by name, for at most seven names. All coordinates are above zero, and each axis has at
            least two different values.
    """
    points = [point for line in series.values() for point in line]
    bottom = _TITLE + _PLOT_HEIGHT
    x = _Scale(min(x for x, _ in points), max(x for x, _ in points), _MARGIN + _LEFT, _WIDTH - _MARGIN - _LEGEND)
    y = _Scale(*_enclosing_steps([y for _, y in points]), bottom, _TITLE)
    parts = [*_grid(x, y), *_axis_labels(x, y, axes), *_curves(x, y, series), *_legend(x.last, series)]
    return _svg(title, note, bottom + _BELOW, parts)


def _panel_height(panel: Panel) -> int:
    return _PANEL_TITLE + _BAR * len(panel.values)


def _panel(panel: Panel, left: float, top: float, width: float, ours: str) -> Iterator[str]:
    yield _text(left, top + 14, panel.title, bold=True)
    start, longest = left + _NAMES, width - _NAMES - _VALUES
    greatest = max(panel.values.values())
    for row, (name, value) in enumerate(panel.values.items()):
        y, length = top + _PANEL_TITLE + row * _BAR, longest * value / greatest
        yield _text(start - 8, y + 13, name, anchor="end", bold=name == ours)
        colour = _OURS if name == ours else _OTHERS
        yield f'<rect x="{start:.1f}" y="{y:.1f}" width="{length:.1f}" height="{_BAR - 6}" fill="{colour}"/>'
        yield _text(start + length + 6, y + 13, _figure(value), bold=name == ours)


def _enclosing_steps(values: Sequence[float]) -> tuple[float, float]:
    """Return the closest pair of decade steps that encloses all values."""
    steps = [step * 10.0**decade for decade in range(-12, 13) for step in _STEPS]
    least, greatest = min(values), max(values)
    return max(step for step in steps if step <= least), min(step for step in steps if step >= greatest)


def _grid(x: _Scale, y: _Scale) -> Iterator[str]:
    for value in x.ticks():
        yield _line((x(value), y.first), (x(value), y.last))
        yield _text(x(value), y.first + 20, _tick(value), anchor="middle", colour=_PALE)
    for value in y.ticks():
        yield _line((x.first, y(value)), (x.last, y(value)))
        yield _text(x.first - 8, y(value) + 4, _tick(value), anchor="end", colour=_PALE)


def _axis_labels(x: _Scale, y: _Scale, axes: tuple[str, str]) -> Iterator[str]:
    yield _text((x.first + x.last) / 2, y.first + 50, axes[0], anchor="middle")
    turned = f"translate({_MARGIN + 12} {(y.first + y.last) / 2:.1f}) rotate(-90)"
    yield f'<g transform="{turned}">{_text(0, 0, axes[1], anchor="middle")}</g>'


def _curves(x: _Scale, y: _Scale, series: Mapping[str, Sequence[tuple[float, float]]]) -> Iterator[str]:
    for points, colour in zip(series.values(), _PALETTE, strict=False):
        pixels = [(x(across), y(up)) for across, up in sorted(points)]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in pixels)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        yield from (f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4" fill="{colour}"/>' for across, up in pixels)


def _legend(left: float, series: Mapping[str, Sequence[tuple[float, float]]]) -> Iterator[str]:
    """Name the lines in the order of their right ends, highest first."""
    coloured = zip(series, _PALETTE, strict=False)
    for row, (name, colour) in enumerate(sorted(coloured, key=lambda line: -max(series[line[0]])[1])):
        y = _TITLE + 14 + row * _BAR
        yield f'<rect x="{left + 20:.1f}" y="{y - 8}" width="18" height="4" fill="{colour}"/>'
        yield _text(left + 46, y, name)


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" stroke="{_GRID}"/>'


def _figure(value: float) -> str:
    """Return a value with two or three significant digits, or without decimals if it is a hundred or more."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}" if value >= 1 else f"{value:#.2g}"


def _tick(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _text(  # noqa: PLR0913 - one parameter for each attribute of the SVG element
    x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False, colour: str = _INK, size: int = 13
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{weight} fill="{colour}">'
        f"{escape(words)}</text>"
    )


def _svg(title: str, note: str, height: float, parts: Iterable[str]) -> str:
    heading = [_text(_MARGIN, 28, title, bold=True, size=17), _text(_MARGIN, 47, note, colour=_PALE, size=12)]
    size = f'viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="system-ui, sans-serif" role="img">'
    background = f'<rect width="100%" height="100%" fill="{_PAPER}"/>'
    return "\n".join([opening, f"<title>{escape(title)}</title>", background, *heading, *parts, "</svg>\n"])
