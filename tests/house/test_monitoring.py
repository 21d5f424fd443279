"""Alerts and dashboard speak of metrics that there are, with labels these have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Metric

from callapi.domain.errors import Mnemonic
from callapi.domain.states import State
from callapi.metrics import Metrics

CONFIG = Path(__file__).parents[2] / "config"
ALERTS = yaml.safe_load((CONFIG / "prometheus" / "alerts.yml").read_text())
ALERT_TESTS = yaml.safe_load((CONFIG / "prometheus" / "alerts.test.yml").read_text())
BOARD: dict[str, Any] = json.loads((CONFIG / "grafana" / "callapi.json").read_text())

SELECTOR = re.compile(r"\b(callapi_\w+)(?:\{(.*?)\})?")
MATCHER = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"(.*?)"')
GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")
OF_PROMETHEUS = {"job", "instance"}
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
# What may stand in a label, where that is a closed list.
VALUES = {
    "outcome": {
        *map(str, Mnemonic),
        "success",
        *("sent", "timeout", "connection", "tls", "http_status", "forbidden_address"),
    },
    "state": set(map(str, State)),
    "part": {"database", "redis", "switch"},
    "queue": {"events", "actions"},
    "how": {"cached", "spoken", "failed"},
}


def described(
    family: Metric, labels: tuple[str, ...]
) -> Iterator[tuple[str, set[str]]]:
    """A name as it is scraped, with its labels."""
    for suffix in SUFFIXES.get(family.type, ("",)):
        more = {"le"} if suffix == "_bucket" else set[str]()
        yield f"{family.name}{suffix}", {*labels, *more}


def known() -> dict[str, set[str]]:
    metrics = Metrics()
    collectors = [it for it in vars(metrics).values() if hasattr(it, "_labelnames")]
    return {
        name: labels
        for collector in collectors
        for family in collector.describe()
        for name, labels in described(family, collector._labelnames)
    }


KNOWN = known()


def rules() -> list[dict[str, Any]]:
    return [rule for group in ALERTS["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return [panel for panel in BOARD["panels"] if panel["type"] != "row"]


def expressions() -> list[str]:
    """All that Prometheus is asked, and the series that tests of alerts make up."""
    asked = [rule["expr"] for rule in rules()]
    asked += [target["expr"] for panel in panels() for target in panel["targets"]]
    asked += [it["definition"] for it in BOARD["templating"]["list"][1:]]
    for test in ALERT_TESTS["tests"]:
        asked += [it["series"] for it in test["input_series"]]
    return asked


def test_there_is_much_to_compare() -> None:
    assert len(KNOWN) > 25
    assert len(expressions()) > 60


@pytest.mark.parametrize("expression", expressions())
def test_each_metric_is_there_with_these_labels(expression: str) -> None:
    named = set(OF_PROMETHEUS)
    for name, matchers in SELECTOR.findall(expression):
        assert name in KNOWN, name
        named |= KNOWN[name]
        labels = {label for label, _ in MATCHER.findall(matchers)}
        assert labels <= KNOWN[name] | OF_PROMETHEUS, (name, labels)
    for labels in GROUPING.findall(expression):
        assert set(re.findall(r"\w+", labels)) <= named, (expression, labels)


@pytest.mark.parametrize("expression", expressions())
def test_each_value_of_a_label_can_be(expression: str) -> None:
    for _, matchers in SELECTOR.findall(expression):
        for label, value in MATCHER.findall(matchers):
            allowed = VALUES.get(label)
            if allowed is not None:
                assert set(value.split("|")) <= allowed, (label, value)


def test_legends_name_labels_of_what_they_stand_beside() -> None:
    for panel in panels():
        for target in panel["targets"]:
            names = [name for name, _ in SELECTOR.findall(target["expr"])]
            labels = OF_PROMETHEUS.union(*(KNOWN[name] for name in names))
            told = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            assert told <= labels, panel["title"]


def test_every_metric_is_shown() -> None:
    shown = {name for text in expressions() for name, _ in SELECTOR.findall(text)}
    base = re.compile("(_total|_bucket|_sum|_count)$")
    assert {base.sub("", it) for it in KNOWN} == {base.sub("", it) for it in shown}


def test_each_alert_says_how_bad_it_is_and_what_to_do() -> None:
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert rule["annotations"].keys() == {"summary", "action"}, rule["alert"]
        assert re.fullmatch(r"\d+m", rule["for"]), rule["alert"]


def test_each_alert_is_tested_to_fire_and_to_be_silent() -> None:
    """By `promtool test rules`, which `make config` runs."""
    names = {rule["alert"] for rule in rules()}
    checks = [it for test in ALERT_TESTS["tests"] for it in test["alert_rule_test"]]
    assert {it["alertname"] for it in checks if it.get("exp_alerts")} == names
    assert {it["alertname"] for it in checks if not it.get("exp_alerts")} == names


def test_panels_have_names_and_places_of_their_own() -> None:
    ids = [panel["id"] for panel in BOARD["panels"]]
    assert len(set(ids)) == len(ids)
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert place["x"] + place["w"] <= 24
        taken |= cells
