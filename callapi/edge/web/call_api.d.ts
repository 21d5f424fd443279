// Written by `python -m scripts.pages`.

export interface ButtonValue {
  id: number;
  value: string;
}

export interface CallView {
  call_session_id: number;
  direction: string;
  start_time: string;
  virtual_phone_number: string;
  contact_phone_number: string;
  external_id: string | null;
  tags: Array<TagView>;
  legs: Array<LegView>;
}

export interface Done {
  success: boolean;
}

export interface EmployeeOfCall {
  id: number;
  phone_number?: string | null;
}

export interface LegView {
  leg_id: number;
  calling_phone_number: string;
  called_phone_number: string;
  is_operator: boolean;
  employee_id: number | null;
  employee_full_name: string | null;
  record_call_enabled: boolean;
  state: string;
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
}

export interface LoggedOut {
  success: boolean;
}

export interface Message {
  type: "media" | "tts";
  value: string;
}

export interface Metadata {
  api_version?: Record<string, unknown>;
  limits?: Limits;
}

export interface Option {
  button: string;
  mnemonic: string;
  name: string;
  button_value: ButtonValue | null;
}

export interface Started {
  call_session_id: number;
}

export interface TagView {
  tag_id: number;
  tag_name: string;
}

export interface CallApi {
  "login.user": { params: {   login: string;   password: string; }, data: LoggedIn };
  "logout.user": { params: {}, data: LoggedOut };
  "start.employee_call": { params: {   first_call: "contact" | "employee";   contact: string;   employee: EmployeeOfCall;   switch_at_once?: boolean;   early_switching?: boolean;   media_file_id?: number | null;   virtual_phone_number?: string | null;   virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_random" | "regional_fixed_for_numa";   virtual_number_group?: number | null;   show_virtual_phone_number?: boolean;   external_id?: string | null;   dtmf_string?: string | null;   direction?: "in" | "out";   contact_message?: Message | null;   employee_message?: Message | null; }, data: Started };
  "start.scenario_call": { params: {   virtual_phone_number: string;   contact: string;   first_call: "contact" | "employee";   scenario_id: number;   virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_random" | "regional_fixed_for_numa";   external_id?: string | null;   dtmf_string?: string | null;   switch_at_once?: boolean;   early_switching?: boolean;   direction?: "in" | "out";   contact_message?: Message | null;   employee_message?: Message | null; }, data: Started };
  "start.vnumber_call": { params: {   virtual_phone_number: string;   contact: string;   first_call: "contact" | "employee";   virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_random" | "regional_fixed_for_numa";   external_id?: string | null;   dtmf_string?: string | null;   direction?: "in" | "out";   switch_at_once?: boolean;   early_switching?: boolean;   show_virtual_phone_number?: boolean | null;   contact_message?: Message | null; }, data: Started };
  "start.informer_call": { params: {   virtual_phone_number: string;   contact: string;   contact_message: Message;   virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_random" | "regional_fixed_for_numa";   external_id?: string | null;   dtmf_string?: string | null;   direction?: "in" | "out";   dialing_timeout?: number; }, data: Started };
  "start.simple_call": { params: {   first_call: "contact" | "operator";   virtual_phone_number: string;   contact: string;   operator: string;   switch_at_once?: boolean;   early_switching?: boolean;   media_file_id?: number | null;   virtual_phone_usage_rule?: "fixed" | "fixed_for_numa" | "random" | "regional_random" | "regional_fixed_for_numa";   show_virtual_phone_number?: boolean;   external_id?: string | null;   dtmf_string?: string | null;   direction?: "in" | "out";   operator_confirmation?: string | null;   contact_message?: Message | null;   operator_message?: Message | null; }, data: Started };
  "make.call": { params: {   call_session_id: number;   to: string;   to_message?: Message | null; }, data: Done };
  "transfer.talk": { params: {   call_session_id: number; }, data: Done };
  "restore.talk": { params: {   call_session_id: number; }, data: Done };
  "hold.call": { params: {   call_session_id: number;   contact_message: Message; }, data: Done };
  "unhold.call": { params: {   call_session_id: number; }, data: Done };
  "tag.call": { params: {   call_session_id: number;   tag_id: number; }, data: Done };
  "disconnect.leg": { params: {   call_session_id: number;   leg_id: number; }, data: Done };
  "add.coach": { params: {   call_session_id: number;   phone_number?: string | null; }, data: Done };
  "record.call": { params: {   call_session_id: number;   action: "on" | "off"; }, data: Done };
  "block.contact": { params: {   call_session_id: number; }, data: Done };
  "call.talk_option": { params: {   call_session_id: number;   button: string; }, data: Done };
  "send.dtmf": { params: {   call_session_id: number;   dtmf_string: string; }, data: Done };
  "list.talk_options": { params: {}, data: Array<Option> };
  "list.calls": { params: {   direction?: "in" | "out" | null;   virtual_phone_number?: string | null; }, data: Array<CallView> };
  "release.call": { params: {   call_session_id: number; }, data: Done };
}
