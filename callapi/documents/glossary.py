"""What parameters of the Call API mean, and examples for both APIs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access_token": "A key of the account, or the token of `login.user`.",
        "user_id": "Of a reseller's client. Accepted for compatibility, and ignored.",
        "login": "The user's login.",
        "password": "The user's password.",
        # starting calls
        "first_call": "Who is called first; the other one once he has answered.",
        "switch_at_once": "Connect while a message is still being played.",
        "early_switching": "Let the second party hear the contact's line ring. Asks"
        " for `switch_at_once`, and for the contact to be called last.",
        "media_file_id": "What is heard while waiting; unless said, the usual music.",
        "virtual_phone_number": "The account's number, E.164 without plus.",
        "virtual_phone_usage_rule": "Which of the account's numbers is shown to the"
        " contact. Anything but `fixed` asks for automatic number management.",
        "virtual_number_group": "The group of numbers the rule chooses from.",
        "show_virtual_phone_number": "Show employees the virtual number, and not the"
        " contact's.",
        "contact": "The contact's number, E.164 without plus.",
        "external_id": "Your own name for the call; comes back in lists and events.",
        "dtmf_string": "Keys to press; a dot is a pause of half a second.",
        "direction": "Whether the call counts as incoming or outgoing.",
        "employee": "Who is called: an employee, at one of his numbers or at all of"
        " them in turn.",
        "operator": "The number that is called, E.164 without plus, or a SIP line.",
        "operator_confirmation": "The key the operator presses to take the call;"
        " `any` for any of them.",
        "contact_message": "What the contact hears before he is connected.",
        "employee_message": "What the employee hears before he is connected.",
        "operator_message": "What the operator hears before he is connected.",
        "scenario_id": "The scenario to run.",
        # in calls
        "call_session_id": "The call, as the start method has named it.",
        "leg_id": "One who takes part, as `list.calls` names him.",
        "tag_id": "The tag.",
        "employee_id": "The employee to call.",
        "to": "The number to dial.",
        "contact_number": "The contact's number, E.164 without plus.",
        "action": "Whether to begin or to end it.",
        "button": "The key of the talk option.",
        "dialing_timeout": "Seconds the third party may ring.",
        "to_message": "What the third party hears when he answers.",
        "phone_number": "The number, E.164 without plus.",
    }
)
EXAMPLES: Final[Mapping[str, object]] = MappingProxyType(
    {
        "login": "demo",
        "name": "Example",
        "last_name": "Gray",
        "phone_number": "12025550144",
        "virtual_phone_number": "12025550100",
        "contact": "12025550110",
        "operator": "12025550111",
        "external_id": "order-4711",
        "dtmf_string": "1",
        "call_session_id": 1000001,
        "contact_message": {"type": "tts", "value": "One moment please."},
        "start_operation_key": "hello",
        "operations": [
            {
                "key": "hello",
                "type": "voice_greeting",
                "settings": {"message": {"type": "tts", "value": "Good morning."}},
                "transitions": {"next": None},
            }
        ],
        "network": "203.0.113.0/24",
        "timezone": "America/New_York",
        "home_country": "US",
        "report_currency": "USD",
        "color": "#2E8B57",
        "date_from": "2026-01-01 00:00:00",
        "date_till": "2026-01-31 23:59:59",
    }
)
