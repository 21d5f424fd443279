// Written by `python -m scripts.pages`.

export interface AccessKeysRow {
  id?: number;
  user_id?: number | null;
  user_login?: string | null;
  name?: string | null;
  type?: "permanent" | "temporary" | null;
  expire_at?: string | null;
  status?: "active" | "blocked" | "expired" | null;
  token_prefix?: string | null;
  creation_date_time?: string | null;
  last_used_date_time?: string | null;
  last_used_ip?: string | null;
}

export interface AccountLimits {
  callapi_points_per_minute: number;
  callapi_points_per_day: number;
  dataapi_points_per_minute: number;
  dataapi_points_per_day: number;
  tts_message_length: number;
  max_in_calls: number;
  max_out_calls: number;
  max_employees: number;
  max_media_files: number;
  max_sip_channels_per_line: number;
  max_media_total_size: number;
  recording_retention_days: number;
  request_log_retention_days: number;
  usage: Usage;
}

export interface AccountRow {
  app_id?: number;
  name?: string | null;
  timezone?: string | null;
}

export interface AccountView {
  app_id: number;
  app_name: string;
  app_state: string;
  user_id: number;
  user_type: "admin" | "user";
  user_login: string;
  user_name: string;
  permissions: Array<Record<string, unknown>>;
  components: Array<string>;
  user_components: Array<string>;
  timezone: string;
  report_currency: string;
  home_country: string;
  lang: string;
  project: string;
  customer_id: number | null;
  tp_id: number | null;
  tp_name: string | null;
  crm_type: string | null;
  agent_type: string | null;
  is_agent: boolean;
  is_agent_app: boolean;
  is_bi_available: boolean;
}

export interface ApiRequestsRow {
  api_request_id?: number;
  api_request_start_date_time?: string | null;
  api_request_raw_id?: string | null;
  api_request_raw_ext_id?: string | null;
  api_request_method?: string | null;
  api_request_version?: string | null;
  api_request_component?: any;
  api_request_status?: any;
  api_request_is_agent?: {"value": "No", "value_id": false};
  api_request_error_code?: number | null;
  api_request_error_mnemonic?: string | null;
  api_request_body?: string | null;
  api_request_ip?: string | null;
  token_name?: string | null;
  employee_login?: string | null;
  call_session_id?: number | null;
  api_request_method_weight?: number | null;
  api_request_execution_time?: number | null;
}

export interface Audio {
  type: "media" | "tts";
  value: string;
}

export interface Authorization {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "authorization";
  settings: AuthorizationSettings;
  id?: number;
}

export interface AuthorizationSettings {
  greeting: Audio;
  code_length: number;
  codes: Array<string>;
  attempts?: number;
  interdigit_timeout?: number;
}

export interface AvailableVirtualNumbersRow {
  phone_number?: string | null;
  category?: "bronze" | "gold" | "platinum" | "silver" | "usual" | null;
  location_mnemonic?: string | null;
  location_name?: string | null;
  onetime_payment?: number | null;
  monthly_charge?: number | null;
  min_charge?: number | null;
}

export interface BlacklistPhoneNumbersRow {
  id?: number;
  phone_number?: string | null;
  add_user_name?: string | null;
  add_comment?: string | null;
  add_date_time?: string | null;
}

export interface CallDetailsRow {
  communication_id?: number;
  call_start_date_time?: string | null;
  call_direction?: any;
  call_status?: any;
  call_type?: any;
  call_finish_reason?: any;
  contact_phone_number?: string | null;
  virtual_phone_number?: string | null;
  call_scenario?: string | null;
  employees?: any;
  coaches?: any;
  call_total_duration?: string | null;
  call_scenario_actions?: any;
  tags?: any;
  communication_comment?: string | null;
  contact_full_name?: string | null;
  call_events?: any;
}

export interface CallDirectionRulesRow {
  id?: number;
  component?: "callapi" | "callapi_informer_call" | "callapi_management_call" | "callapi_scenario_call" | null;
  mobile?: boolean | null;
  national?: boolean | null;
  international?: boolean | null;
}

export interface CallLegsReportRow {
  id?: number;
  call_session_id?: number | null;
  call_records?: any;
  start_time?: string | null;
  connect_time?: string | null;
  duration?: number | null;
  total_duration?: number | null;
  finish_reason?: "Sitephone_is_not_configured" | "account_not_found" | "action_interval_exceeded" | "add_cdr_timeout" | "another_operator_answer" | "api_ip_now_allowed" | "api_permission_denied" | "app_is_inactive" | "auto_out_calls_not_allowed_by_status" | "call_enqueued" | "call_generator_is_not_configured" | "call_not_allowed_on_tp" | "caller_busy" | "caller_disconnects" | "caller_not_responsive" | "caller_number_problems" | "communication_unavailable" | "component_is_inactive" | "contract_not_found" | "disconnect_before_call_processing" | "employee_auto_status_do_not_disturb" | "employee_busy" | "employee_busy_after_call" | "employee_inactive" | "employee_inactive_by_schedule" | "employee_not_exists" | "employee_phone_inactive" | "employee_phone_inactive_by_schedule" | "employee_phone_not_found" | "employee_status_auto_out_call" | "employee_status_available" | "employee_status_break" | "employee_status_do_not_disturb" | "employee_status_not_at_work" | "employee_status_not_at_workplace" | "employee_without_phones" | "employees_not_exists" | "external_call_not_allowed" | "external_call_not_allowed_by_status" | "fax_session_done" | "fmc_is_disabled" | "fmc_is_locked" | "group_inactive_by_schedule" | "group_phone_inactive" | "group_without_phones" | "in_call_not_allowed" | "incorrect_config" | "incorrect_input" | "internal_call_not_allowed" | "internal_call_not_allowed_by_status" | "internal_error" | "limit_exceeded" | "locked_numb" | "locked_phone" | "max_in_call_reached" | "max_out_call_reached" | "max_transition_count_exceeded" | "net_lock" | "no_active_scenario" | "no_money" | "no_operation" | "no_operator_cdr_found" | "no_operator_confirmation" | "no_resources" | "no_success_caller_call" | "no_success_operator_call" | "no_success_subscriber_call" | "not_enough_money" | "numa_dnd_interval" | "numa_in_black_list" | "numa_in_spam_list" | "numb_is_inactive" | "numb_not_exists" | "operator_answer" | "operator_busy" | "operator_channels_busy" | "operator_disconnects" | "operator_not_responsible" | "operator_not_responsive" | "operator_number_problems" | "out_call_not_allowed" | "out_call_not_allowed_by_status" | "phone_group_inactive_by_schedule" | "phone_protocol_not_allowed_by_status" | "platform_not_found" | "processing_method_not_found" | "scenario_disconnects" | "scenario_not_found" | "simple_forwarding_is_not_configured" | "sip_offline" | "sip_trunk_is_locked" | "site_not_exists" | "subscriber_busy" | "subscriber_disconnects" | "subscriber_not_responsible" | "subscriber_number_problems" | "success_finish" | "timeout" | "too_many_identical_incoming_calls" | "transfer_disconnects" | null;
  finish_reason_description?: string | null;
  virtual_phone_number?: string | null;
  calling_phone_number?: string | null;
  called_phone_number?: string | null;
  direction?: "in" | "out" | null;
  is_transfered?: boolean | null;
  is_operator?: boolean | null;
  is_coach?: boolean | null;
  is_failed?: boolean | null;
  is_talked?: boolean | null;
  employee_id?: number | null;
  employee_full_name?: string | null;
  employee_phone_number?: string | null;
  employee_rating?: number | null;
  scenario_id?: number | null;
  scenario_name?: string | null;
  action_id?: number | null;
  action_name?: string | null;
  group_id?: number | null;
  group_name?: string | null;
  release_cause_code?: number | null;
  release_cause_description?: string | null;
  contact_id?: number | null;
  contact_full_name?: string | null;
  contact_phone_number?: string | null;
}

export interface CallsReportRow {
  id?: number;
  start_time?: string | null;
  finish_time?: string | null;
  finish_reason?: "Sitephone_is_not_configured" | "account_not_found" | "action_interval_exceeded" | "add_cdr_timeout" | "another_operator_answer" | "api_ip_now_allowed" | "api_permission_denied" | "app_is_inactive" | "auto_out_calls_not_allowed_by_status" | "call_enqueued" | "call_generator_is_not_configured" | "call_not_allowed_on_tp" | "caller_busy" | "caller_disconnects" | "caller_not_responsive" | "caller_number_problems" | "communication_unavailable" | "component_is_inactive" | "contract_not_found" | "disconnect_before_call_processing" | "employee_auto_status_do_not_disturb" | "employee_busy" | "employee_busy_after_call" | "employee_inactive" | "employee_inactive_by_schedule" | "employee_not_exists" | "employee_phone_inactive" | "employee_phone_inactive_by_schedule" | "employee_status_auto_out_call" | "employee_status_available" | "employee_status_break" | "employee_status_do_not_disturb" | "employee_status_not_at_work" | "employee_status_not_at_workplace" | "employee_without_phones" | "employees_not_exists" | "external_call_not_allowed" | "external_call_not_allowed_by_status" | "fax_session_done" | "fmc_is_disabled" | "fmc_is_locked" | "group_inactive_by_schedule" | "group_phone_inactive" | "group_without_phones" | "in_call_not_allowed" | "incorrect_config" | "incorrect_input" | "internal_call_not_allowed" | "internal_call_not_allowed_by_status" | "internal_error" | "limit_exceeded" | "locked_numb" | "locked_phone" | "max_in_call_reached" | "max_out_call_reached" | "max_transition_count_exceeded" | "net_lock" | "no_active_scenario" | "no_money" | "no_operation" | "no_operator_cdr_found" | "no_operator_confirmation" | "no_resources" | "no_success_caller_call" | "no_success_operator_call" | "no_success_subscriber_call" | "not_enough_money" | "numa_dnd_interval" | "numa_in_black_list" | "numa_in_spam_list" | "numb_is_inactive" | "numb_not_exists" | "operator_answer" | "operator_busy" | "operator_channels_busy" | "operator_disconnects" | "operator_not_responsible" | "operator_not_responsive" | "operator_number_problems" | "out_call_not_allowed" | "out_call_not_allowed_by_status" | "phone_protocol_not_allowed_by_status" | "platform_not_found" | "processing_method_not_found" | "scenario_disconnects" | "simple_forwarding_is_not_configured" | "sip_offline" | "sip_trunk_is_locked" | "site_not_exists" | "subscriber_busy" | "subscriber_disconnects" | "subscriber_not_responsible" | "subscriber_number_problems" | "success_finish" | "timeout" | "too_many_identical_incoming_calls" | "transfer_disconnects" | null;
  direction?: "in" | "out" | null;
  source?: "auto_out_calls" | "call_tracking" | "callapi" | "callapi_informer_call" | "callapi_management_call" | "callapi_scenario_call" | "dynamic_call_tracking" | "faxout" | "lead" | "sip" | "sip_trunk" | "sitephone" | "upload_calls" | "va" | null;
  is_lost?: boolean | null;
  contact_phone_number?: string | null;
  virtual_phone_number?: string | null;
  communication_id?: number | null;
  communication_type?: "call";
  communication_number?: number | null;
  cpn_region_id?: number | null;
  cpn_region_name?: string | null;
  cpn_country_id?: string | null;
  cpn_country_name?: string | null;
  wait_duration?: number | null;
  total_wait_duration?: number | null;
  talk_duration?: number | null;
  clean_talk_duration?: number | null;
  total_duration?: number | null;
  postprocess_duration?: number | null;
  lost_call_processing_duration?: number | null;
  call_records?: any;
  wav_call_records?: any;
  full_record_file_link?: string | null;
  voice_mail_records?: any;
  is_transfer?: boolean | null;
  tags?: any;
  employees?: any;
  first_answered_employee_id?: number | null;
  last_answered_employee_id?: number | null;
  first_talked_employee_id?: number | null;
  last_talked_employee_id?: number | null;
  first_answered_employee_full_name?: string | null;
  last_answered_employee_full_name?: string | null;
  first_talked_employee_full_name?: string | null;
  last_talked_employee_full_name?: string | null;
  last_answered_employee_rating?: number | null;
  operator_phone_number?: string | null;
  scenario_id?: number | null;
  scenario_name?: string | null;
  scenario_operations?: any;
  call_api_request_id?: number | null;
  call_api_external_id?: string | null;
  contact_id?: number | null;
  contact_full_name?: string | null;
  auto_call_campaign_name?: string | null;
  ext_id?: string | null;
  properties?: null;
  visitor_custom_properties?: [];
  segments?: [];
  attributes?: [];
  recognized_text?: [];
  communication_page_url?: null;
  ua_client_id?: null;
  ym_client_id?: null;
  sale_date?: null;
  sale_cost?: null;
  search_query?: null;
  search_engine?: null;
  referrer_domain?: null;
  referrer?: null;
  entrance_page?: null;
  gclid?: null;
  yclid?: null;
  ymclid?: null;
  ef_id?: null;
  channel?: null;
  site_domain_name?: null;
  site_id?: null;
  campaign_name?: null;
  campaign_id?: null;
  visit_other_campaign?: null;
  visitor_id?: null;
  person_id?: null;
  visitor_type?: null;
  visitor_session_id?: null;
  visits_count?: null;
  visitor_first_campaign_id?: null;
  visitor_first_campaign_name?: null;
  visitor_city?: null;
  visitor_region?: null;
  visitor_country?: null;
  visitor_device?: null;
  utm_source?: null;
  utm_medium?: null;
  utm_term?: null;
  utm_content?: null;
  utm_campaign?: null;
  utm_referrer?: null;
  openstat_ad?: null;
  openstat_campaign?: null;
  openstat_service?: null;
  openstat_source?: null;
  eq_utm_source?: null;
  eq_utm_medium?: null;
  eq_utm_term?: null;
  eq_utm_content?: null;
  eq_utm_campaign?: null;
  eq_utm_referrer?: null;
  eq_utm_expid?: null;
  source_id?: null;
  source_name?: null;
  source_new?: null;
  channel_new?: null;
  channel_code?: null;
}

export interface CheckedScenario {
  is_valid: boolean;
  problems: Array<ScenarioProblem>;
  warnings: Array<ScenarioProblem>;
}

export interface Coach {
  coach_id: number;
  coach_always_enabled?: boolean | null;
}

export interface ComponentsRow {
  id?: string;
  name?: string | null;
  is_enabled?: boolean | null;
}

export interface ConditionPart {
  param: string;
  operator: string;
  value?: any;
  is_negative?: boolean;
}

export interface Confirmation {
  key: string;
  timeout: number;
}

export interface ContactList {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "contact_list";
  settings: ContactListSettings;
  id?: number;
}

export interface ContactListSettings {
  contact_group_ids: Array<number>;
  any_contact?: boolean;
}

export interface ContactOrganizationsRow {
  id?: number;
  name?: string | null;
}

export interface ContactsRow {
  id?: number;
  first_name?: string | null;
  last_name?: string | null;
  patronymic?: string | null;
  full_name?: string | null;
  emails?: any;
  phone_numbers?: any;
  personal_manager_id?: number | null;
  personal_manager_full_name?: string | null;
  organization_id?: number | null;
  organization_name?: string | null;
  groups?: any;
}

export interface Days {
  type: "days_of_week" | "days_of_month" | "business_calendar" | "cycle";
  days: Array<number>;
}

export interface Dial {
  dial_time?: number | null;
  timeout?: number;
  show_number?: "virtual_number" | "contact_number";
  music?: Audio | "dialing_music" | null;
  answer_first?: boolean;
  employee_message?: Audio | null;
  confirmation?: Confirmation | null;
}

export interface Done {
  success: boolean;
}

export interface EmployeePositionsRow {
  id?: number;
  name?: string | null;
}

export interface EmployeeStatRow {
  id?: number;
  first_name?: string | null;
  last_name?: string | null;
  patronymic?: string | null;
  full_name?: string | null;
  groups?: any;
  status_stats?: any;
}

export interface EmployeeTarget {
  type: "employee";
  id: number;
}

export interface EmployeesRow {
  id?: number;
  login?: string | null;
  first_name?: string | null;
  last_name?: string | null;
  patronymic?: string | null;
  full_name?: string | null;
  status?: "auto_out_call" | "available" | "break" | "do_not_disturb" | "not_at_work" | "not_at_workplace" | "unknown" | null;
  status_id?: number | null;
  calls_available?: boolean | null;
  allowed_in_call_types?: any;
  allowed_out_call_types?: any;
  in_external_allowed_call_directions?: any;
  in_internal_allowed_call_directions?: any;
  out_external_allowed_call_directions?: any;
  out_internal_allowed_call_directions?: any;
  email?: string | null;
  call_recording?: "all" | "in" | "off" | "out" | null;
  schedule_id?: number | null;
  schedule_name?: string | null;
  coach?: any;
  groups?: any;
  phone_numbers?: any;
  extension?: any;
  operator?: any;
}

export interface Extension {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "extension";
  settings: ExtensionSettings;
  id?: number;
}

export interface ExtensionSettings {
  dial_time?: number | null;
  timeout?: number;
  show_number?: "virtual_number" | "contact_number";
  music?: Audio | "dialing_music" | null;
  answer_first?: boolean;
  employee_message?: Audio | null;
  confirmation?: Confirmation | null;
  greeting: Audio;
  input_timeout?: number;
  interdigit_timeout?: number;
  max_digits?: number;
  repeat?: number;
  invalid_prompt?: Audio | null;
}

export interface FinancialCallLegsReportRow {
  start_time?: string | null;
  direction?: string | null;
  source?: string | null;
  call_session_id?: number | null;
  leg_id?: number | null;
  calling_phone_number?: string | null;
  called_phone_number?: string | null;
  duration?: number | null;
  chargeable_duration?: number | null;
  direction_type?: string | null;
  cost_per_minute?: number | null;
  total_charge?: number | null;
  bonuses_charge?: 0;
}

export interface GoTo {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "goto_operation";
  settings?: NoSettings;
  id?: number;
}

export interface Greeting {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "voice_greeting";
  settings: GreetingSettings;
  id?: number;
}

export interface GreetingSettings {
  message: Audio;
  repeat?: number;
  allow_interrupt?: boolean;
}

export interface GroupContactsRow {
  id?: number;
  name?: string | null;
  is_system?: boolean | null;
  members?: any;
}

export interface GroupEmployeesRow {
  id?: number;
  name?: string | null;
  members?: any;
  phone_numbers?: any;
  group_phone_number?: string | null;
  queue_enabled?: boolean | null;
  channels_count?: number | null;
  schedule_id?: number | null;
}

export interface GroupNumber {
  employee_phone_number_id: number;
  available: boolean;
}

export interface GroupPart {
  conditions: Array<ConditionPart>;
}

export interface GroupTarget {
  type: "group";
  id: number;
}

export interface HangUp {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "hangup";
  settings?: HangUpSettings;
  id?: number;
}

export interface HangUpSettings {
  message?: Audio | null;
  busy_tone?: boolean;
}

export interface Hours {
  time_from: string;
  time_till: string;
}

export interface InboundFax {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "inbound_fax";
  settings?: InboundFaxSettings;
  id?: number;
}

export interface InboundFaxSettings {
  emails?: Array<string>;
}

export interface InteractionBranch {
  to: string | null;
  from: number;
  till?: number | null;
}

export interface InteractionNumber {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "interaction_number";
  settings: InteractionSettings;
  id?: number;
}

export interface InteractionSettings {
  branches: Array<InteractionBranch>;
}

export interface Interactive {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "interactive";
  settings: InteractiveSettings;
  id?: number;
}

export interface InteractiveSettings {
  dial_time?: number | null;
  timeout?: number;
  show_number?: "virtual_number" | "contact_number";
  music?: Audio | "dialing_music" | null;
  answer_first?: boolean;
  employee_message?: Audio | null;
  confirmation?: Confirmation | null;
  greeting?: Audio | null;
  method: "GET" | "POST";
  url: string;
  params?: Array<"direction" | "numa" | "numb" | "start_time" | "call_session_id" | "cdr_id" | "input_result" | "scenario_id" | "operation_key" | "external_id">;
  access_code_length?: number;
  interdigit_interval?: number | null;
  request_timeout?: number;
  dial_mode?: "sequential" | "simultaneous";
  secret?: string | null;
  returned_codes?: Array<ReturnedCode>;
}

export interface IpWhitelistRow {
  id?: number;
  network?: string | null;
  apis?: any;
  comment?: string | null;
  creation_date_time?: string | null;
  add_user_login?: string | null;
}

export interface Item {
  tag_id: number;
  communication_id: number;
  communication_type: "call" | "chat" | "goal" | "offline_message" | "email";
}

export interface LastManager {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "last_manager";
  settings?: LastManagerSettings;
  id?: number;
}

export interface LastManagerSettings {
  dial_time?: number | null;
  timeout?: number;
  show_number?: "virtual_number" | "contact_number";
  music?: Audio | "dialing_music" | null;
  answer_first?: boolean;
  employee_message?: Audio | null;
  confirmation?: Confirmation | null;
  days?: number;
}

export interface Limits {
  day_limit: number;
  day_remaining: number;
  day_reset: number;
  minute_limit: number;
  minute_remaining: number;
  minute_reset: number;
}

export interface LoggedIn {
  access_token: string;
  expire_at: number;
  app_id: number;
}

export interface Made {
  id: number;
}

export interface MadeBlacklistEntry {
  id: number;
  phone_number: string;
}

export interface MadeKey {
  id: number;
  access_token: string;
  expire_at: string | null;
}

export interface MadeMediaFile {
  id: number;
  duration: number;
  size: number;
}

export interface MadeNotification {
  id: number;
  secret?: string;
}

export interface MadeOperation {
  key: string;
  id: number;
}

export interface MadeScenario {
  id: number;
  operations: Array<MadeOperation>;
}

export interface MadeSipLine {
  id: number;
  phone_number: string;
  password: string;
  server: string;
}

export interface MediaFilesRow {
  id?: number;
  name?: string | null;
  duration?: number | null;
  size?: number | null;
  play_link?: string | null;
  normalization?: boolean | null;
  type?: "system" | "user" | null;
  mnemonic?: string | null;
}

export interface Menu {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "menu";
  settings: MenuSettings;
  id?: number;
}

export interface MenuSettings {
  greeting: Audio;
  input_timeout?: number;
  repeat?: number;
  invalid_prompt?: Audio | null;
  allow_interrupt?: boolean;
  allow_type_ahead?: boolean;
  extension_dialing?: boolean;
  interdigit_timeout?: number;
}

export interface Metadata {
  api_version?: Record<string, unknown>;
  limits?: Limits;
  total_items?: number;
}

export interface NoSettings {}

export interface Nothing {}

export interface NotificationEventsRow {
  id?: string;
  mnemonic?: string | null;
  title?: string | null;
  params?: any;
}

export interface NotificationSettingsRow {
  id?: number;
  name?: string | null;
  event?: "call_session_finished" | "contact_blocked" | "in_call" | "in_call_session" | "leg_answered" | "leg_finished" | "lost_call_session" | "out_call" | "out_call_session" | "set_mark" | "sip_line_unregistered" | "talk_finished" | "talk_option_called" | "talk_recorded" | "talk_started" | "voice_mail_recorded" | "wait_answer" | null;
  is_active?: boolean | null;
  delay?: number | null;
  schedule_id?: number | null;
  condition_groups?: any;
  method?: string | null;
  url?: string | null;
  headers?: any;
  body_template?: string | null;
  secret?: null;
  has_secret?: boolean | null;
}

export interface NotificationsRow {
  notification_id?: string | null;
  notification_name?: string | null;
  notification_delay?: number | null;
  notification_message?: string | null;
  notification_send_to?: string | null;
  notification_sms_count?: number | null;
  event_type?: any;
  communication_type?: any;
  notification_status?: any;
  notification_channel?: any;
  notification_error_type?: any;
  communication_id?: number | null;
  notification_error_message?: string | null;
  notification_send_date_time?: string | null;
  notification_start_date_time?: string | null;
  attempts?: number | null;
  http_status?: number | null;
}

export interface OwnExtension {
  extension_phone_number: string;
  extension_voice_mail_enabled?: boolean | null;
  extension_queue_enabled?: boolean | null;
}

export interface Password {
  password: string;
}

export interface Permission {
  unit_id: "employees" | "va" | "number_management" | "tag_management" | "address_book" | "calls_blocking" | "account_access" | "call_recordings" | "reports" | "notifications" | "auto_calls" | "api_settings";
  is_select?: boolean;
  is_insert?: boolean;
  is_update?: boolean;
  is_delete?: boolean;
}

export interface PersonalManager {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "personal_manager";
  settings?: Dial;
  id?: number;
}

export interface PhoneNumber {
  phone_id?: number | null;
  phone_number: string;
  channels_count?: number | null;
  dial_time?: number | null;
  status?: "active" | "inactive" | null;
}

export interface PhoneTarget {
  type: "phone";
  id?: number | null;
  phone_number?: string | null;
}

export interface ProcessingRule {
  scenario_id: number;
  scenario_name: string;
  call_processing_rule_id: number;
  is_active: boolean;
  priority: number;
  schedule_id: number | null;
  schedule_name: string | null;
  contact_group_id: number | null;
  contact_group_name: string | null;
}

export interface ProcessingRules {
  scenarios: Array<ProcessingRule>;
}

export interface QueueSettings {
  max_wait?: number;
  max_size?: number;
  music?: Audio | null;
  announce_position?: boolean;
}

export interface Redirect {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "redirect";
  settings: RedirectSettings;
  id?: number;
}

export interface RedirectSettings {
  dial_time?: number | null;
  timeout?: number;
  show_number?: "virtual_number" | "contact_number";
  music?: Audio | "dialing_music" | null;
  answer_first?: boolean;
  employee_message?: Audio | null;
  confirmation?: Confirmation | null;
  targets: Array<EmployeeTarget | GroupTarget | PhoneTarget>;
  strategy?: "by_priority" | "simultaneous" | "round_robin" | "least_recent" | "random";
  queue?: QueueSettings | null;
  record?: "default" | "on";
}

export interface Region {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "region";
  settings: RegionSettings;
  id?: number;
}

export interface RegionBranch {
  to: string | null;
  region_ids: Array<number>;
}

export interface RegionSettings {
  branches: Array<RegionBranch>;
}

export interface Resends {
  id: number | null;
  count: number;
}

export interface ReturnedCode {
  code: string | number;
  to: string | null;
}

export interface Rule {
  activity_days: Days;
  activity_time?: Array<Hours> | null;
  activity_date_from?: string | null;
  activity_date_till?: string | null;
}

export interface RunScenario {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "run_scenario";
  settings: RunScenarioSettings;
  id?: number;
}

export interface RunScenarioSettings {
  scenario_id: number;
}

export interface ScenarioProblem {
  field: string;
  mnemonic: string;
  message: string;
  operation_key: string | null;
}

export interface ScenariosRow {
  id?: number;
  name?: string | null;
  virtual_phone_numbers?: any;
  sites?: any;
  campaigns?: any;
  operations?: any;
  start_operation_key?: string | null;
  schema_version?: number | null;
  update_date_time?: string | null;
}

export interface Schedule {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "schedule";
  settings: ScheduleSettings;
  id?: number;
}

export interface ScheduleSettings {
  schedule_id: number;
}

export interface SchedulesRow {
  id?: number;
  name?: string | null;
  schedules?: any;
  is_open?: boolean | null;
}

export interface SetTag {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "tag";
  settings: TagSettings;
  id?: number;
}

export interface SipLineVirtualNumbersRow {
  virtual_phone_number?: string | null;
}

export interface SipLinesRow {
  id?: number;
  phone_number?: string | null;
  type?: "in" | "in_out" | null;
  employee_id?: number | null;
  employee_full_name?: string | null;
  channels_count?: number | null;
  dial_time?: number | null;
  status?: "active" | "inactive" | null;
  billing_state?: "active" | "limit_lock" | "manual_lock" | null;
  physical_state?: "Зарегистрирован" | "Не зарегистрирован" | null;
  is_registered?: boolean | null;
  virtual_phone_number?: string | null;
  virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_fixed_for_numa" | "regional_random" | null;
  ip_addresses?: any;
  password?: string | null;
}

export interface StatusesRow {
  id?: number;
  name?: string | null;
  mnemonic?: "auto_out_call" | "available" | "break" | "do_not_disturb" | "not_at_work" | "not_at_workplace" | "unknown" | null;
  description?: string | null;
  color?: string | null;
  is_deleted?: boolean | null;
  in_external_allowed_call_directions?: any;
  in_internal_allowed_call_directions?: any;
  out_external_allowed_call_directions?: any;
  out_internal_allowed_call_directions?: any;
  allowed_phone_protocols?: any;
  is_select_allowed?: boolean | null;
  is_worktime?: boolean | null;
  is_auto_out_calls_ready?: boolean | null;
}

export interface StoredScenario {
  id: number;
  name: string;
  update_date_time: string;
  schema_version: number;
  start_operation_key?: string;
  operations: Array<Record<string, unknown>>;
}

export interface TagOfCall {
  id: number;
  name: string;
  color: string;
}

export interface TagSettings {
  tag_ids: Array<number>;
}

export interface TagsHistoryRow {
  tag_id?: number | null;
  tag_name?: any;
  tagging_date_time?: string | null;
  communication_type?: "call";
  communication_id?: number | null;
  employee_full_name?: string | null;
  employee_login?: string | null;
  tag_is_system?: boolean | null;
  tagging_is_auto?: boolean | null;
}

export interface TagsOfCall {
  communication_id: number;
  communication_type: string;
  items: Array<TagOfCall>;
}

export interface TagsRow {
  id?: number;
  name?: string | null;
  is_system?: boolean | null;
  color?: string | null;
  creation_datetime?: string | null;
  is_auto?: boolean | null;
  rating?: number | null;
}

export interface TalkOptionsRow {
  id?: number;
  button?: string | null;
  mnemonic?: "call_coach" | "finish_conversation" | "receive_fax" | "record_talk" | "run_scenario" | "save_numa" | "tag_call" | "transfer_call" | null;
  name?: string | null;
  button_value_id?: number | null;
  button_value_name?: string | null;
}

export interface TriedNotification {
  status: string;
  http_status: number | null;
  duration: number;
  error_type: string | null;
  error_message: string | null;
}

export interface Usage {
  callapi_points_minute: number;
  callapi_points_day: number;
  dataapi_points_minute: number;
  dataapi_points_day: number;
  in_calls: number;
  out_calls: number;
  employees: number;
  media_files: number;
  media_total_size: number;
}

export interface UsersRow {
  id?: number;
  login?: string | null;
  name?: string | null;
  description?: string | null;
  type?: "admin" | "user" | null;
  is_active?: boolean | null;
  employee_id?: number | null;
  components?: any;
  permissions?: any;
  is_key_access_enabled?: boolean | null;
  creation_date_time?: string | null;
  last_login_date_time?: string | null;
}

export interface VirtualNumbersRow {
  id?: number;
  virtual_phone_number?: string | null;
  redirection_phone_number?: string | null;
  activation_date?: string | null;
  status?: "active" | "cleaning" | "limit_lock" | "manual_lock" | "prereserved" | "reserved" | "waiting" | null;
  category?: "bronze" | "gold" | "platinum" | "silver" | "usual" | null;
  type?: "call_tracking" | "dynamic_call_tracking" | "va" | null;
  comment?: string | null;
  name?: string | null;
  scenarios?: any;
  campaigns?: any;
  site_blocks?: any;
  child_customer_id?: number | null;
}

export interface VoiceMail {
  key: string;
  name?: string | null;
  transitions?: Record<string, unknown>;
  type: "voice_mail";
  settings?: VoiceMailSettings;
  id?: number;
}

export interface VoiceMailSettings {
  greeting?: Audio | "voice_mail_prompt";
  beep?: boolean;
  max_duration?: number;
  min_duration?: number;
  silence_timeout?: number;
  finish_key?: string | null;
  emails?: Array<string>;
  notify_if_empty?: boolean;
}

export interface DataApi {
  "login.user": { params: {   login: string;   password: string;   user_id?: number | null; }, data: LoggedIn };
  "logout.user": { params: {   user_id?: number | null; }, data: Nothing };
  "get.account": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"app_id" | "name" | "timezone">;   filter?: Record<string, unknown> | any[];   sort?: any[]; }, data: Array<AccountRow> };
  "getobj.account": { params: {   user_id?: number | null; }, data: AccountView };
  "update.account": { params: {   user_id?: number | null;   name?: string | null;   timezone?: string | null;   home_country?: string | null;   report_currency?: string | null; }, data: Nothing };
  "get.components": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "is_enabled">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<ComponentsRow> };
  "enable.components": { params: {   components: Array<string>;   user_id?: number | null; }, data: Done };
  "disable.components": { params: {   components: Array<string>;   user_id?: number | null; }, data: Done };
  "get.users": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "login" | "name" | "description" | "type" | "is_active" | "employee_id" | "components" | "permissions" | "is_key_access_enabled" | "creation_date_time" | "last_login_date_time">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<UsersRow> };
  "create.users": { params: {   login: string;   password: string;   name: string;   user_id?: number | null;   description?: string | null;   type?: "admin" | "user" | null;   is_active?: boolean | null;   employee_id?: number | null;   components?: Array<string> | null;   permissions?: Array<Permission> | null;   is_key_access_enabled?: boolean | null; }, data: Made };
  "update.users": { params: {   id: number;   user_id?: number | null;   login?: string;   password?: string;   name?: string;   description?: string | null;   type?: "admin" | "user" | null;   is_active?: boolean | null;   employee_id?: number | null;   components?: Array<string> | null;   permissions?: Array<Permission> | null;   is_key_access_enabled?: boolean | null; }, data: Nothing };
  "delete.users": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.access_keys": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "user_id" | "user_login" | "name" | "type" | "expire_at" | "status" | "token_prefix" | "creation_date_time" | "last_used_date_time" | "last_used_ip">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<AccessKeysRow> };
  "create.access_keys": { params: {   user_id: number;   name: string;   type: "permanent" | "temporary";   expire_at?: string | null; }, data: MadeKey };
  "update.access_keys": { params: {   id: number;   user_id?: number | null;   name?: string;   expire_at?: string | null;   status?: "active" | "blocked" | null; }, data: Nothing };
  "delete.access_keys": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.ip_whitelist": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "network" | "apis" | "comment" | "creation_date_time" | "add_user_login">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<IpWhitelistRow> };
  "create.ip_whitelist": { params: {   network: string;   user_id?: number | null;   apis?: Array<"callapi" | "dataapi"> | null;   comment?: string | null; }, data: Made };
  "update.ip_whitelist": { params: {   id: number;   user_id?: number | null;   apis?: Array<"callapi" | "dataapi"> | null;   comment?: string | null;   force?: boolean | null; }, data: Nothing };
  "delete.ip_whitelist": { params: {   id: number;   user_id?: number | null;   force?: boolean | null; }, data: Nothing };
  "get.call_direction_rules": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "component" | "mobile" | "national" | "international">;   filter?: Record<string, unknown> | any[];   sort?: any[]; }, data: Array<CallDirectionRulesRow> };
  "update.call_direction_rules": { params: {   id: number;   user_id?: number | null;   mobile?: boolean | null;   national?: boolean | null;   international?: boolean | null; }, data: Nothing };
  "getobj.limits": { params: {   user_id?: number | null; }, data: AccountLimits };
  "update.limits": { params: {   user_id?: number | null;   callapi_points_per_minute?: number | null;   callapi_points_per_day?: number | null;   dataapi_points_per_minute?: number | null;   dataapi_points_per_day?: number | null;   tts_message_length?: number | null;   max_in_calls?: number | null;   max_out_calls?: number | null;   max_employees?: number | null;   max_media_files?: number | null;   max_sip_channels_per_line?: number | null;   max_media_total_size?: number | null;   recording_retention_days?: number | null;   request_log_retention_days?: number | null; }, data: Nothing };
  "get.tags": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "is_system" | "color" | "creation_datetime" | "is_auto" | "rating">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>;   is_include_rating?: boolean; }, data: Array<TagsRow> };
  "create.tags": { params: {   name: string;   user_id?: number | null;   color?: string | null; }, data: Made };
  "update.tags": { params: {   id: number;   user_id?: number | null;   name?: string;   color?: string | null; }, data: Nothing };
  "delete.tags": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.media_files": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "duration" | "size" | "play_link" | "normalization" | "type" | "mnemonic">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<MediaFilesRow> };
  "create.media_files": { params: {   name: string;   user_id?: number | null;   content?: string | null;   text?: string | null;   normalization?: boolean | null; }, data: MadeMediaFile };
  "update.media_files": { params: {   id: number;   user_id?: number | null;   name?: string; }, data: Nothing };
  "delete.media_files": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.talk_options": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "button" | "mnemonic" | "name" | "button_value_id" | "button_value_name">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<TalkOptionsRow> };
  "create.talk_options": { params: {   button: string;   mnemonic: "finish_conversation" | "tag_call" | "record_talk" | "transfer_call" | "run_scenario" | "call_coach" | "receive_fax" | "save_numa";   user_id?: number | null;   name?: string | null;   button_value_id?: number | null; }, data: Made };
  "update.talk_options": { params: {   id: number;   user_id?: number | null;   button?: string;   mnemonic?: "finish_conversation" | "tag_call" | "record_talk" | "transfer_call" | "run_scenario" | "call_coach" | "receive_fax" | "save_numa";   name?: string | null;   button_value_id?: number | null; }, data: Nothing };
  "delete.talk_options": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.blacklist_phone_numbers": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "phone_number" | "add_user_name" | "add_comment" | "add_date_time">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<BlacklistPhoneNumbersRow> };
  "create.phone_number_to_blacklist": { params: {   phone_number: string;   user_id?: number | null;   add_comment?: string | null; }, data: MadeBlacklistEntry };
  "delete.phone_number_from_blacklist": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.api_requests": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"api_request_id" | "api_request_start_date_time" | "api_request_raw_id" | "api_request_raw_ext_id" | "api_request_method" | "api_request_version" | "api_request_component" | "api_request_status" | "api_request_is_agent" | "api_request_error_code" | "api_request_error_mnemonic" | "api_request_body" | "api_request_ip" | "token_name" | "employee_login" | "call_session_id" | "api_request_method_weight" | "api_request_execution_time">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>;   report_id?: any; }, data: Array<ApiRequestsRow> };
  "get.employees": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "login" | "first_name" | "last_name" | "patronymic" | "full_name" | "status" | "status_id" | "calls_available" | "allowed_in_call_types" | "allowed_out_call_types" | "in_external_allowed_call_directions" | "in_internal_allowed_call_directions" | "out_external_allowed_call_directions" | "out_internal_allowed_call_directions" | "email" | "call_recording" | "schedule_id" | "schedule_name" | "coach" | "groups" | "phone_numbers" | "extension" | "operator">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<EmployeesRow> };
  "create.employees": { params: {   last_name: string;   user_id?: number | null;   status?: "available" | "break" | "do_not_disturb" | "not_at_workplace" | "not_at_work" | "auto_out_call" | "unknown" | null;   status_id?: number | null;   calls_available?: boolean | null;   allowed_in_call_types?: Array<"internal" | "external"> | null;   allowed_out_call_types?: Array<"internal" | "external"> | null;   in_external_allowed_call_directions?: Array<"in" | "out"> | null;   in_internal_allowed_call_directions?: Array<"in" | "out"> | null;   out_external_allowed_call_directions?: Array<"in" | "out"> | null;   out_internal_allowed_call_directions?: Array<"in" | "out"> | null;   email?: string | null;   call_recording?: "all" | "in" | "out" | "off" | null;   schedule_id?: number | null;   coach?: Coach | null;   groups?: Array<number> | null;   phone_numbers?: Array<PhoneNumber> | null;   extension?: OwnExtension | null;   operator?: Record<string, unknown> | null;   first_name?: string | null;   patronymic?: string | null; }, data: Made };
  "update.employees": { params: {   id: number;   user_id?: number | null;   status?: "available" | "break" | "do_not_disturb" | "not_at_workplace" | "not_at_work" | "auto_out_call" | "unknown" | null;   status_id?: number | null;   calls_available?: boolean | null;   allowed_in_call_types?: Array<"internal" | "external"> | null;   allowed_out_call_types?: Array<"internal" | "external"> | null;   in_external_allowed_call_directions?: Array<"in" | "out"> | null;   in_internal_allowed_call_directions?: Array<"in" | "out"> | null;   out_external_allowed_call_directions?: Array<"in" | "out"> | null;   out_internal_allowed_call_directions?: Array<"in" | "out"> | null;   email?: string | null;   call_recording?: "all" | "in" | "out" | "off" | null;   schedule_id?: number | null;   coach?: Coach | null;   groups?: Array<number> | null;   phone_numbers?: Array<PhoneNumber> | null;   extension?: OwnExtension | null;   operator?: Record<string, unknown> | null;   last_name?: string;   first_name?: string | null;   patronymic?: string | null; }, data: Nothing };
  "delete.employees": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.statuses": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "mnemonic" | "description" | "color" | "is_deleted" | "in_external_allowed_call_directions" | "in_internal_allowed_call_directions" | "out_external_allowed_call_directions" | "out_internal_allowed_call_directions" | "allowed_phone_protocols" | "is_select_allowed" | "is_worktime" | "is_auto_out_calls_ready">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>;   is_deleted?: boolean; }, data: Array<StatusesRow> };
  "get.group_employees": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "members" | "phone_numbers" | "group_phone_number" | "queue_enabled" | "channels_count" | "schedule_id">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<GroupEmployeesRow> };
  "create.group_employees": { params: {   name: string;   user_id?: number | null;   members?: Array<number> | null;   group_phone_number?: string | null;   queue_enabled?: boolean | null;   channels_count?: number | null;   schedule_id?: number | null; }, data: Made };
  "update.group_employees": { params: {   id: number;   user_id?: number | null;   members?: Array<number> | null;   group_phone_number?: string | null;   queue_enabled?: boolean | null;   channels_count?: number | null;   schedule_id?: number | null;   name?: string; }, data: Nothing };
  "delete.group_employees": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "update.group_employees_numbers": { params: {   id: number;   phone_numbers: Array<GroupNumber>;   user_id?: number | null; }, data: Nothing };
  "get.employee_positions": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<EmployeePositionsRow> };
  "create.employee_positions": { params: {   name: string;   user_id?: number | null; }, data: Made };
  "update.employee_positions": { params: {   id: number;   user_id?: number | null;   name?: string; }, data: Nothing };
  "delete.employee_positions": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.employee_stat": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "first_name" | "last_name" | "patronymic" | "full_name" | "groups" | "status_stats">;   filter?: Record<string, unknown> | any[];   sort?: any[];   only_default_statuses_in_stats?: boolean; }, data: Array<EmployeeStatRow> };
  "get.sip_lines": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "phone_number" | "type" | "employee_id" | "employee_full_name" | "channels_count" | "dial_time" | "status" | "billing_state" | "physical_state" | "is_registered" | "virtual_phone_number" | "virtual_phone_usage_rule" | "ip_addresses" | "password">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<SipLinesRow> };
  "create.sip_lines": { params: {   employee_id: number;   user_id?: number | null;   virtual_phone_number?: string | null; }, data: MadeSipLine };
  "update.sip_lines": { params: {   id: number;   user_id?: number | null;   employee_id?: number;   virtual_phone_number?: string | null;   billing_state?: "active" | "manual_lock" | null;   channels_count?: number | null; }, data: Nothing };
  "delete.sip_lines": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "update.sip_line_password": { params: {   id: number;   user_id?: number | null; }, data: Password };
  "get.sip_line_virtual_numbers": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"virtual_phone_number">;   filter?: Record<string, unknown> | any[];   sort?: any[]; }, data: Array<SipLineVirtualNumbersRow> };
  "get.virtual_numbers": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "virtual_phone_number" | "redirection_phone_number" | "activation_date" | "status" | "category" | "type" | "comment" | "name" | "scenarios" | "campaigns" | "site_blocks" | "child_customer_id">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<VirtualNumbersRow> };
  "get.available_virtual_numbers": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"phone_number" | "category" | "location_mnemonic" | "location_name" | "onetime_payment" | "monthly_charge" | "min_charge">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<AvailableVirtualNumbersRow> };
  "enable.virtual_numbers": { params: {   virtual_phone_number: string;   user_id?: number | null;   number_capacity_ids?: any[] | null;   number_capacity_component?: string | null; }, data: Done };
  "disable.virtual_numbers": { params: {   virtual_phone_number: string;   user_id?: number | null; }, data: Done };
  "update.virtual_numbers": { params: {   id: number;   user_id?: number | null;   name?: string | null;   comment?: string | null;   redirection_phone_number?: string | null;   status?: "active" | "manual_lock" | null; }, data: Nothing };
  "create.available_virtual_numbers": { params: {   phone_number: string;   user_id?: number | null;   category?: "usual" | "bronze" | "silver" | "gold" | "platinum" | null;   location_name?: string | null;   trunk?: string | null; }, data: Made };
  "delete.available_virtual_numbers": { params: {   phone_number: string;   user_id?: number | null; }, data: Nothing };
  "getobj.call_processing_rules": { params: {   number_capacity_id: number;   user_id?: number | null; }, data: ProcessingRules };
  "set.call_processing_rule_is_active": { params: {   id: number;   type: "scenario";   is_active: boolean;   user_id?: number | null; }, data: Nothing };
  "create.call_processing_rules": { params: {   number_capacity_id: number;   scenario_id: number;   user_id?: number | null;   priority?: number | null;   schedule_id?: number | null;   contact_group_id?: number | null;   is_active?: boolean | null; }, data: Made };
  "update.call_processing_rules": { params: {   id: number;   user_id?: number | null;   scenario_id?: number;   priority?: number | null;   schedule_id?: number | null;   contact_group_id?: number | null;   is_active?: boolean | null; }, data: Nothing };
  "delete.call_processing_rules": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.schedules": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "schedules" | "is_open">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<SchedulesRow> };
  "create.schedules": { params: {   name: string;   schedules: Array<Rule>;   user_id?: number | null; }, data: Made };
  "update.schedules": { params: {   id: number;   user_id?: number | null;   name?: string;   schedules?: Array<Rule>; }, data: Nothing };
  "delete.schedules": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.scenarios": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "virtual_phone_numbers" | "sites" | "campaigns" | "operations" | "start_operation_key" | "schema_version" | "update_date_time">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<ScenariosRow> };
  "getobj.scenario": { params: {   id: number;   user_id?: number | null; }, data: StoredScenario };
  "create.scenarios": { params: {   name: string;   start_operation_key: string;   operations: Array<Redirect | Menu | Greeting | VoiceMail | Extension | Interactive | SetTag | HangUp | GoTo | RunScenario | Authorization | Schedule | ContactList | PersonalManager | LastManager | Region | InteractionNumber | InboundFax>;   user_id?: number | null;   schema_version?: number; }, data: MadeScenario };
  "update.scenarios": { params: {   id: number;   user_id?: number | null;   name?: string;   schema_version?: number;   start_operation_key?: string;   operations?: Array<Redirect | Menu | Greeting | VoiceMail | Extension | Interactive | SetTag | HangUp | GoTo | RunScenario | Authorization | Schedule | ContactList | PersonalManager | LastManager | Region | InteractionNumber | InboundFax>; }, data: MadeScenario };
  "delete.scenarios": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "create.scenario_validations": { params: {   name: string;   start_operation_key: string;   operations: Array<Redirect | Menu | Greeting | VoiceMail | Extension | Interactive | SetTag | HangUp | GoTo | RunScenario | Authorization | Schedule | ContactList | PersonalManager | LastManager | Region | InteractionNumber | InboundFax>;   user_id?: number | null;   schema_version?: number; }, data: CheckedScenario };
  "get.contacts": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "first_name" | "last_name" | "patronymic" | "full_name" | "emails" | "phone_numbers" | "personal_manager_id" | "personal_manager_full_name" | "organization_id" | "organization_name" | "groups">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<ContactsRow> };
  "create.contacts": { params: {   last_name: string;   phone_numbers: Array<string>;   user_id?: number | null;   first_name?: string | null;   patronymic?: string | null;   emails?: Array<string> | null;   personal_manager_id?: number | null;   organization_id?: number | null;   groups?: Array<number> | null; }, data: Made };
  "update.contacts": { params: {   id: number;   user_id?: number | null;   first_name?: string | null;   patronymic?: string | null;   emails?: Array<string> | null;   personal_manager_id?: number | null;   organization_id?: number | null;   groups?: Array<number> | null;   last_name?: string;   phone_numbers?: Array<string>; }, data: Nothing };
  "delete.contacts": { params: {   user_id?: number | null;   id?: number | null;   ids?: Array<number> | null; }, data: Nothing };
  "get.group_contacts": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "is_system" | "members">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<GroupContactsRow> };
  "create.group_contacts": { params: {   name: string;   user_id?: number | null;   members?: Array<number> | null; }, data: Made };
  "update.group_contacts": { params: {   id: number;   user_id?: number | null;   name?: string;   members?: Array<number> | null; }, data: Nothing };
  "delete.group_contacts": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "get.contact_organizations": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<ContactOrganizationsRow> };
  "create.contact_organizations": { params: {   name: string;   user_id?: number | null; }, data: Made };
  "update.contact_organizations": { params: {   id: number;   user_id?: number | null;   name?: string; }, data: Nothing };
  "delete.contact_organizations": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "set.tag_communications": { params: {   communication_type: "call" | "chat" | "goal" | "offline_message" | "email";   tag_id: number;   user_id?: number | null;   communication_id?: number | null;   communication_ext_id?: string | null; }, data: Nothing };
  "unset.tag_communications": { params: {   communication_type: "call" | "chat" | "goal" | "offline_message" | "email";   tag_id: number;   user_id?: number | null;   communication_id?: number | null;   communication_ext_id?: string | null; }, data: Nothing };
  "update.tags_communication": { params: {   communication_id: number;   communication_type: "call" | "chat" | "goal" | "offline_message" | "email";   tag_ids: Array<number>;   user_id?: number | null; }, data: TagsOfCall };
  "set.communications_tags": { params: {   items: Array<Item>;   user_id?: number | null; }, data: Done };
  "get.tags_history": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"tag_id" | "tag_name" | "tagging_date_time" | "communication_type" | "communication_id" | "employee_full_name" | "employee_login" | "tag_is_system" | "tagging_is_auto">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<TagsHistoryRow> };
  "create.communication_comment": { params: {   communication_id: number;   communication_type: "call" | "chat" | "goal" | "offline_message" | "email";   comment: string;   user_id?: number | null; }, data: Done };
  "get.calls_report": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "start_time" | "finish_time" | "finish_reason" | "direction" | "source" | "is_lost" | "contact_phone_number" | "virtual_phone_number" | "communication_id" | "communication_type" | "communication_number" | "cpn_region_id" | "cpn_region_name" | "cpn_country_id" | "cpn_country_name" | "wait_duration" | "total_wait_duration" | "talk_duration" | "clean_talk_duration" | "total_duration" | "postprocess_duration" | "lost_call_processing_duration" | "call_records" | "wav_call_records" | "full_record_file_link" | "voice_mail_records" | "is_transfer" | "tags" | "employees" | "first_answered_employee_id" | "last_answered_employee_id" | "first_talked_employee_id" | "last_talked_employee_id" | "first_answered_employee_full_name" | "last_answered_employee_full_name" | "first_talked_employee_full_name" | "last_talked_employee_full_name" | "last_answered_employee_rating" | "operator_phone_number" | "scenario_id" | "scenario_name" | "scenario_operations" | "call_api_request_id" | "call_api_external_id" | "contact_id" | "contact_full_name" | "auto_call_campaign_name" | "ext_id" | "properties" | "visitor_custom_properties" | "segments" | "attributes" | "recognized_text" | "communication_page_url" | "ua_client_id" | "ym_client_id" | "sale_date" | "sale_cost" | "search_query" | "search_engine" | "referrer_domain" | "referrer" | "entrance_page" | "gclid" | "yclid" | "ymclid" | "ef_id" | "channel" | "site_domain_name" | "site_id" | "campaign_name" | "campaign_id" | "visit_other_campaign" | "visitor_id" | "person_id" | "visitor_type" | "visitor_session_id" | "visits_count" | "visitor_first_campaign_id" | "visitor_first_campaign_name" | "visitor_city" | "visitor_region" | "visitor_country" | "visitor_device" | "utm_source" | "utm_medium" | "utm_term" | "utm_content" | "utm_campaign" | "utm_referrer" | "openstat_ad" | "openstat_campaign" | "openstat_service" | "openstat_source" | "eq_utm_source" | "eq_utm_medium" | "eq_utm_term" | "eq_utm_content" | "eq_utm_campaign" | "eq_utm_referrer" | "eq_utm_expid" | "source_id" | "source_name" | "source_new" | "channel_new" | "channel_code">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>;   include_ongoing_calls?: boolean; }, data: Array<CallsReportRow> };
  "get.call_legs_report": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "call_session_id" | "call_records" | "start_time" | "connect_time" | "duration" | "total_duration" | "finish_reason" | "finish_reason_description" | "virtual_phone_number" | "calling_phone_number" | "called_phone_number" | "direction" | "is_transfered" | "is_operator" | "is_coach" | "is_failed" | "is_talked" | "employee_id" | "employee_full_name" | "employee_phone_number" | "employee_rating" | "scenario_id" | "scenario_name" | "action_id" | "action_name" | "group_id" | "group_name" | "release_cause_code" | "release_cause_description" | "contact_id" | "contact_full_name" | "contact_phone_number">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<CallLegsReportRow> };
  "get.financial_call_legs_report": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"start_time" | "direction" | "source" | "call_session_id" | "leg_id" | "calling_phone_number" | "called_phone_number" | "duration" | "chargeable_duration" | "direction_type" | "cost_per_minute" | "total_charge" | "bonuses_charge">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<FinancialCallLegsReportRow> };
  "get.call_details": { params: {   entity_ids: Array<number>;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"communication_id" | "call_start_date_time" | "call_direction" | "call_status" | "call_type" | "call_finish_reason" | "contact_phone_number" | "virtual_phone_number" | "call_scenario" | "employees" | "coaches" | "call_total_duration" | "call_scenario_actions" | "tags" | "communication_comment" | "contact_full_name" | "call_events">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<CallDetailsRow> };
  "get.notification_events": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "mnemonic" | "title" | "params">;   filter?: Record<string, unknown> | any[];   sort?: any[]; }, data: Array<NotificationEventsRow> };
  "get.notification_settings": { params: {   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"id" | "name" | "event" | "is_active" | "delay" | "schedule_id" | "condition_groups" | "method" | "url" | "headers" | "body_template" | "secret" | "has_secret">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>; }, data: Array<NotificationSettingsRow> };
  "create.notification_settings": { params: {   name: string;   event: string;   url: string;   user_id?: number | null;   is_active?: boolean | null;   delay?: number | null;   schedule_id?: number | null;   condition_groups?: Array<GroupPart> | null;   method?: "GET" | "POST" | null;   headers?: Record<string, unknown> | null;   body_template?: string | null;   secret?: string | null; }, data: MadeNotification };
  "update.notification_settings": { params: {   id: number;   user_id?: number | null;   name?: string;   event?: string;   is_active?: boolean | null;   delay?: number | null;   schedule_id?: number | null;   condition_groups?: Array<GroupPart> | null;   method?: "GET" | "POST" | null;   url?: string;   headers?: Record<string, unknown> | null;   body_template?: string | null;   secret?: string | null; }, data: Nothing };
  "delete.notification_settings": { params: {   id: number;   user_id?: number | null; }, data: Nothing };
  "create.notification_tests": { params: {   id: number;   user_id?: number | null; }, data: TriedNotification };
  "get.notifications": { params: {   date_from: string;   date_till: string;   user_id?: number | null;   limit?: number;   offset?: number;   fields?: Array<"notification_id" | "notification_name" | "notification_delay" | "notification_message" | "notification_send_to" | "notification_sms_count" | "event_type" | "communication_type" | "notification_status" | "notification_channel" | "notification_error_type" | "communication_id" | "notification_error_message" | "notification_send_date_time" | "notification_start_date_time" | "attempts" | "http_status">;   filter?: Record<string, unknown> | any[];   sort?: Array<Record<string, unknown>>;   report_id?: number | null; }, data: Array<NotificationsRow> };
  "create.notification_resends": { params: {   user_id?: number | null;   notification_id?: string | null;   date_from?: string | null;   date_till?: string | null;   id?: number | null;   status?: "sent" | "failed" | null; }, data: Resends };
}
