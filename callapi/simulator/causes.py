"""Why calls end: Q.850 causes, their SIP codes and the words ARI has for them."""

TEXTS = {
    0: "Unknown",
    1: "Unallocated (unassigned) number",
    16: "Normal Clearing",
    17: "User busy",
    18: "No user responding",
    19: "User alerting, no answer",
    21: "Call Rejected",
    22: "Number changed",
    26: "Answered elsewhere",
    27: "Destination out of order",
    28: "Invalid number format",
    31: "Normal, unspecified",
    34: "Circuit/channel congestion",
    38: "Network out of order",
    58: "Bearer capability not available",
    102: "Recover on timer expiry",
    127: "Interworking, unspecified",
}

# `reason` of DELETE /channels/{id}
REASONS = {
    "normal": 16,
    "busy": 17,
    "congestion": 34,
    "no_answer": 19,
    "timeout": 102,
    "rejected": 21,
    "unallocated": 1,
    "normal_unspecified": 31,
    "number_incomplete": 28,
    "codec_mismatch": 58,
    "interworking": 127,
    "failure": 38,
    "answered_elsewhere": 26,
}

# What a refusal of the far end is to us
CAUSE_OF_SIP = {
    403: 21,
    404: 1,
    408: 18,
    410: 22,
    480: 19,
    484: 28,
    486: 17,
    488: 58,
    500: 38,
    502: 27,
    503: 34,
    600: 17,
    603: 21,
}

# What the far end sees when it is we who refuse
SIP_OF_CAUSE = {
    1: 404,
    17: 486,
    18: 408,
    19: 480,
    21: 403,
    22: 410,
    27: 502,
    28: 484,
    34: 503,
    38: 500,
    58: 488,
}

DECLINED = 603


def text(cause: int) -> str:
    return TEXTS.get(cause, "Unknown")


def cause_of_sip(code: int) -> int:
    return CAUSE_OF_SIP.get(code, 127)


def refusal_code(cause: int) -> int:
    """The SIP code a caller gets who was not answered; 603 if we named no cause."""
    return SIP_OF_CAUSE.get(cause, DECLINED)


def dial_status(sip_code: int | None) -> str:
    """The last word of a `Dial` event; too coarse to decide anything by."""
    return {486: "BUSY", 600: "BUSY", 503: "CONGESTION"}.get(sip_code or 0, "NOANSWER")
