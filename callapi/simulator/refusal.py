"""A request that Asterisk would refuse: status code and the words it has for it."""


class Refusal(Exception):
    """`key` is where Asterisk puts the words; once it is not `message`."""

    def __init__(self, status: int, message: str, key: str = "message") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.key = key


def not_found(noun: str) -> Refusal:
    return Refusal(404, f"{noun} not found")


def not_in_stasis(status: int = 409) -> Refusal:
    return Refusal(status, "Channel not in Stasis application")
