"""How Telegram says no."""


class Refusal(Exception):
    """
    Attributes:
        parameters: What the answer's ``parameters`` hold, e.g. ``retry_after`` in seconds.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class NotOffered(AssertionError):
    """A person's client does not let them do that."""


def bad_request(reason: str, **parameters: int) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def too_many(retry_after: int) -> Refusal:
    text = f"Too Many Requests: retry after {retry_after}"
    return Refusal(429, text, retry_after=retry_after)
