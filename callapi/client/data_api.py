"""The methods of the Data API. Written by `python -m scripts.client`."""

from typing import Any, ClassVar, Literal, NotRequired, TypedDict

from callapi.client.api import Api, Page
from callapi.client.unset import UNSET, Unset


class AccessKeysRow(TypedDict, total=False):
    id: int
    user_id: int | None
    user_login: str | None
    name: str | None
    type: Literal["permanent", "temporary", None]
    expire_at: str | None
    status: Literal["active", "blocked", "expired", None]
    token_prefix: str | None
    creation_date_time: str | None
    last_used_date_time: str | None
    last_used_ip: str | None


class Usage(TypedDict):
    callapi_points_minute: int
    callapi_points_day: int
    dataapi_points_minute: int
    dataapi_points_day: int
    in_calls: int
    out_calls: int
    employees: int
    media_files: int
    media_total_size: int


class AccountRow(TypedDict, total=False):
    app_id: int
    name: str | None
    timezone: str | None


class AccountView(TypedDict):
    app_id: int
    app_name: str
    app_state: str
    user_id: int
    user_type: Literal["admin", "user"]
    user_login: str
    user_name: str
    permissions: list[dict[str, Any]]
    components: list[str]
    user_components: list[str]
    timezone: str
    report_currency: str
    home_country: str
    lang: str
    project: str
    customer_id: int | None
    tp_id: int | None
    tp_name: str | None
    crm_type: str | None
    agent_type: str | None
    is_agent: bool
    is_agent_app: bool
    is_bi_available: bool


class ApiRequestsRow(TypedDict, total=False):
    api_request_id: int
    api_request_start_date_time: str | None
    api_request_raw_id: str | None
    api_request_raw_ext_id: str | None
    api_request_method: str | None
    api_request_version: str | None
    api_request_component: Any
    api_request_status: Any
    api_request_is_agent: Any
    api_request_error_code: float | None
    api_request_error_mnemonic: str | None
    api_request_body: str | None
    api_request_ip: str | None
    token_name: str | None
    employee_login: str | None
    call_session_id: int | None
    api_request_method_weight: float | None
    api_request_execution_time: float | None


class Audio(TypedDict):
    type: Literal["media", "tts"]
    value: str


class AvailableVirtualNumbersRow(TypedDict, total=False):
    phone_number: str | None
    category: Literal["bronze", "gold", "platinum", "silver", "usual", None]
    location_mnemonic: str | None
    location_name: str | None
    onetime_payment: float | None
    monthly_charge: float | None
    min_charge: float | None


class BlacklistPhoneNumbersRow(TypedDict, total=False):
    id: int
    phone_number: str | None
    add_user_name: str | None
    add_comment: str | None
    add_date_time: str | None


class CallDetailsRow(TypedDict, total=False):
    communication_id: int
    call_start_date_time: str | None
    call_direction: Any
    call_status: Any
    call_type: Any
    call_finish_reason: Any
    contact_phone_number: str | None
    virtual_phone_number: str | None
    call_scenario: str | None
    employees: Any
    coaches: Any
    call_total_duration: str | None
    call_scenario_actions: Any
    tags: Any
    communication_comment: str | None
    contact_full_name: str | None
    call_events: Any


class CallDirectionRulesRow(TypedDict, total=False):
    id: int
    component: Literal[
        "callapi",
        "callapi_informer_call",
        "callapi_management_call",
        "callapi_scenario_call",
        None,
    ]
    mobile: bool | None
    national: bool | None
    international: bool | None


class CallLegsReportRow(TypedDict, total=False):
    id: int
    call_session_id: int | None
    call_records: Any
    start_time: str | None
    connect_time: str | None
    duration: float | None
    total_duration: float | None
    finish_reason: Literal[
        "Sitephone_is_not_configured",
        "account_not_found",
        "action_interval_exceeded",
        "add_cdr_timeout",
        "another_operator_answer",
        "api_ip_now_allowed",
        "api_permission_denied",
        "app_is_inactive",
        "auto_out_calls_not_allowed_by_status",
        "call_enqueued",
        "call_generator_is_not_configured",
        "call_not_allowed_on_tp",
        "caller_busy",
        "caller_disconnects",
        "caller_not_responsive",
        "caller_number_problems",
        "communication_unavailable",
        "component_is_inactive",
        "contract_not_found",
        "disconnect_before_call_processing",
        "employee_auto_status_do_not_disturb",
        "employee_busy",
        "employee_busy_after_call",
        "employee_inactive",
        "employee_inactive_by_schedule",
        "employee_not_exists",
        "employee_phone_inactive",
        "employee_phone_inactive_by_schedule",
        "employee_phone_not_found",
        "employee_status_auto_out_call",
        "employee_status_available",
        "employee_status_break",
        "employee_status_do_not_disturb",
        "employee_status_not_at_work",
        "employee_status_not_at_workplace",
        "employee_without_phones",
        "employees_not_exists",
        "external_call_not_allowed",
        "external_call_not_allowed_by_status",
        "fax_session_done",
        "fmc_is_disabled",
        "fmc_is_locked",
        "group_inactive_by_schedule",
        "group_phone_inactive",
        "group_without_phones",
        "in_call_not_allowed",
        "incorrect_config",
        "incorrect_input",
        "internal_call_not_allowed",
        "internal_call_not_allowed_by_status",
        "internal_error",
        "limit_exceeded",
        "locked_numb",
        "locked_phone",
        "max_in_call_reached",
        "max_out_call_reached",
        "max_transition_count_exceeded",
        "net_lock",
        "no_active_scenario",
        "no_money",
        "no_operation",
        "no_operator_cdr_found",
        "no_operator_confirmation",
        "no_resources",
        "no_success_caller_call",
        "no_success_operator_call",
        "no_success_subscriber_call",
        "not_enough_money",
        "numa_dnd_interval",
        "numa_in_black_list",
        "numa_in_spam_list",
        "numb_is_inactive",
        "numb_not_exists",
        "operator_answer",
        "operator_busy",
        "operator_channels_busy",
        "operator_disconnects",
        "operator_not_responsible",
        "operator_not_responsive",
        "operator_number_problems",
        "out_call_not_allowed",
        "out_call_not_allowed_by_status",
        "phone_group_inactive_by_schedule",
        "phone_protocol_not_allowed_by_status",
        "platform_not_found",
        "processing_method_not_found",
        "scenario_disconnects",
        "scenario_not_found",
        "simple_forwarding_is_not_configured",
        "sip_offline",
        "sip_trunk_is_locked",
        "site_not_exists",
        "subscriber_busy",
        "subscriber_disconnects",
        "subscriber_not_responsible",
        "subscriber_number_problems",
        "success_finish",
        "timeout",
        "too_many_identical_incoming_calls",
        "transfer_disconnects",
        None,
    ]
    finish_reason_description: str | None
    virtual_phone_number: str | None
    calling_phone_number: str | None
    called_phone_number: str | None
    direction: Literal["in", "out", None]
    is_transfered: bool | None
    is_operator: bool | None
    is_coach: bool | None
    is_failed: bool | None
    is_talked: bool | None
    employee_id: int | None
    employee_full_name: str | None
    employee_phone_number: str | None
    employee_rating: float | None
    scenario_id: int | None
    scenario_name: str | None
    action_id: int | None
    action_name: str | None
    group_id: int | None
    group_name: str | None
    release_cause_code: float | None
    release_cause_description: str | None
    contact_id: int | None
    contact_full_name: str | None
    contact_phone_number: str | None


class CallsReportRow(TypedDict, total=False):
    id: int
    start_time: str | None
    finish_time: str | None
    finish_reason: Literal[
        "Sitephone_is_not_configured",
        "account_not_found",
        "action_interval_exceeded",
        "add_cdr_timeout",
        "another_operator_answer",
        "api_ip_now_allowed",
        "api_permission_denied",
        "app_is_inactive",
        "auto_out_calls_not_allowed_by_status",
        "call_enqueued",
        "call_generator_is_not_configured",
        "call_not_allowed_on_tp",
        "caller_busy",
        "caller_disconnects",
        "caller_not_responsive",
        "caller_number_problems",
        "communication_unavailable",
        "component_is_inactive",
        "contract_not_found",
        "disconnect_before_call_processing",
        "employee_auto_status_do_not_disturb",
        "employee_busy",
        "employee_busy_after_call",
        "employee_inactive",
        "employee_inactive_by_schedule",
        "employee_not_exists",
        "employee_phone_inactive",
        "employee_phone_inactive_by_schedule",
        "employee_status_auto_out_call",
        "employee_status_available",
        "employee_status_break",
        "employee_status_do_not_disturb",
        "employee_status_not_at_work",
        "employee_status_not_at_workplace",
        "employee_without_phones",
        "employees_not_exists",
        "external_call_not_allowed",
        "external_call_not_allowed_by_status",
        "fax_session_done",
        "fmc_is_disabled",
        "fmc_is_locked",
        "group_inactive_by_schedule",
        "group_phone_inactive",
        "group_without_phones",
        "in_call_not_allowed",
        "incorrect_config",
        "incorrect_input",
        "internal_call_not_allowed",
        "internal_call_not_allowed_by_status",
        "internal_error",
        "limit_exceeded",
        "locked_numb",
        "locked_phone",
        "max_in_call_reached",
        "max_out_call_reached",
        "max_transition_count_exceeded",
        "net_lock",
        "no_active_scenario",
        "no_money",
        "no_operation",
        "no_operator_cdr_found",
        "no_operator_confirmation",
        "no_resources",
        "no_success_caller_call",
        "no_success_operator_call",
        "no_success_subscriber_call",
        "not_enough_money",
        "numa_dnd_interval",
        "numa_in_black_list",
        "numa_in_spam_list",
        "numb_is_inactive",
        "numb_not_exists",
        "operator_answer",
        "operator_busy",
        "operator_channels_busy",
        "operator_disconnects",
        "operator_not_responsible",
        "operator_not_responsive",
        "operator_number_problems",
        "out_call_not_allowed",
        "out_call_not_allowed_by_status",
        "phone_protocol_not_allowed_by_status",
        "platform_not_found",
        "processing_method_not_found",
        "scenario_disconnects",
        "simple_forwarding_is_not_configured",
        "sip_offline",
        "sip_trunk_is_locked",
        "site_not_exists",
        "subscriber_busy",
        "subscriber_disconnects",
        "subscriber_not_responsible",
        "subscriber_number_problems",
        "success_finish",
        "timeout",
        "too_many_identical_incoming_calls",
        "transfer_disconnects",
        None,
    ]
    direction: Literal["in", "out", None]
    source: Literal[
        "auto_out_calls",
        "call_tracking",
        "callapi",
        "callapi_informer_call",
        "callapi_management_call",
        "callapi_scenario_call",
        "dynamic_call_tracking",
        "faxout",
        "lead",
        "sip",
        "sip_trunk",
        "sitephone",
        "upload_calls",
        "va",
        None,
    ]
    is_lost: bool | None
    contact_phone_number: str | None
    virtual_phone_number: str | None
    communication_id: int | None
    communication_type: Literal["call"]
    communication_number: float | None
    cpn_region_id: int | None
    cpn_region_name: str | None
    cpn_country_id: str | None
    cpn_country_name: str | None
    wait_duration: float | None
    total_wait_duration: float | None
    talk_duration: float | None
    clean_talk_duration: float | None
    total_duration: float | None
    postprocess_duration: float | None
    lost_call_processing_duration: float | None
    call_records: Any
    wav_call_records: Any
    full_record_file_link: str | None
    voice_mail_records: Any
    is_transfer: bool | None
    tags: Any
    employees: Any
    first_answered_employee_id: int | None
    last_answered_employee_id: int | None
    first_talked_employee_id: int | None
    last_talked_employee_id: int | None
    first_answered_employee_full_name: str | None
    last_answered_employee_full_name: str | None
    first_talked_employee_full_name: str | None
    last_talked_employee_full_name: str | None
    last_answered_employee_rating: float | None
    operator_phone_number: str | None
    scenario_id: int | None
    scenario_name: str | None
    scenario_operations: Any
    call_api_request_id: int | None
    call_api_external_id: str | None
    contact_id: int | None
    contact_full_name: str | None
    auto_call_campaign_name: str | None
    ext_id: str | None
    properties: None
    visitor_custom_properties: Any
    segments: Any
    attributes: Any
    recognized_text: Any
    communication_page_url: None
    ua_client_id: None
    ym_client_id: None
    sale_date: None
    sale_cost: None
    search_query: None
    search_engine: None
    referrer_domain: None
    referrer: None
    entrance_page: None
    gclid: None
    yclid: None
    ymclid: None
    ef_id: None
    channel: None
    site_domain_name: None
    site_id: None
    campaign_name: None
    campaign_id: None
    visit_other_campaign: None
    visitor_id: None
    person_id: None
    visitor_type: None
    visitor_session_id: None
    visits_count: None
    visitor_first_campaign_id: None
    visitor_first_campaign_name: None
    visitor_city: None
    visitor_region: None
    visitor_country: None
    visitor_device: None
    utm_source: None
    utm_medium: None
    utm_term: None
    utm_content: None
    utm_campaign: None
    utm_referrer: None
    openstat_ad: None
    openstat_campaign: None
    openstat_service: None
    openstat_source: None
    eq_utm_source: None
    eq_utm_medium: None
    eq_utm_term: None
    eq_utm_content: None
    eq_utm_campaign: None
    eq_utm_referrer: None
    eq_utm_expid: None
    source_id: None
    source_name: None
    source_new: None
    channel_new: None
    channel_code: None


class ScenarioProblem(TypedDict):
    field: str
    mnemonic: str
    message: str
    operation_key: str | None


class Coach(TypedDict):
    coach_id: int
    coach_always_enabled: NotRequired[bool | None]


class ComponentsRow(TypedDict, total=False):
    id: str
    name: str | None
    is_enabled: bool | None


class ConditionPart(TypedDict):
    param: str
    operator: str
    value: NotRequired[Any]
    is_negative: NotRequired[bool]


class Confirmation(TypedDict):
    key: str
    timeout: int


class ContactListSettings(TypedDict):
    contact_group_ids: list[int]
    any_contact: NotRequired[bool]


class ContactOrganizationsRow(TypedDict, total=False):
    id: int
    name: str | None


class ContactsRow(TypedDict, total=False):
    id: int
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    full_name: str | None
    emails: Any
    phone_numbers: Any
    personal_manager_id: int | None
    personal_manager_full_name: str | None
    organization_id: int | None
    organization_name: str | None
    groups: Any


class Days(TypedDict):
    type: Literal["days_of_week", "days_of_month", "business_calendar", "cycle"]
    days: list[int]


class Done(TypedDict):
    success: bool


class EmployeePositionsRow(TypedDict, total=False):
    id: int
    name: str | None


class EmployeeStatRow(TypedDict, total=False):
    id: int
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    full_name: str | None
    groups: Any
    status_stats: Any


class EmployeeTarget(TypedDict):
    type: Literal["employee"]
    id: int


class EmployeesRow(TypedDict, total=False):
    id: int
    login: str | None
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    full_name: str | None
    status: Literal[
        "auto_out_call",
        "available",
        "break",
        "do_not_disturb",
        "not_at_work",
        "not_at_workplace",
        "unknown",
        None,
    ]
    status_id: int | None
    calls_available: bool | None
    allowed_in_call_types: Any
    allowed_out_call_types: Any
    in_external_allowed_call_directions: Any
    in_internal_allowed_call_directions: Any
    out_external_allowed_call_directions: Any
    out_internal_allowed_call_directions: Any
    email: str | None
    call_recording: Literal["all", "in", "off", "out", None]
    schedule_id: int | None
    schedule_name: str | None
    coach: Any
    groups: Any
    phone_numbers: Any
    extension: Any
    operator: Any


class FinancialCallLegsReportRow(TypedDict, total=False):
    start_time: str | None
    direction: str | None
    source: str | None
    call_session_id: int | None
    leg_id: int | None
    calling_phone_number: str | None
    called_phone_number: str | None
    duration: float | None
    chargeable_duration: float | None
    direction_type: str | None
    cost_per_minute: float | None
    total_charge: float | None
    bonuses_charge: Literal[0]


class NoSettings(TypedDict):
    pass


class GroupContactsRow(TypedDict, total=False):
    id: int
    name: str | None
    is_system: bool | None
    members: Any


class GroupEmployeesRow(TypedDict, total=False):
    id: int
    name: str | None
    members: Any
    phone_numbers: Any
    group_phone_number: str | None
    queue_enabled: bool | None
    channels_count: float | None
    schedule_id: int | None


class GroupNumber(TypedDict):
    employee_phone_number_id: int
    available: bool


class GroupTarget(TypedDict):
    type: Literal["group"]
    id: int


class Hours(TypedDict):
    time_from: str
    time_till: str


class InboundFaxSettings(TypedDict, total=False):
    emails: list[str]


InteractionBranch = TypedDict(
    "InteractionBranch",
    {"to": str | None, "from": int, "till": NotRequired[int | None]},
)


class ReturnedCode(TypedDict):
    code: str | int
    to: str | None


class IpWhitelistRow(TypedDict, total=False):
    id: int
    network: str | None
    apis: Any
    comment: str | None
    creation_date_time: str | None
    add_user_login: str | None


class Item(TypedDict):
    tag_id: int
    communication_id: int
    communication_type: Literal["call", "chat", "goal", "offline_message", "email"]


class LoggedIn(TypedDict):
    access_token: str
    expire_at: int
    app_id: int


class Made(TypedDict):
    id: int


class MadeBlacklistEntry(TypedDict):
    id: int
    phone_number: str


class MadeKey(TypedDict):
    id: int
    access_token: str
    expire_at: str | None


class MadeMediaFile(TypedDict):
    id: int
    duration: int
    size: int


class MadeNotification(TypedDict):
    id: int
    secret: NotRequired[str]


class MadeOperation(TypedDict):
    key: str
    id: int


class MadeSipLine(TypedDict):
    id: int
    phone_number: str
    password: str
    server: str


class MediaFilesRow(TypedDict, total=False):
    id: int
    name: str | None
    duration: float | None
    size: float | None
    play_link: str | None
    normalization: bool | None
    type: Literal["system", "user", None]
    mnemonic: str | None


class Nothing(TypedDict):
    pass


class NotificationEventsRow(TypedDict, total=False):
    id: str
    mnemonic: str | None
    title: str | None
    params: Any


class NotificationSettingsRow(TypedDict, total=False):
    id: int
    name: str | None
    event: Literal[
        "call_session_finished",
        "contact_blocked",
        "in_call",
        "in_call_session",
        "leg_answered",
        "leg_finished",
        "lost_call_session",
        "out_call",
        "out_call_session",
        "set_mark",
        "sip_line_unregistered",
        "talk_finished",
        "talk_option_called",
        "talk_recorded",
        "talk_started",
        "voice_mail_recorded",
        "wait_answer",
        None,
    ]
    is_active: bool | None
    delay: float | None
    schedule_id: int | None
    condition_groups: Any
    method: str | None
    url: str | None
    headers: Any
    body_template: str | None
    secret: None
    has_secret: bool | None


class NotificationsRow(TypedDict, total=False):
    notification_id: str | None
    notification_name: str | None
    notification_delay: float | None
    notification_message: str | None
    notification_send_to: str | None
    notification_sms_count: float | None
    event_type: Any
    communication_type: Any
    notification_status: Any
    notification_channel: Any
    notification_error_type: Any
    communication_id: int | None
    notification_error_message: str | None
    notification_send_date_time: str | None
    notification_start_date_time: str | None
    attempts: float | None
    http_status: float | None


class OwnExtension(TypedDict):
    extension_phone_number: str
    extension_voice_mail_enabled: NotRequired[bool | None]
    extension_queue_enabled: NotRequired[bool | None]


class Password(TypedDict):
    password: str


class Permission(TypedDict):
    unit_id: Literal[
        "employees",
        "va",
        "number_management",
        "tag_management",
        "address_book",
        "calls_blocking",
        "account_access",
        "call_recordings",
        "reports",
        "notifications",
        "auto_calls",
        "api_settings",
    ]
    is_select: NotRequired[bool]
    is_insert: NotRequired[bool]
    is_update: NotRequired[bool]
    is_delete: NotRequired[bool]


class PhoneNumber(TypedDict):
    phone_id: NotRequired[int | None]
    phone_number: str
    channels_count: NotRequired[int | None]
    dial_time: NotRequired[int | None]
    status: NotRequired[Literal["active", "inactive"] | None]


class PhoneTarget(TypedDict):
    type: Literal["phone"]
    id: NotRequired[int | None]
    phone_number: NotRequired[str | None]


class ProcessingRule(TypedDict):
    scenario_id: int
    scenario_name: str
    call_processing_rule_id: int
    is_active: bool
    priority: int
    schedule_id: int | None
    schedule_name: str | None
    contact_group_id: int | None
    contact_group_name: str | None


class RegionBranch(TypedDict):
    to: str | None
    region_ids: list[int]


class Resends(TypedDict):
    id: int | None
    count: int


class RunScenarioSettings(TypedDict):
    scenario_id: int


class ScenariosRow(TypedDict, total=False):
    id: int
    name: str | None
    virtual_phone_numbers: Any
    sites: Any
    campaigns: Any
    operations: Any
    start_operation_key: str | None
    schema_version: float | None
    update_date_time: str | None


class ScheduleSettings(TypedDict):
    schedule_id: int


class SchedulesRow(TypedDict, total=False):
    id: int
    name: str | None
    schedules: Any
    is_open: bool | None


class TagSettings(TypedDict):
    tag_ids: list[int]


class SipLineVirtualNumbersRow(TypedDict, total=False):
    virtual_phone_number: str | None


class SipLinesRow(TypedDict, total=False):
    id: int
    phone_number: str | None
    type: Literal["in", "in_out", None]
    employee_id: int | None
    employee_full_name: str | None
    channels_count: float | None
    dial_time: float | None
    status: Literal["active", "inactive", None]
    billing_state: Literal["active", "limit_lock", "manual_lock", None]
    physical_state: Literal["Зарегистрирован", "Не зарегистрирован", None]
    is_registered: bool | None
    virtual_phone_number: str | None
    virtual_phone_usage_rule: Literal[
        "fixed",
        "fixed_for_numa",
        "random",
        "regional_fixed_for_numa",
        "regional_random",
        None,
    ]
    ip_addresses: Any
    password: str | None


class StatusesRow(TypedDict, total=False):
    id: int
    name: str | None
    mnemonic: Literal[
        "auto_out_call",
        "available",
        "break",
        "do_not_disturb",
        "not_at_work",
        "not_at_workplace",
        "unknown",
        None,
    ]
    description: str | None
    color: str | None
    is_deleted: bool | None
    in_external_allowed_call_directions: Any
    in_internal_allowed_call_directions: Any
    out_external_allowed_call_directions: Any
    out_internal_allowed_call_directions: Any
    allowed_phone_protocols: Any
    is_select_allowed: bool | None
    is_worktime: bool | None
    is_auto_out_calls_ready: bool | None


class StoredScenario(TypedDict):
    id: int
    name: str
    update_date_time: str
    schema_version: int
    start_operation_key: NotRequired[str]
    operations: list[dict[str, Any]]


class TagOfCall(TypedDict):
    id: int
    name: str
    color: str


class TagsHistoryRow(TypedDict, total=False):
    tag_id: int | None
    tag_name: Any
    tagging_date_time: str | None
    communication_type: Literal["call"]
    communication_id: int | None
    employee_full_name: str | None
    employee_login: str | None
    tag_is_system: bool | None
    tagging_is_auto: bool | None


class TagsRow(TypedDict, total=False):
    id: int
    name: str | None
    is_system: bool | None
    color: str | None
    creation_datetime: str | None
    is_auto: bool | None
    rating: float | None


class TalkOptionsRow(TypedDict, total=False):
    id: int
    button: str | None
    mnemonic: Literal[
        "call_coach",
        "finish_conversation",
        "receive_fax",
        "record_talk",
        "run_scenario",
        "save_numa",
        "tag_call",
        "transfer_call",
        None,
    ]
    name: str | None
    button_value_id: int | None
    button_value_name: str | None


class TriedNotification(TypedDict):
    status: str
    http_status: int | None
    duration: float
    error_type: str | None
    error_message: str | None


class UsersRow(TypedDict, total=False):
    id: int
    login: str | None
    name: str | None
    description: str | None
    type: Literal["admin", "user", None]
    is_active: bool | None
    employee_id: int | None
    components: Any
    permissions: Any
    is_key_access_enabled: bool | None
    creation_date_time: str | None
    last_login_date_time: str | None


class VirtualNumbersRow(TypedDict, total=False):
    id: int
    virtual_phone_number: str | None
    redirection_phone_number: str | None
    activation_date: str | None
    status: Literal[
        "active",
        "cleaning",
        "limit_lock",
        "manual_lock",
        "prereserved",
        "reserved",
        "waiting",
        None,
    ]
    category: Literal["bronze", "gold", "platinum", "silver", "usual", None]
    type: Literal["call_tracking", "dynamic_call_tracking", "va", None]
    comment: str | None
    name: str | None
    scenarios: Any
    campaigns: Any
    site_blocks: Any
    child_customer_id: int | None


class AccountLimits(TypedDict):
    callapi_points_per_minute: int
    callapi_points_per_day: int
    dataapi_points_per_minute: int
    dataapi_points_per_day: int
    tts_message_length: int
    max_in_calls: int
    max_out_calls: int
    max_employees: int
    max_media_files: int
    max_sip_channels_per_line: int
    max_media_total_size: int
    recording_retention_days: int
    request_log_retention_days: int
    usage: Usage


class AuthorizationSettings(TypedDict):
    greeting: Audio
    code_length: int
    codes: list[str]
    attempts: NotRequired[int]
    interdigit_timeout: NotRequired[int]


class GreetingSettings(TypedDict):
    message: Audio
    repeat: NotRequired[int]
    allow_interrupt: NotRequired[bool]


class HangUpSettings(TypedDict, total=False):
    message: Audio | None
    busy_tone: bool


class MenuSettings(TypedDict):
    greeting: Audio
    input_timeout: NotRequired[int]
    repeat: NotRequired[int]
    invalid_prompt: NotRequired[Audio | None]
    allow_interrupt: NotRequired[bool]
    allow_type_ahead: NotRequired[bool]
    extension_dialing: NotRequired[bool]
    interdigit_timeout: NotRequired[int]


class QueueSettings(TypedDict, total=False):
    max_wait: int
    max_size: int
    music: Audio | None
    announce_position: bool


class VoiceMailSettings(TypedDict, total=False):
    greeting: Audio | Literal["voice_mail_prompt"]
    beep: bool
    max_duration: int
    min_duration: int
    silence_timeout: int
    finish_key: str | None
    emails: list[str]
    notify_if_empty: bool


class CheckedScenario(TypedDict):
    is_valid: bool
    problems: list[ScenarioProblem]
    warnings: list[ScenarioProblem]


class GroupPart(TypedDict):
    conditions: list[ConditionPart]


class Dial(TypedDict, total=False):
    dial_time: int | None
    timeout: int
    show_number: Literal["virtual_number", "contact_number"]
    music: Audio | Literal["dialing_music"] | None
    answer_first: bool
    employee_message: Audio | None
    confirmation: Confirmation | None


class ExtensionSettings(TypedDict):
    dial_time: NotRequired[int | None]
    timeout: NotRequired[int]
    show_number: NotRequired[Literal["virtual_number", "contact_number"]]
    music: NotRequired[Audio | Literal["dialing_music"] | None]
    answer_first: NotRequired[bool]
    employee_message: NotRequired[Audio | None]
    confirmation: NotRequired[Confirmation | None]
    greeting: Audio
    input_timeout: NotRequired[int]
    interdigit_timeout: NotRequired[int]
    max_digits: NotRequired[int]
    repeat: NotRequired[int]
    invalid_prompt: NotRequired[Audio | None]


class LastManagerSettings(TypedDict, total=False):
    dial_time: int | None
    timeout: int
    show_number: Literal["virtual_number", "contact_number"]
    music: Audio | Literal["dialing_music"] | None
    answer_first: bool
    employee_message: Audio | None
    confirmation: Confirmation | None
    days: int


class ContactList(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["contact_list"]
    settings: ContactListSettings
    id: NotRequired[int]


class GoTo(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["goto_operation"]
    settings: NotRequired[NoSettings]
    id: NotRequired[int]


class Rule(TypedDict):
    activity_days: Days
    activity_time: NotRequired[list[Hours] | None]
    activity_date_from: NotRequired[str | None]
    activity_date_till: NotRequired[str | None]


class InboundFax(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["inbound_fax"]
    settings: NotRequired[InboundFaxSettings]
    id: NotRequired[int]


class InteractionSettings(TypedDict):
    branches: list[InteractionBranch]


class InteractiveSettings(TypedDict):
    dial_time: NotRequired[int | None]
    timeout: NotRequired[int]
    show_number: NotRequired[Literal["virtual_number", "contact_number"]]
    music: NotRequired[Audio | Literal["dialing_music"] | None]
    answer_first: NotRequired[bool]
    employee_message: NotRequired[Audio | None]
    confirmation: NotRequired[Confirmation | None]
    greeting: NotRequired[Audio | None]
    method: Literal["GET", "POST"]
    url: str
    params: NotRequired[
        list[
            Literal[
                "direction",
                "numa",
                "numb",
                "start_time",
                "call_session_id",
                "cdr_id",
                "input_result",
                "scenario_id",
                "operation_key",
                "external_id",
            ]
        ]
    ]
    access_code_length: NotRequired[int]
    interdigit_interval: NotRequired[int | None]
    request_timeout: NotRequired[int]
    dial_mode: NotRequired[Literal["sequential", "simultaneous"]]
    secret: NotRequired[str | None]
    returned_codes: NotRequired[list[ReturnedCode]]


class MadeScenario(TypedDict):
    id: int
    operations: list[MadeOperation]


class ProcessingRules(TypedDict):
    scenarios: list[ProcessingRule]


class RegionSettings(TypedDict):
    branches: list[RegionBranch]


class RunScenario(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["run_scenario"]
    settings: RunScenarioSettings
    id: NotRequired[int]


class Schedule(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["schedule"]
    settings: ScheduleSettings
    id: NotRequired[int]


class SetTag(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["tag"]
    settings: TagSettings
    id: NotRequired[int]


class TagsOfCall(TypedDict):
    communication_id: int
    communication_type: str
    items: list[TagOfCall]


class Authorization(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["authorization"]
    settings: AuthorizationSettings
    id: NotRequired[int]


class Greeting(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["voice_greeting"]
    settings: GreetingSettings
    id: NotRequired[int]


class HangUp(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["hangup"]
    settings: NotRequired[HangUpSettings]
    id: NotRequired[int]


class Menu(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["menu"]
    settings: MenuSettings
    id: NotRequired[int]


class RedirectSettings(TypedDict):
    dial_time: NotRequired[int | None]
    timeout: NotRequired[int]
    show_number: NotRequired[Literal["virtual_number", "contact_number"]]
    music: NotRequired[Audio | Literal["dialing_music"] | None]
    answer_first: NotRequired[bool]
    employee_message: NotRequired[Audio | None]
    confirmation: NotRequired[Confirmation | None]
    targets: list[EmployeeTarget | GroupTarget | PhoneTarget]
    strategy: NotRequired[
        Literal["by_priority", "simultaneous", "round_robin", "least_recent", "random"]
    ]
    queue: NotRequired[QueueSettings | None]
    record: NotRequired[Literal["default", "on"]]


class VoiceMail(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["voice_mail"]
    settings: NotRequired[VoiceMailSettings]
    id: NotRequired[int]


class PersonalManager(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["personal_manager"]
    settings: NotRequired[Dial]
    id: NotRequired[int]


class Extension(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["extension"]
    settings: ExtensionSettings
    id: NotRequired[int]


class LastManager(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["last_manager"]
    settings: NotRequired[LastManagerSettings]
    id: NotRequired[int]


class InteractionNumber(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["interaction_number"]
    settings: InteractionSettings
    id: NotRequired[int]


class Interactive(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["interactive"]
    settings: InteractiveSettings
    id: NotRequired[int]


class Region(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["region"]
    settings: RegionSettings
    id: NotRequired[int]


class Redirect(TypedDict):
    key: str
    name: NotRequired[str | None]
    transitions: NotRequired[dict[str, Any]]
    type: Literal["redirect"]
    settings: RedirectSettings
    id: NotRequired[int]


class DataApi(Api):
    path: ClassVar[str] = "/data/v2.0"

    async def login_user(self, *, login: str, password: str) -> LoggedIn:
        """Trades login and password for a token.

        Raises AuthError.
        """
        data: LoggedIn = await self.ask(
            "login.user", {"login": login, "password": password}
        )
        return data

    async def logout_user(self) -> Nothing:
        """Ends a token."""
        data: Nothing = await self.ask("logout.user", {})
        return data

    async def get_account(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["app_id", "name", "timezone"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
    ) -> Page[AccountRow]:
        """Lists the one account.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[AccountRow] = await self._page(
            "get.account",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def getobj_account(self) -> AccountView:
        """Tells whose token it is, and what he may do.

        Raises SortProhibited, FilterProhibited.
        """
        data: AccountView = await self.ask("getobj.account", {})
        return data

    async def update_account(
        self,
        *,
        name: str | Unset | None = UNSET,
        timezone: str | Unset | None = UNSET,
        home_country: str | Unset | None = UNSET,
        report_currency: str | Unset | None = UNSET,
    ) -> Nothing:
        """Changes account.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.account",
            {
                "name": name,
                "timezone": timezone,
                "home_country": home_country,
                "report_currency": report_currency,
            },
        )
        return data

    async def get_components(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name", "is_enabled"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[ComponentsRow]:
        """Lists components.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[ComponentsRow] = await self._page(
            "get.components",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def enable_components(self, *, components: list[str]) -> Done:
        """Switches on components.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask("enable.components", {"components": components})
        return data

    async def disable_components(self, *, components: list[str]) -> Done:
        """Switches off components.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask("disable.components", {"components": components})
        return data

    async def get_users(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "login",
                "name",
                "description",
                "type",
                "is_active",
                "employee_id",
                "components",
                "permissions",
                "is_key_access_enabled",
                "creation_date_time",
                "last_login_date_time",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[UsersRow]:
        """Lists users.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[UsersRow] = await self._page(
            "get.users",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_users(
        self,
        *,
        login: str,
        password: str,
        name: str,
        description: str | Unset | None = UNSET,
        type: Literal["admin", "user"] | Unset | None = UNSET,
        is_active: bool | Unset | None = UNSET,
        employee_id: int | Unset | None = UNSET,
        components: list[str] | Unset | None = UNSET,
        permissions: list[Permission] | Unset | None = UNSET,
        is_key_access_enabled: bool | Unset | None = UNSET,
    ) -> Made:
        """Makes users.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.users",
            {
                "login": login,
                "password": password,
                "name": name,
                "description": description,
                "type": type,
                "is_active": is_active,
                "employee_id": employee_id,
                "components": components,
                "permissions": permissions,
                "is_key_access_enabled": is_key_access_enabled,
            },
        )
        return data

    async def update_users(
        self,
        *,
        id: int,
        login: str | Unset = UNSET,
        password: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        type: Literal["admin", "user"] | Unset | None = UNSET,
        is_active: bool | Unset | None = UNSET,
        employee_id: int | Unset | None = UNSET,
        components: list[str] | Unset | None = UNSET,
        permissions: list[Permission] | Unset | None = UNSET,
        is_key_access_enabled: bool | Unset | None = UNSET,
    ) -> Nothing:
        """Changes users.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.users",
            {
                "id": id,
                "login": login,
                "password": password,
                "name": name,
                "description": description,
                "type": type,
                "is_active": is_active,
                "employee_id": employee_id,
                "components": components,
                "permissions": permissions,
                "is_key_access_enabled": is_key_access_enabled,
            },
        )
        return data

    async def delete_users(self, *, id: int) -> Nothing:
        """Removes users.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.users", {"id": id})
        return data

    async def get_access_keys(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "user_id",
                "user_login",
                "name",
                "type",
                "expire_at",
                "status",
                "token_prefix",
                "creation_date_time",
                "last_used_date_time",
                "last_used_ip",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[AccessKeysRow]:
        """Lists access keys.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[AccessKeysRow] = await self._page(
            "get.access_keys",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_access_keys(
        self,
        *,
        user_id: int,
        name: str,
        type: Literal["permanent", "temporary"],
        expire_at: str | Unset | None = UNSET,
    ) -> MadeKey:
        """Makes access keys.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeKey = await self.ask(
            "create.access_keys",
            {"user_id": user_id, "name": name, "type": type, "expire_at": expire_at},
        )
        return data

    async def update_access_keys(
        self,
        *,
        id: int,
        name: str | Unset = UNSET,
        expire_at: str | Unset | None = UNSET,
        status: Literal["active", "blocked"] | Unset | None = UNSET,
    ) -> Nothing:
        """Changes access keys.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.access_keys",
            {"id": id, "name": name, "expire_at": expire_at, "status": status},
        )
        return data

    async def delete_access_keys(self, *, id: int) -> Nothing:
        """Removes access keys.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.access_keys", {"id": id})
        return data

    async def get_ip_whitelist(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "network",
                "apis",
                "comment",
                "creation_date_time",
                "add_user_login",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[IpWhitelistRow]:
        """Lists IP whitelist.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[IpWhitelistRow] = await self._page(
            "get.ip_whitelist",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_ip_whitelist(
        self,
        *,
        network: str,
        apis: list[Literal["callapi", "dataapi"]] | Unset | None = UNSET,
        comment: str | Unset | None = UNSET,
    ) -> Made:
        """Makes IP whitelist.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.ip_whitelist",
            {"network": network, "apis": apis, "comment": comment},
        )
        return data

    async def update_ip_whitelist(
        self,
        *,
        id: int,
        apis: list[Literal["callapi", "dataapi"]] | Unset | None = UNSET,
        comment: str | Unset | None = UNSET,
        force: bool | Unset | None = UNSET,
    ) -> Nothing:
        """Changes IP whitelist.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.ip_whitelist",
            {"id": id, "apis": apis, "comment": comment, "force": force},
        )
        return data

    async def delete_ip_whitelist(
        self, *, id: int, force: bool | Unset | None = UNSET
    ) -> Nothing:
        """Removes IP whitelist.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask(
            "delete.ip_whitelist", {"id": id, "force": force}
        )
        return data

    async def get_call_direction_rules(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "component", "mobile", "national", "international"]]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
    ) -> Page[CallDirectionRulesRow]:
        """Lists call direction rules.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[CallDirectionRulesRow] = await self._page(
            "get.call_direction_rules",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def update_call_direction_rules(
        self,
        *,
        id: int,
        mobile: bool | Unset | None = UNSET,
        national: bool | Unset | None = UNSET,
        international: bool | Unset | None = UNSET,
    ) -> Nothing:
        """Changes call direction rules.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.call_direction_rules",
            {
                "id": id,
                "mobile": mobile,
                "national": national,
                "international": international,
            },
        )
        return data

    async def getobj_limits(self) -> AccountLimits:
        """Shows limits.

        Raises SortProhibited, FilterProhibited.
        """
        data: AccountLimits = await self.ask("getobj.limits", {})
        return data

    async def update_limits(
        self,
        *,
        callapi_points_per_minute: int | Unset | None = UNSET,
        callapi_points_per_day: int | Unset | None = UNSET,
        dataapi_points_per_minute: int | Unset | None = UNSET,
        dataapi_points_per_day: int | Unset | None = UNSET,
        tts_message_length: int | Unset | None = UNSET,
        max_in_calls: int | Unset | None = UNSET,
        max_out_calls: int | Unset | None = UNSET,
        max_employees: int | Unset | None = UNSET,
        max_media_files: int | Unset | None = UNSET,
        max_sip_channels_per_line: int | Unset | None = UNSET,
        max_media_total_size: int | Unset | None = UNSET,
        recording_retention_days: int | Unset | None = UNSET,
        request_log_retention_days: int | Unset | None = UNSET,
    ) -> Nothing:
        """Changes limits.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.limits",
            {
                "callapi_points_per_minute": callapi_points_per_minute,
                "callapi_points_per_day": callapi_points_per_day,
                "dataapi_points_per_minute": dataapi_points_per_minute,
                "dataapi_points_per_day": dataapi_points_per_day,
                "tts_message_length": tts_message_length,
                "max_in_calls": max_in_calls,
                "max_out_calls": max_out_calls,
                "max_employees": max_employees,
                "max_media_files": max_media_files,
                "max_sip_channels_per_line": max_sip_channels_per_line,
                "max_media_total_size": max_media_total_size,
                "recording_retention_days": recording_retention_days,
                "request_log_retention_days": request_log_retention_days,
            },
        )
        return data

    async def get_tags(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "is_system",
                "color",
                "creation_datetime",
                "is_auto",
                "rating",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        is_include_rating: bool | Unset = UNSET,
    ) -> Page[TagsRow]:
        """Lists tags.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[TagsRow] = await self._page(
            "get.tags",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "is_include_rating": is_include_rating,
            },
        )
        return data

    async def create_tags(
        self, *, name: str, color: str | Unset | None = UNSET
    ) -> Made:
        """Makes tags.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask("create.tags", {"name": name, "color": color})
        return data

    async def update_tags(
        self, *, id: int, name: str | Unset = UNSET, color: str | Unset | None = UNSET
    ) -> Nothing:
        """Changes tags.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.tags", {"id": id, "name": name, "color": color}
        )
        return data

    async def delete_tags(self, *, id: int) -> Nothing:
        """Removes tags.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.tags", {"id": id})
        return data

    async def get_media_files(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "duration",
                "size",
                "play_link",
                "normalization",
                "type",
                "mnemonic",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[MediaFilesRow]:
        """Lists media files.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[MediaFilesRow] = await self._page(
            "get.media_files",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_media_files(
        self,
        *,
        name: str,
        content: str | Unset | None = UNSET,
        text: str | Unset | None = UNSET,
        normalization: bool | Unset | None = UNSET,
    ) -> MadeMediaFile:
        """Makes media files.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeMediaFile = await self.ask(
            "create.media_files",
            {
                "name": name,
                "content": content,
                "text": text,
                "normalization": normalization,
            },
        )
        return data

    async def update_media_files(
        self, *, id: int, name: str | Unset = UNSET
    ) -> Nothing:
        """Changes media files.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask("update.media_files", {"id": id, "name": name})
        return data

    async def delete_media_files(self, *, id: int) -> Nothing:
        """Removes media files.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.media_files", {"id": id})
        return data

    async def get_talk_options(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "button",
                "mnemonic",
                "name",
                "button_value_id",
                "button_value_name",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[TalkOptionsRow]:
        """Lists talk options.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[TalkOptionsRow] = await self._page(
            "get.talk_options",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_talk_options(
        self,
        *,
        button: str,
        mnemonic: Literal[
            "finish_conversation",
            "tag_call",
            "record_talk",
            "transfer_call",
            "run_scenario",
            "call_coach",
            "receive_fax",
            "save_numa",
        ],
        name: str | Unset | None = UNSET,
        button_value_id: int | Unset | None = UNSET,
    ) -> Made:
        """Makes talk options.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.talk_options",
            {
                "button": button,
                "mnemonic": mnemonic,
                "name": name,
                "button_value_id": button_value_id,
            },
        )
        return data

    async def update_talk_options(
        self,
        *,
        id: int,
        button: str | Unset = UNSET,
        mnemonic: Literal[
            "finish_conversation",
            "tag_call",
            "record_talk",
            "transfer_call",
            "run_scenario",
            "call_coach",
            "receive_fax",
            "save_numa",
        ]
        | Unset = UNSET,
        name: str | Unset | None = UNSET,
        button_value_id: int | Unset | None = UNSET,
    ) -> Nothing:
        """Changes talk options.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.talk_options",
            {
                "id": id,
                "button": button,
                "mnemonic": mnemonic,
                "name": name,
                "button_value_id": button_value_id,
            },
        )
        return data

    async def delete_talk_options(self, *, id: int) -> Nothing:
        """Removes talk options.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.talk_options", {"id": id})
        return data

    async def get_blacklist_phone_numbers(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id", "phone_number", "add_user_name", "add_comment", "add_date_time"
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[BlacklistPhoneNumbersRow]:
        """Lists blacklist phone numbers.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[BlacklistPhoneNumbersRow] = await self._page(
            "get.blacklist_phone_numbers",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_phone_number_to_blacklist(
        self, *, phone_number: str, add_comment: str | Unset | None = UNSET
    ) -> MadeBlacklistEntry:
        """Makes phone number to blacklist.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeBlacklistEntry = await self.ask(
            "create.phone_number_to_blacklist",
            {"phone_number": phone_number, "add_comment": add_comment},
        )
        return data

    async def delete_phone_number_from_blacklist(self, *, id: int) -> Nothing:
        """Removes phone number from blacklist.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.phone_number_from_blacklist", {"id": id})
        return data

    async def get_api_requests(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "api_request_id",
                "api_request_start_date_time",
                "api_request_raw_id",
                "api_request_raw_ext_id",
                "api_request_method",
                "api_request_version",
                "api_request_component",
                "api_request_status",
                "api_request_is_agent",
                "api_request_error_code",
                "api_request_error_mnemonic",
                "api_request_body",
                "api_request_ip",
                "token_name",
                "employee_login",
                "call_session_id",
                "api_request_method_weight",
                "api_request_execution_time",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        report_id: Any | Unset = UNSET,
    ) -> Page[ApiRequestsRow]:
        """Lists requests to both APIs.

        Raises SortProhibited, FilterProhibited, DateIntervalLimitReached.
        """
        data: Page[ApiRequestsRow] = await self._page(
            "get.api_requests",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "report_id": report_id,
            },
        )
        return data

    async def get_employees(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "login",
                "first_name",
                "last_name",
                "patronymic",
                "full_name",
                "status",
                "status_id",
                "calls_available",
                "allowed_in_call_types",
                "allowed_out_call_types",
                "in_external_allowed_call_directions",
                "in_internal_allowed_call_directions",
                "out_external_allowed_call_directions",
                "out_internal_allowed_call_directions",
                "email",
                "call_recording",
                "schedule_id",
                "schedule_name",
                "coach",
                "groups",
                "phone_numbers",
                "extension",
                "operator",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[EmployeesRow]:
        """Lists employees.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeesRow] = await self._page(
            "get.employees",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_employees(
        self,
        *,
        last_name: str,
        status: Literal[
            "available",
            "break",
            "do_not_disturb",
            "not_at_workplace",
            "not_at_work",
            "auto_out_call",
            "unknown",
        ]
        | Unset
        | None = UNSET,
        status_id: int | Unset | None = UNSET,
        calls_available: bool | Unset | None = UNSET,
        allowed_in_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        allowed_out_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        in_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        in_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        email: str | Unset | None = UNSET,
        call_recording: Literal["all", "in", "out", "off"] | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        coach: Coach | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
        phone_numbers: list[PhoneNumber] | Unset | None = UNSET,
        extension: OwnExtension | Unset | None = UNSET,
        operator: dict[str, Any] | Unset | None = UNSET,
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
    ) -> Made:
        """Makes employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.employees",
            {
                "last_name": last_name,
                "status": status,
                "status_id": status_id,
                "calls_available": calls_available,
                "allowed_in_call_types": allowed_in_call_types,
                "allowed_out_call_types": allowed_out_call_types,
                "in_external_allowed_call_directions": in_external_allowed_call_directions,
                "in_internal_allowed_call_directions": in_internal_allowed_call_directions,
                "out_external_allowed_call_directions": out_external_allowed_call_directions,
                "out_internal_allowed_call_directions": out_internal_allowed_call_directions,
                "email": email,
                "call_recording": call_recording,
                "schedule_id": schedule_id,
                "coach": coach,
                "groups": groups,
                "phone_numbers": phone_numbers,
                "extension": extension,
                "operator": operator,
                "first_name": first_name,
                "patronymic": patronymic,
            },
        )
        return data

    async def update_employees(
        self,
        *,
        id: int,
        status: Literal[
            "available",
            "break",
            "do_not_disturb",
            "not_at_workplace",
            "not_at_work",
            "auto_out_call",
            "unknown",
        ]
        | Unset
        | None = UNSET,
        status_id: int | Unset | None = UNSET,
        calls_available: bool | Unset | None = UNSET,
        allowed_in_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        allowed_out_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        in_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        in_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        email: str | Unset | None = UNSET,
        call_recording: Literal["all", "in", "out", "off"] | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        coach: Coach | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
        phone_numbers: list[PhoneNumber] | Unset | None = UNSET,
        extension: OwnExtension | Unset | None = UNSET,
        operator: dict[str, Any] | Unset | None = UNSET,
        last_name: str | Unset = UNSET,
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
    ) -> Nothing:
        """Changes employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.employees",
            {
                "id": id,
                "status": status,
                "status_id": status_id,
                "calls_available": calls_available,
                "allowed_in_call_types": allowed_in_call_types,
                "allowed_out_call_types": allowed_out_call_types,
                "in_external_allowed_call_directions": in_external_allowed_call_directions,
                "in_internal_allowed_call_directions": in_internal_allowed_call_directions,
                "out_external_allowed_call_directions": out_external_allowed_call_directions,
                "out_internal_allowed_call_directions": out_internal_allowed_call_directions,
                "email": email,
                "call_recording": call_recording,
                "schedule_id": schedule_id,
                "coach": coach,
                "groups": groups,
                "phone_numbers": phone_numbers,
                "extension": extension,
                "operator": operator,
                "last_name": last_name,
                "first_name": first_name,
                "patronymic": patronymic,
            },
        )
        return data

    async def delete_employees(self, *, id: int) -> Nothing:
        """Removes employees.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.employees", {"id": id})
        return data

    async def get_statuses(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "mnemonic",
                "description",
                "color",
                "is_deleted",
                "in_external_allowed_call_directions",
                "in_internal_allowed_call_directions",
                "out_external_allowed_call_directions",
                "out_internal_allowed_call_directions",
                "allowed_phone_protocols",
                "is_select_allowed",
                "is_worktime",
                "is_auto_out_calls_ready",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        is_deleted: bool | Unset = UNSET,
    ) -> Page[StatusesRow]:
        """Lists statuses.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[StatusesRow] = await self._page(
            "get.statuses",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "is_deleted": is_deleted,
            },
        )
        return data

    async def get_group_employees(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "members",
                "phone_numbers",
                "group_phone_number",
                "queue_enabled",
                "channels_count",
                "schedule_id",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[GroupEmployeesRow]:
        """Lists group employees.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[GroupEmployeesRow] = await self._page(
            "get.group_employees",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_group_employees(
        self,
        *,
        name: str,
        members: list[int] | Unset | None = UNSET,
        group_phone_number: str | Unset | None = UNSET,
        queue_enabled: bool | Unset | None = UNSET,
        channels_count: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
    ) -> Made:
        """Makes group employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.group_employees",
            {
                "name": name,
                "members": members,
                "group_phone_number": group_phone_number,
                "queue_enabled": queue_enabled,
                "channels_count": channels_count,
                "schedule_id": schedule_id,
            },
        )
        return data

    async def update_group_employees(
        self,
        *,
        id: int,
        members: list[int] | Unset | None = UNSET,
        group_phone_number: str | Unset | None = UNSET,
        queue_enabled: bool | Unset | None = UNSET,
        channels_count: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
    ) -> Nothing:
        """Changes group employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.group_employees",
            {
                "id": id,
                "members": members,
                "group_phone_number": group_phone_number,
                "queue_enabled": queue_enabled,
                "channels_count": channels_count,
                "schedule_id": schedule_id,
                "name": name,
            },
        )
        return data

    async def delete_group_employees(self, *, id: int) -> Nothing:
        """Removes group employees.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.group_employees", {"id": id})
        return data

    async def update_group_employees_numbers(
        self, *, id: int, phone_numbers: list[GroupNumber]
    ) -> Nothing:
        """Puts the numbers of a group in order.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.group_employees_numbers", {"id": id, "phone_numbers": phone_numbers}
        )
        return data

    async def get_employee_positions(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[EmployeePositionsRow]:
        """Lists employee positions.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeePositionsRow] = await self._page(
            "get.employee_positions",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_employee_positions(self, *, name: str) -> Made:
        """Makes employee positions.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask("create.employee_positions", {"name": name})
        return data

    async def update_employee_positions(
        self, *, id: int, name: str | Unset = UNSET
    ) -> Nothing:
        """Changes employee positions.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.employee_positions", {"id": id, "name": name}
        )
        return data

    async def delete_employee_positions(self, *, id: int) -> Nothing:
        """Removes employee positions.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.employee_positions", {"id": id})
        return data

    async def get_employee_stat(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "first_name",
                "last_name",
                "patronymic",
                "full_name",
                "groups",
                "status_stats",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
        only_default_statuses_in_stats: bool | Unset = UNSET,
    ) -> Page[EmployeeStatRow]:
        """Tells how long employees were in which status.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeeStatRow] = await self._page(
            "get.employee_stat",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "only_default_statuses_in_stats": only_default_statuses_in_stats,
            },
        )
        return data

    async def get_sip_lines(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "phone_number",
                "type",
                "employee_id",
                "employee_full_name",
                "channels_count",
                "dial_time",
                "status",
                "billing_state",
                "physical_state",
                "is_registered",
                "virtual_phone_number",
                "virtual_phone_usage_rule",
                "ip_addresses",
                "password",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[SipLinesRow]:
        """Lists sIP lines.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[SipLinesRow] = await self._page(
            "get.sip_lines",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_sip_lines(
        self, *, employee_id: int, virtual_phone_number: str | Unset | None = UNSET
    ) -> MadeSipLine:
        """Makes sIP lines.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime, VirtualPhoneNumberNotFound.
        """
        data: MadeSipLine = await self.ask(
            "create.sip_lines",
            {"employee_id": employee_id, "virtual_phone_number": virtual_phone_number},
        )
        return data

    async def update_sip_lines(
        self,
        *,
        id: int,
        employee_id: int | Unset = UNSET,
        virtual_phone_number: str | Unset | None = UNSET,
        billing_state: Literal["active", "manual_lock"] | Unset | None = UNSET,
        channels_count: int | Unset | None = UNSET,
    ) -> Nothing:
        """Changes sIP lines.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime, VirtualPhoneNumberNotFound.
        """
        data: Nothing = await self.ask(
            "update.sip_lines",
            {
                "id": id,
                "employee_id": employee_id,
                "virtual_phone_number": virtual_phone_number,
                "billing_state": billing_state,
                "channels_count": channels_count,
            },
        )
        return data

    async def delete_sip_lines(self, *, id: int) -> Nothing:
        """Removes sIP lines.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.sip_lines", {"id": id})
        return data

    async def update_sip_line_password(self, *, id: int) -> Password:
        """Makes a new password for a SIP line.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Password = await self.ask("update.sip_line_password", {"id": id})
        return data

    async def get_sip_line_virtual_numbers(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["virtual_phone_number"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
    ) -> Page[SipLineVirtualNumbersRow]:
        """Lists numbers that SIP lines may show.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[SipLineVirtualNumbersRow] = await self._page(
            "get.sip_line_virtual_numbers",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_virtual_numbers(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "virtual_phone_number",
                "redirection_phone_number",
                "activation_date",
                "status",
                "category",
                "type",
                "comment",
                "name",
                "scenarios",
                "campaigns",
                "site_blocks",
                "child_customer_id",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[VirtualNumbersRow]:
        """Lists virtual numbers.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[VirtualNumbersRow] = await self._page(
            "get.virtual_numbers",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_available_virtual_numbers(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "phone_number",
                "category",
                "location_mnemonic",
                "location_name",
                "onetime_payment",
                "monthly_charge",
                "min_charge",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[AvailableVirtualNumbersRow]:
        """Lists available virtual numbers.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[AvailableVirtualNumbersRow] = await self._page(
            "get.available_virtual_numbers",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def enable_virtual_numbers(
        self,
        *,
        virtual_phone_number: str,
        number_capacity_ids: list[Any] | Unset | None = UNSET,
        number_capacity_component: str | Unset | None = UNSET,
    ) -> Done:
        """Moves a free number into the account.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime, VirtualPhoneNumberNotFound.
        """
        data: Done = await self.ask(
            "enable.virtual_numbers",
            {
                "virtual_phone_number": virtual_phone_number,
                "number_capacity_ids": number_capacity_ids,
                "number_capacity_component": number_capacity_component,
            },
        )
        return data

    async def disable_virtual_numbers(self, *, virtual_phone_number: str) -> Done:
        """Gives a number back.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime, VirtualPhoneNumberNotFound, DependencyError.
        """
        data: Done = await self.ask(
            "disable.virtual_numbers", {"virtual_phone_number": virtual_phone_number}
        )
        return data

    async def update_virtual_numbers(
        self,
        *,
        id: int,
        name: str | Unset | None = UNSET,
        comment: str | Unset | None = UNSET,
        redirection_phone_number: str | Unset | None = UNSET,
        status: Literal["active", "manual_lock"] | Unset | None = UNSET,
    ) -> Nothing:
        """Changes virtual numbers.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.virtual_numbers",
            {
                "id": id,
                "name": name,
                "comment": comment,
                "redirection_phone_number": redirection_phone_number,
                "status": status,
            },
        )
        return data

    async def create_available_virtual_numbers(
        self,
        *,
        phone_number: str,
        category: Literal["usual", "bronze", "silver", "gold", "platinum"]
        | Unset
        | None = UNSET,
        location_name: str | Unset | None = UNSET,
        trunk: str | Unset | None = UNSET,
    ) -> Made:
        """Makes available virtual numbers.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.available_virtual_numbers",
            {
                "phone_number": phone_number,
                "category": category,
                "location_name": location_name,
                "trunk": trunk,
            },
        )
        return data

    async def delete_available_virtual_numbers(self, *, phone_number: str) -> Nothing:
        """Removes available virtual numbers.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask(
            "delete.available_virtual_numbers", {"phone_number": phone_number}
        )
        return data

    async def getobj_call_processing_rules(
        self, *, number_capacity_id: int
    ) -> ProcessingRules:
        """Shows which scenarios a number runs, and when.

        Raises SortProhibited, FilterProhibited, EntityNotFound.
        """
        data: ProcessingRules = await self.ask(
            "getobj.call_processing_rules", {"number_capacity_id": number_capacity_id}
        )
        return data

    async def set_call_processing_rule_is_active(
        self, *, id: int, type: Literal["scenario"], is_active: bool
    ) -> Nothing:
        """Switches a rule of a number on or off.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "set.call_processing_rule_is_active",
            {"id": id, "type": type, "is_active": is_active},
        )
        return data

    async def create_call_processing_rules(
        self,
        *,
        number_capacity_id: int,
        scenario_id: int,
        priority: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        contact_group_id: int | Unset | None = UNSET,
        is_active: bool | Unset | None = UNSET,
    ) -> Made:
        """Makes call processing rules.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.call_processing_rules",
            {
                "number_capacity_id": number_capacity_id,
                "scenario_id": scenario_id,
                "priority": priority,
                "schedule_id": schedule_id,
                "contact_group_id": contact_group_id,
                "is_active": is_active,
            },
        )
        return data

    async def update_call_processing_rules(
        self,
        *,
        id: int,
        scenario_id: int | Unset = UNSET,
        priority: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        contact_group_id: int | Unset | None = UNSET,
        is_active: bool | Unset | None = UNSET,
    ) -> Nothing:
        """Changes call processing rules.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.call_processing_rules",
            {
                "id": id,
                "scenario_id": scenario_id,
                "priority": priority,
                "schedule_id": schedule_id,
                "contact_group_id": contact_group_id,
                "is_active": is_active,
            },
        )
        return data

    async def delete_call_processing_rules(self, *, id: int) -> Nothing:
        """Removes call processing rules.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.call_processing_rules", {"id": id})
        return data

    async def get_schedules(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name", "schedules", "is_open"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[SchedulesRow]:
        """Lists schedules.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[SchedulesRow] = await self._page(
            "get.schedules",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_schedules(self, *, name: str, schedules: list[Rule]) -> Made:
        """Makes schedules.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.schedules", {"name": name, "schedules": schedules}
        )
        return data

    async def update_schedules(
        self,
        *,
        id: int,
        name: str | Unset = UNSET,
        schedules: list[Rule] | Unset = UNSET,
    ) -> Nothing:
        """Changes schedules.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.schedules", {"id": id, "name": name, "schedules": schedules}
        )
        return data

    async def delete_schedules(self, *, id: int) -> Nothing:
        """Removes schedules.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.schedules", {"id": id})
        return data

    async def get_scenarios(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "virtual_phone_numbers",
                "sites",
                "campaigns",
                "operations",
                "start_operation_key",
                "schema_version",
                "update_date_time",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[ScenariosRow]:
        """Lists scenarios.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[ScenariosRow] = await self._page(
            "get.scenarios",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def getobj_scenario(self, *, id: int) -> StoredScenario:
        """Shows a scenario with all of its operations.

        Raises SortProhibited, FilterProhibited, EntityNotFound.
        """
        data: StoredScenario = await self.ask("getobj.scenario", {"id": id})
        return data

    async def create_scenarios(
        self,
        *,
        name: str,
        start_operation_key: str,
        operations: list[
            Redirect
            | Menu
            | Greeting
            | VoiceMail
            | Extension
            | Interactive
            | SetTag
            | HangUp
            | GoTo
            | RunScenario
            | Authorization
            | Schedule
            | ContactList
            | PersonalManager
            | LastManager
            | Region
            | InteractionNumber
            | InboundFax
        ],
        schema_version: int | Unset = UNSET,
    ) -> MadeScenario:
        """Makes scenarios.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeScenario = await self.ask(
            "create.scenarios",
            {
                "name": name,
                "start_operation_key": start_operation_key,
                "operations": operations,
                "schema_version": schema_version,
            },
        )
        return data

    async def update_scenarios(
        self,
        *,
        id: int,
        name: str | Unset = UNSET,
        schema_version: int | Unset = UNSET,
        start_operation_key: str | Unset = UNSET,
        operations: list[
            Redirect
            | Menu
            | Greeting
            | VoiceMail
            | Extension
            | Interactive
            | SetTag
            | HangUp
            | GoTo
            | RunScenario
            | Authorization
            | Schedule
            | ContactList
            | PersonalManager
            | LastManager
            | Region
            | InteractionNumber
            | InboundFax
        ]
        | Unset = UNSET,
    ) -> MadeScenario:
        """Changes scenarios.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeScenario = await self.ask(
            "update.scenarios",
            {
                "id": id,
                "name": name,
                "schema_version": schema_version,
                "start_operation_key": start_operation_key,
                "operations": operations,
            },
        )
        return data

    async def delete_scenarios(self, *, id: int) -> Nothing:
        """Removes scenarios.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.scenarios", {"id": id})
        return data

    async def create_scenario_validations(
        self,
        *,
        name: str,
        start_operation_key: str,
        operations: list[
            Redirect
            | Menu
            | Greeting
            | VoiceMail
            | Extension
            | Interactive
            | SetTag
            | HangUp
            | GoTo
            | RunScenario
            | Authorization
            | Schedule
            | ContactList
            | PersonalManager
            | LastManager
            | Region
            | InteractionNumber
            | InboundFax
        ],
        schema_version: int | Unset = UNSET,
    ) -> CheckedScenario:
        """Tells what is wrong with a scenario.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: CheckedScenario = await self.ask(
            "create.scenario_validations",
            {
                "name": name,
                "start_operation_key": start_operation_key,
                "operations": operations,
                "schema_version": schema_version,
            },
        )
        return data

    async def get_contacts(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "first_name",
                "last_name",
                "patronymic",
                "full_name",
                "emails",
                "phone_numbers",
                "personal_manager_id",
                "personal_manager_full_name",
                "organization_id",
                "organization_name",
                "groups",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[ContactsRow]:
        """Lists contacts.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[ContactsRow] = await self._page(
            "get.contacts",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_contacts(
        self,
        *,
        last_name: str,
        phone_numbers: list[str],
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
        emails: list[str] | Unset | None = UNSET,
        personal_manager_id: int | Unset | None = UNSET,
        organization_id: int | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
    ) -> Made:
        """Makes contacts.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.contacts",
            {
                "last_name": last_name,
                "phone_numbers": phone_numbers,
                "first_name": first_name,
                "patronymic": patronymic,
                "emails": emails,
                "personal_manager_id": personal_manager_id,
                "organization_id": organization_id,
                "groups": groups,
            },
        )
        return data

    async def update_contacts(
        self,
        *,
        id: int,
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
        emails: list[str] | Unset | None = UNSET,
        personal_manager_id: int | Unset | None = UNSET,
        organization_id: int | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
        last_name: str | Unset = UNSET,
        phone_numbers: list[str] | Unset = UNSET,
    ) -> Nothing:
        """Changes contacts.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.contacts",
            {
                "id": id,
                "first_name": first_name,
                "patronymic": patronymic,
                "emails": emails,
                "personal_manager_id": personal_manager_id,
                "organization_id": organization_id,
                "groups": groups,
                "last_name": last_name,
                "phone_numbers": phone_numbers,
            },
        )
        return data

    async def delete_contacts(
        self, *, id: int | Unset | None = UNSET, ids: list[int] | Unset | None = UNSET
    ) -> Nothing:
        """Removes contacts.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.contacts", {"id": id, "ids": ids})
        return data

    async def get_group_contacts(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name", "is_system", "members"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[GroupContactsRow]:
        """Lists group contacts.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[GroupContactsRow] = await self._page(
            "get.group_contacts",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_group_contacts(
        self, *, name: str, members: list[int] | Unset | None = UNSET
    ) -> Made:
        """Makes group contacts.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.group_contacts", {"name": name, "members": members}
        )
        return data

    async def update_group_contacts(
        self,
        *,
        id: int,
        name: str | Unset = UNSET,
        members: list[int] | Unset | None = UNSET,
    ) -> Nothing:
        """Changes group contacts.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.group_contacts", {"id": id, "name": name, "members": members}
        )
        return data

    async def delete_group_contacts(self, *, id: int) -> Nothing:
        """Removes group contacts.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.group_contacts", {"id": id})
        return data

    async def get_contact_organizations(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[ContactOrganizationsRow]:
        """Lists contact organizations.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[ContactOrganizationsRow] = await self._page(
            "get.contact_organizations",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_contact_organizations(self, *, name: str) -> Made:
        """Makes contact organizations.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask("create.contact_organizations", {"name": name})
        return data

    async def update_contact_organizations(
        self, *, id: int, name: str | Unset = UNSET
    ) -> Nothing:
        """Changes contact organizations.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.contact_organizations", {"id": id, "name": name}
        )
        return data

    async def delete_contact_organizations(self, *, id: int) -> Nothing:
        """Removes contact organizations.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.contact_organizations", {"id": id})
        return data

    async def set_tag_communications(
        self,
        *,
        communication_type: Literal["call", "chat", "goal", "offline_message", "email"],
        tag_id: int,
        communication_id: int | Unset | None = UNSET,
        communication_ext_id: str | Unset | None = UNSET,
    ) -> Nothing:
        """Puts a tag on a call.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "set.tag_communications",
            {
                "communication_type": communication_type,
                "tag_id": tag_id,
                "communication_id": communication_id,
                "communication_ext_id": communication_ext_id,
            },
        )
        return data

    async def unset_tag_communications(
        self,
        *,
        communication_type: Literal["call", "chat", "goal", "offline_message", "email"],
        tag_id: int,
        communication_id: int | Unset | None = UNSET,
        communication_ext_id: str | Unset | None = UNSET,
    ) -> Nothing:
        """Takes a tag off a call.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "unset.tag_communications",
            {
                "communication_type": communication_type,
                "tag_id": tag_id,
                "communication_id": communication_id,
                "communication_ext_id": communication_ext_id,
            },
        )
        return data

    async def update_tags_communication(
        self,
        *,
        communication_id: int,
        communication_type: Literal["call", "chat", "goal", "offline_message", "email"],
        tag_ids: list[int],
    ) -> TagsOfCall:
        """Replaces the tags of a call.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: TagsOfCall = await self.ask(
            "update.tags_communication",
            {
                "communication_id": communication_id,
                "communication_type": communication_type,
                "tag_ids": tag_ids,
            },
        )
        return data

    async def set_communications_tags(self, *, items: list[Item]) -> Done:
        """Puts tags on calls, on all of them or on none.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask("set.communications_tags", {"items": items})
        return data

    async def get_tags_history(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "tag_id",
                "tag_name",
                "tagging_date_time",
                "communication_type",
                "communication_id",
                "employee_full_name",
                "employee_login",
                "tag_is_system",
                "tagging_is_auto",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[TagsHistoryRow]:
        """Lists which tags were put on calls, when and by whom.

        Raises SortProhibited, FilterProhibited, DateIntervalLimitReached.
        """
        data: Page[TagsHistoryRow] = await self._page(
            "get.tags_history",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_communication_comment(
        self,
        *,
        communication_id: int,
        communication_type: Literal["call", "chat", "goal", "offline_message", "email"],
        comment: str,
    ) -> Done:
        """Notes something with a call.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask(
            "create.communication_comment",
            {
                "communication_id": communication_id,
                "communication_type": communication_type,
                "comment": comment,
            },
        )
        return data

    async def get_calls_report(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "start_time",
                "finish_time",
                "finish_reason",
                "direction",
                "source",
                "is_lost",
                "contact_phone_number",
                "virtual_phone_number",
                "communication_id",
                "communication_type",
                "communication_number",
                "cpn_region_id",
                "cpn_region_name",
                "cpn_country_id",
                "cpn_country_name",
                "wait_duration",
                "total_wait_duration",
                "talk_duration",
                "clean_talk_duration",
                "total_duration",
                "postprocess_duration",
                "lost_call_processing_duration",
                "call_records",
                "wav_call_records",
                "full_record_file_link",
                "voice_mail_records",
                "is_transfer",
                "tags",
                "employees",
                "first_answered_employee_id",
                "last_answered_employee_id",
                "first_talked_employee_id",
                "last_talked_employee_id",
                "first_answered_employee_full_name",
                "last_answered_employee_full_name",
                "first_talked_employee_full_name",
                "last_talked_employee_full_name",
                "last_answered_employee_rating",
                "operator_phone_number",
                "scenario_id",
                "scenario_name",
                "scenario_operations",
                "call_api_request_id",
                "call_api_external_id",
                "contact_id",
                "contact_full_name",
                "auto_call_campaign_name",
                "ext_id",
                "properties",
                "visitor_custom_properties",
                "segments",
                "attributes",
                "recognized_text",
                "communication_page_url",
                "ua_client_id",
                "ym_client_id",
                "sale_date",
                "sale_cost",
                "search_query",
                "search_engine",
                "referrer_domain",
                "referrer",
                "entrance_page",
                "gclid",
                "yclid",
                "ymclid",
                "ef_id",
                "channel",
                "site_domain_name",
                "site_id",
                "campaign_name",
                "campaign_id",
                "visit_other_campaign",
                "visitor_id",
                "person_id",
                "visitor_type",
                "visitor_session_id",
                "visits_count",
                "visitor_first_campaign_id",
                "visitor_first_campaign_name",
                "visitor_city",
                "visitor_region",
                "visitor_country",
                "visitor_device",
                "utm_source",
                "utm_medium",
                "utm_term",
                "utm_content",
                "utm_campaign",
                "utm_referrer",
                "openstat_ad",
                "openstat_campaign",
                "openstat_service",
                "openstat_source",
                "eq_utm_source",
                "eq_utm_medium",
                "eq_utm_term",
                "eq_utm_content",
                "eq_utm_campaign",
                "eq_utm_referrer",
                "eq_utm_expid",
                "source_id",
                "source_name",
                "source_new",
                "channel_new",
                "channel_code",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        include_ongoing_calls: bool | Unset = UNSET,
    ) -> Page[CallsReportRow]:
        """Lists calls that are over.

        Raises SortProhibited, FilterProhibited, DateIntervalLimitReached.
        """
        data: Page[CallsReportRow] = await self._page(
            "get.calls_report",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "include_ongoing_calls": include_ongoing_calls,
            },
        )
        return data

    async def get_call_legs_report(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "call_session_id",
                "call_records",
                "start_time",
                "connect_time",
                "duration",
                "total_duration",
                "finish_reason",
                "finish_reason_description",
                "virtual_phone_number",
                "calling_phone_number",
                "called_phone_number",
                "direction",
                "is_transfered",
                "is_operator",
                "is_coach",
                "is_failed",
                "is_talked",
                "employee_id",
                "employee_full_name",
                "employee_phone_number",
                "employee_rating",
                "scenario_id",
                "scenario_name",
                "action_id",
                "action_name",
                "group_id",
                "group_name",
                "release_cause_code",
                "release_cause_description",
                "contact_id",
                "contact_full_name",
                "contact_phone_number",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[CallLegsReportRow]:
        """Lists legs of calls that are over.

        Raises SortProhibited, FilterProhibited, DateIntervalLimitReached.
        """
        data: Page[CallLegsReportRow] = await self._page(
            "get.call_legs_report",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_financial_call_legs_report(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "start_time",
                "direction",
                "source",
                "call_session_id",
                "leg_id",
                "calling_phone_number",
                "called_phone_number",
                "duration",
                "chargeable_duration",
                "direction_type",
                "cost_per_minute",
                "total_charge",
                "bonuses_charge",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[FinancialCallLegsReportRow]:
        """Lists what legs of calls cost.

        Raises SortProhibited, FilterProhibited, DateIntervalLimitReached.
        """
        data: Page[FinancialCallLegsReportRow] = await self._page(
            "get.financial_call_legs_report",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_call_details(
        self,
        *,
        entity_ids: list[int],
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "communication_id",
                "call_start_date_time",
                "call_direction",
                "call_status",
                "call_type",
                "call_finish_reason",
                "contact_phone_number",
                "virtual_phone_number",
                "call_scenario",
                "employees",
                "coaches",
                "call_total_duration",
                "call_scenario_actions",
                "tags",
                "communication_comment",
                "contact_full_name",
                "call_events",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[CallDetailsRow]:
        """Tells calls moment by moment.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[CallDetailsRow] = await self._page(
            "get.call_details",
            {
                "entity_ids": entity_ids,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_notification_events(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "mnemonic", "title", "params"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
    ) -> Page[NotificationEventsRow]:
        """Lists what can be told, with all parameters.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[NotificationEventsRow] = await self._page(
            "get.notification_events",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def get_notification_settings(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "event",
                "is_active",
                "delay",
                "schedule_id",
                "condition_groups",
                "method",
                "url",
                "headers",
                "body_template",
                "secret",
                "has_secret",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[NotificationSettingsRow]:
        """Lists notification settings.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[NotificationSettingsRow] = await self._page(
            "get.notification_settings",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_notification_settings(
        self,
        *,
        name: str,
        event: str,
        url: str,
        is_active: bool | Unset | None = UNSET,
        delay: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        condition_groups: list[GroupPart] | Unset | None = UNSET,
        method: Literal["GET", "POST"] | Unset | None = UNSET,
        headers: dict[str, Any] | Unset | None = UNSET,
        body_template: str | Unset | None = UNSET,
        secret: str | Unset | None = UNSET,
    ) -> MadeNotification:
        """Makes notification settings.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: MadeNotification = await self.ask(
            "create.notification_settings",
            {
                "name": name,
                "event": event,
                "url": url,
                "is_active": is_active,
                "delay": delay,
                "schedule_id": schedule_id,
                "condition_groups": condition_groups,
                "method": method,
                "headers": headers,
                "body_template": body_template,
                "secret": secret,
            },
        )
        return data

    async def update_notification_settings(
        self,
        *,
        id: int,
        name: str | Unset = UNSET,
        event: str | Unset = UNSET,
        is_active: bool | Unset | None = UNSET,
        delay: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        condition_groups: list[GroupPart] | Unset | None = UNSET,
        method: Literal["GET", "POST"] | Unset | None = UNSET,
        url: str | Unset = UNSET,
        headers: dict[str, Any] | Unset | None = UNSET,
        body_template: str | Unset | None = UNSET,
        secret: str | Unset | None = UNSET,
    ) -> Nothing:
        """Changes notification settings.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.notification_settings",
            {
                "id": id,
                "name": name,
                "event": event,
                "is_active": is_active,
                "delay": delay,
                "schedule_id": schedule_id,
                "condition_groups": condition_groups,
                "method": method,
                "url": url,
                "headers": headers,
                "body_template": body_template,
                "secret": secret,
            },
        )
        return data

    async def delete_notification_settings(self, *, id: int) -> Nothing:
        """Removes notification settings.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.notification_settings", {"id": id})
        return data

    async def create_notification_tests(self, *, id: int) -> TriedNotification:
        """Sends an event's example once.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: TriedNotification = await self.ask(
            "create.notification_tests", {"id": id}
        )
        return data

    async def get_notifications(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "notification_id",
                "notification_name",
                "notification_delay",
                "notification_message",
                "notification_send_to",
                "notification_sms_count",
                "event_type",
                "communication_type",
                "notification_status",
                "notification_channel",
                "notification_error_type",
                "communication_id",
                "notification_error_message",
                "notification_send_date_time",
                "notification_start_date_time",
                "attempts",
                "http_status",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        report_id: int | Unset | None = UNSET,
    ) -> Page[NotificationsRow]:
        """Lists what was sent to servers of clients.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[NotificationsRow] = await self._page(
            "get.notifications",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "report_id": report_id,
            },
        )
        return data

    async def create_notification_resends(
        self,
        *,
        notification_id: str | Unset | None = UNSET,
        date_from: str | Unset | None = UNSET,
        date_till: str | Unset | None = UNSET,
        id: int | Unset | None = UNSET,
        status: Literal["sent", "failed"] | Unset | None = UNSET,
    ) -> Resends:
        """Sends one notification again, or many.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Resends = await self.ask(
            "create.notification_resends",
            {
                "notification_id": notification_id,
                "date_from": date_from,
                "date_till": date_till,
                "id": id,
                "status": status,
            },
        )
        return data
