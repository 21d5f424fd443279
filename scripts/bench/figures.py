"""What is asked of the load generator, and what it found. Times in seconds."""

from pydantic import BaseModel, ConfigDict


class Load(BaseModel):
    """`rate` 0: as fast as the connections go; else so many a second are sent.

    Each connection sends the bodies of its round, again and again; there are as many
    rounds as connections, or one that all of them share.
    """

    model_config = ConfigDict(frozen=True)

    port: int
    rounds: tuple[tuple[str, ...], ...]
    connections: int
    seconds: float
    rate: float = 0.0
    most: int = 1_000_000  # requests
    path: str = "/v4.0"


class Figures(BaseModel):
    model_config = ConfigDict(frozen=True)

    answered: int
    refused: int  # an HTTP status or an error object, among the answered
    first_refusal: str | None
    lost: int  # never answered
    seconds: float
    p50: float
    p99: float

    @property
    def per_second(self) -> float:
        return (self.answered - self.refused) / self.seconds
