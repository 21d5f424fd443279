// Calls that are over: read from the report, a page at a time, and then each as it ends.

import { look } from "../web/ask.js";
import { around, inDays } from "../web/clock.js";
import { anyCase, anywhere, digits } from "../web/search.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("../web/events.js").Told} Told */
/** @typedef {{id: number, startedAt: string, direction: string, contact: string,
 *   contactName: string | null, virtualNumber: string, employee: string | null,
 *   employeeIds: number[], operator: string | null, isLost: boolean, reason: string | null,
 *   talked: number, lasted: number, tags: string[]}} PastCall */
/** @typedef {{text: string, isMine: boolean, isLost: boolean}} Wanted */
/** @typedef {{waited: number, employees: {name: string, isTalked: boolean}[], tags: string[],
 *   record: string | null, voiceMails: string[]}} Details */

const ROWS = 30;
const DAYS = 85; // a report tells of three months at most
const MOST_RECENT = 50;

export class Past {
  /** @type {PastCall[]} */
  calls = []; // those that are wanted, the newest first
  /** @type {PastCall[]} */
  recent = []; // the last of all
  hasMore = false;
  /** @type {Wanted} */
  wanted = { text: "", isMine: false, isLost: false };
  #asked = 0; // the latest request counts
  #account;

  /** @param {() => Account} account */
  constructor(account) {
    this.#account = account;
  }

  // Whether it is what is wanted last.
  /** @param {Wanted} wanted */
  async read(wanted) {
    this.wanted = wanted;
    this.hasMore = false; // of what is wanted now that is not known yet
    const asked = ++this.#asked;
    const { calls, hasMore } = await this.#page(0);
    if (asked !== this.#asked) return false;
    [this.calls, this.hasMore] = [calls, hasMore];
    if (!wanted.text && !wanted.isMine && !wanted.isLost) this.recent = [...calls];
    return true;
  }

  async readMore() {
    if (!this.hasMore) return;
    const asked = ++this.#asked;
    const { calls, hasMore } = await this.#page(this.calls.length);
    if (asked !== this.#asked) return;
    for (const call of calls) put(this.calls, call);
    this.hasMore = hasMore;
  }

  // A call has ended; whether the list has changed.
  /** @param {Extract<Told, {name: "call_session_finished"}>} told */
  add(told) {
    const call = fromEvent(told.data);
    put(this.recent, call);
    this.recent.length = Math.min(this.recent.length, MOST_RECENT);
    if (!this.#isWanted(call)) return false;
    put(this.calls, call);
    return true;
  }

  /** @param {number} offset */
  async #page(offset) {
    const { rows, total } = await look("get.calls_report", {
      date_from: inDays(-DAYS), date_till: inDays(1), limit: ROWS, offset,
      sort: [{ field: "start_time", order: "desc" }, { field: "id", order: "desc" }],
      filter: filterOf(this.wanted, this.#account()),
      fields: ["id", "start_time", "direction", "contact_phone_number", "contact_full_name",
        "virtual_phone_number", "employees", "last_talked_employee_full_name",
        "last_answered_employee_full_name", "operator_phone_number", "is_lost",
        "finish_reason", "clean_talk_duration", "total_duration", "tags"],
    });
    return { calls: rows.map(fromRow), hasMore: offset + rows.length < total };
  }

  /** @param {PastCall} call */
  #isWanted(call) {
    const { text, isMine, isLost } = this.wanted;
    const { employee, number } = this.#account().me;
    const low = text.toLowerCase();
    const isOwn = employee ? call.employeeIds.includes(employee.id) : call.operator === number;
    return (!isLost || call.isLost) && (!isMine || isOwn)
      && (call.contact.includes(digits(text)) || !!call.contactName?.toLowerCase().includes(low));
  }
}

// What the list does not tell of a call, with a link to hear it that is good for a while.
/**
 * @param {PastCall} call
 * @returns {Promise<Details | null>}
 */
export async function details(call) {
  const { rows: [row] } = await look("get.calls_report", {
    date_from: around(call.startedAt, -1), date_till: around(call.startedAt, 1),
    filter: { field: "id", operator: "=", value: call.id },
    fields: ["wait_duration", "employees", "tags", "full_record_file_link", "voice_mail_records"],
  });
  return row ? {
    waited: row.wait_duration ?? 0, tags: namesOf(row.tags),
    employees: row.employees.map((/** @type {Record<string, any>} */ it) =>
      ({ name: it.employee_full_name, isTalked: it.is_talked })),
    record: row.full_record_file_link ?? null, voiceMails: row.voice_mail_records,
  } : null;
}

/**
 * @param {Wanted} wanted
 * @param {Account} account
 */
function filterOf({ text, isMine, isLost }, account) {
  const { employee, number } = account.me;
  const mine = employee
    ? { field: "employees", operator: "jsquery", value: `#(employee_id = ${employee.id})` }
    : { field: "operator_phone_number", operator: "=", value: number };
  const found = {
    condition: "or", filters: [
      { field: "contact_phone_number", operator: "like", value: anywhere(digits(text)) },
      { field: "contact_full_name", operator: "regexp", value: anyCase(text) },
    ],
  };
  const filters = [
    ...(isLost ? [{ field: "is_lost", operator: "=", value: true }] : []),
    ...(isMine ? [mine] : []), ...(text ? [found] : []),
  ];
  return filters.length ? { condition: "and", filters } : {};
}

/**
 * @param {import("../web/data_api").CallsReportRow} row
 * @returns {PastCall}
 */
function fromRow(row) {
  return {
    id: row.id ?? 0, startedAt: row.start_time ?? "", direction: row.direction ?? "in",
    contact: row.contact_phone_number ?? "", contactName: row.contact_full_name ?? null,
    virtualNumber: row.virtual_phone_number ?? "",
    employee: row.last_talked_employee_full_name ?? row.last_answered_employee_full_name ?? null,
    employeeIds: row.employees.map((/** @type {{employee_id: number}} */ it) => it.employee_id),
    operator: row.operator_phone_number ?? null, isLost: row.is_lost ?? false,
    reason: row.finish_reason ?? null, talked: row.clean_talk_duration ?? 0,
    lasted: row.total_duration ?? 0, tags: namesOf(row.tags),
  };
}

/**
 * @param {import("../web/told").CallSessionFinished} data
 * @returns {PastCall}
 */
function fromEvent(data) {
  return {
    id: data.call_session_id ?? 0, startedAt: data.start_time ?? "",
    direction: data.direction ?? "in", contact: data.contact_phone_number ?? "",
    contactName: data.contact_full_name, virtualNumber: data.virtual_phone_number ?? "",
    employee: data.last_talked_employee_full_name ?? data.last_answered_employee_full_name,
    employeeIds: data.employee_ids, operator: data.operator_phone_number,
    isLost: data.is_lost ?? false, reason: data.finish_reason,
    talked: data.clean_talk_duration ?? 0, lasted: data.total_time_duration ?? 0,
    tags: data.tag_names,
  };
}

/** @param {{tag_name: string}[]} tags */
function namesOf(tags) {
  return tags.map((it) => it.tag_name);
}

// At its place, the newest first, and once.
/**
 * @param {PastCall[]} calls
 * @param {PastCall} call
 */
function put(calls, call) {
  if (calls.some((it) => it.id === call.id)) return;
  const isOlder = (/** @type {PastCall} */ it) => it.startedAt < call.startedAt
    || (it.startedAt === call.startedAt && it.id < call.id);
  const place = calls.findIndex(isOlder);
  calls.splice(place < 0 ? calls.length : place, 0, call);
}
