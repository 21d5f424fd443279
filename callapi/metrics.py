"""What the server counts and times, for Prometheus. Anybody may import it.

Names end in the unit; labels have few values: never a number, an account or a session.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

LATENCIES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """One set for one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._of_outcome: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        self._count_requests(self.registry)
        self._count_the_switch(self.registry)
        self._count_calls(self.registry)
        self._count_the_events(self.registry)
        self._count_the_rest(self.registry)

    def count_request(
        self, method: str, outcome: str, seconds: float, points: int
    ) -> None:
        """To find the counters by their labels costs more than to count."""
        counters = self._of_outcome.get((method, outcome))
        if counters is None:
            counters = (
                self.requests.labels(method, outcome),
                self.request_seconds.labels(method),
            )
            self._of_outcome[method, outcome] = counters
        counters[0].inc()
        counters[1].observe(seconds)
        if points:
            self.points.inc(points)

    def _count_requests(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "callapi_requests",
            "API requests answered, by method and outcome (success or mnemonic)",
            ("method", "outcome"),
            registry=registry,
        )
        self.request_seconds = Histogram(
            "callapi_request_seconds",
            "Time to answer an API request",
            ("method",),
            buckets=LATENCIES,
            registry=registry,
        )
        self.points = Counter(
            "callapi_points", "Points charged to all accounts", registry=registry
        )
        self.refused = Counter(
            "callapi_http_refused",
            "Requests refused before JSON-RPC, by HTTP status",
            ("status",),
            registry=registry,
        )

    def _count_the_switch(self, registry: CollectorRegistry) -> None:
        self.ari_seconds = Histogram(
            "callapi_ari_seconds",
            "Time of a request to the switch",
            ("verb",),
            buckets=LATENCIES,
            registry=registry,
        )
        self.ari_failures = Counter(
            "callapi_ari_failures",
            "Requests to the switch that failed, by HTTP status (0: no answer)",
            ("status",),
            registry=registry,
        )
        self.events = Counter(
            "callapi_switch_events",
            "Events received from the switch, by type",
            ("type",),
            registry=registry,
        )

        self.trunks = Gauge(
            "callapi_trunk_up",
            "Whether a trunk answers a switch (1) or not, or not yet (0)",
            ("switch", "trunk"),
            registry=registry,
        )

    def _count_calls(self, registry: CollectorRegistry) -> None:
        self.steps = Counter(
            "callapi_session_steps",
            "State changes of call sessions, by the state entered",
            ("state",),
            registry=registry,
        )
        self.sessions = Gauge(
            "callapi_sessions",
            "Call sessions that have not ended, by state",
            ("state",),
            registry=registry,
        )
        self.legs = Gauge(
            "callapi_legs",
            "Legs on a switch, by its name",
            ("switch",),
            registry=registry,
        )
        self.queue = Gauge(
            "callapi_queue_length",
            "Sessions with work waiting, by queue",
            ("queue",),
            registry=registry,
        )

    def _count_the_events(self, registry: CollectorRegistry) -> None:
        self.told = Counter(
            "callapi_events",
            "Events distributed, by name",
            ("name",),
            registry=registry,
        )
        self.deliveries = Counter(
            "callapi_deliveries",
            "Attempts to deliver a notification, by outcome (sent or the error)",
            ("outcome",),
            registry=registry,
        )
        self.delivery_seconds = Histogram(
            "callapi_delivery_seconds",
            "Time of an attempt to deliver a notification",
            buckets=LATENCIES,
            registry=registry,
        )
        self.waiting_deliveries = Gauge(
            "callapi_waiting_deliveries",
            "Deliveries that are not over (queued or retrying)",
            ("status",),
            registry=registry,
        )
        self.streams = Gauge(
            "callapi_event_streams",
            "Clients that are told of events as they happen",
            registry=registry,
        )
        self.resyncs = Counter(
            "callapi_event_resyncs",
            "Clients told to look anew, by reason",
            ("reason",),
            registry=registry,
        )

    def _count_the_rest(self, registry: CollectorRegistry) -> None:
        self.speech = Counter(
            "callapi_speech",
            "Texts asked for, by how they were answered (cached, spoken, failed)",
            ("how",),
            registry=registry,
        )
        self.recordings = Counter(
            "callapi_recordings", "Recordings completed", registry=registry
        )
        self.nodes = Gauge(
            "callapi_nodes",
            "Nodes that are alive, this one among them",
            registry=registry,
        )
        self.seats = Gauge(
            "callapi_seats",
            "Applications this node listens for; over 1: in place of others",
            registry=registry,
        )
        self.parts = Gauge(
            "callapi_part_up",
            "Whether a part that the server needs answers (1) or not (0)",
            ("part",),
            registry=registry,
        )
