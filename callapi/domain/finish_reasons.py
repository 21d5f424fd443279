"""Why sessions and legs end, as filters of reports may name it (Data API spec 2.15).

The table `finish_reasons` describes each of them.
"""

import re
from typing import Final

SESSION: Final = frozenset(
    re.findall(
        r"\w+",
        """
    caller_disconnects caller_busy caller_not_responsive caller_number_problems
    no_success_caller_call numa_in_black_list disconnect_before_call_processing
    operator_disconnects operator_busy operator_not_responsive
    operator_number_problems no_success_operator_call no_operator_confirmation
    transfer_disconnects no_operation scenario_disconnects incorrect_input timeout
    max_transition_count_exceeded success_finish fax_session_done numb_not_exists
    numb_is_inactive no_active_scenario app_is_inactive component_is_inactive
    locked_numb max_in_call_reached max_out_call_reached internal_error
    employee_busy employee_busy_after_call employee_inactive
    employee_inactive_by_schedule employee_phone_inactive
    employee_phone_inactive_by_schedule employee_without_phones group_without_phones
    group_phone_inactive group_inactive_by_schedule sip_offline locked_phone
    operator_channels_busy in_call_not_allowed out_call_not_allowed
    external_call_not_allowed internal_call_not_allowed employee_status_break
    employee_status_do_not_disturb employee_status_not_at_workplace
    employee_status_not_at_work action_interval_exceeded another_operator_answer
    operator_answer Sitephone_is_not_configured simple_forwarding_is_not_configured
    call_generator_is_not_configured site_not_exists add_cdr_timeout
    api_permission_denied api_ip_now_allowed employees_not_exists not_enough_money
    no_money limit_exceeded platform_not_found incorrect_config
    communication_unavailable no_resources call_not_allowed_on_tp account_not_found
    contract_not_found net_lock fmc_is_disabled fmc_is_locked sip_trunk_is_locked
    processing_method_not_found no_operator_cdr_found numa_in_spam_list
    numa_dnd_interval too_many_identical_incoming_calls call_enqueued
    employee_status_available employee_status_auto_out_call
    employee_auto_status_do_not_disturb phone_protocol_not_allowed_by_status
    out_call_not_allowed_by_status external_call_not_allowed_by_status
    internal_call_not_allowed_by_status auto_out_calls_not_allowed_by_status
        """,
    )
)
LEG: Final = SESSION | {
    "scenario_not_found",
    "employee_phone_not_found",
    "phone_group_inactive_by_schedule",
}
# How the live service spells seven of them (spec 6.5).
WIRE: Final = frozenset(
    re.findall(
        r"\w+",
        """
    subscriber_disconnects subscriber_busy subscriber_not_responsible
    subscriber_number_problems no_success_subscriber_call operator_not_responsible
    employee_not_exists
        """,
    )
)
