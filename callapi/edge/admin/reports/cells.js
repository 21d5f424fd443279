// How values of reports are shown, and what of them goes into a file.

import { el } from "../../web/element.js";
import { ended } from "../../web/reasons.js";
import { say } from "../../web/words.js";
import { address } from "../router.js";
import { duration, none, shown, valueWord } from "../value.js";

/** @typedef {import("../data.js").Row} Row */
/** @typedef {import("../../web/element.js").Child} Child */

// What people read of the objects in a list.
/** @type {Record<string, string>} */
const NAMES = {
  tags: "tag_name", employees: "employee_full_name", scenario_operations: "name", groups: "group_name",
};
const SECONDS = /(^|_)duration$/;

/**
 * @param {string} name
 * @param {Row} row
 * @param {string} [kind]
 * @returns {Child}
 */
export function cell(name, row, kind) {
  const value = row[name];
  if (value === null || value === undefined || value === "") return none();
  if (SECONDS.test(name) && typeof value === "number") return duration(value);
  if (name === "api_request_execution_time") return say("cell.seconds", { seconds: value });
  if (name === "full_record_file_link") return say("cell.recorded");
  if (name === "call_session_id" || name === "communication_id") {
    return el("a", { href: address(["calls", value]) }, String(value));
  }
  if (name === "scenario_name" && row.scenario_id) {
    return el("a", { href: address(["scenarios", row.scenario_id]) }, value);
  }
  if (name === "call_api_request_id") return el("a", { href: address(["requests", value]) }, String(value));
  if (name === "is_lost") return el("span", { class: value ? "bad" : "" }, valueWord(name, value));
  if (name === "finish_reason") return word(name, value);
  if (Array.isArray(value)) return value.length ? text(name, value) : none();
  if (name === "status_stats") return times(value);
  if (typeof value === "object") return named(name, value);
  if (name.endsWith("_body") || name.endsWith("_message")) {
    return el("span", { class: "code cut" }, String(value));
  }
  return shown(name, value, kind);
}

// A word of the API's; why calls end is told alike everywhere.
/**
 * @param {string} name
 * @param {string} value
 */
export function word(name, value) {
  return name === "finish_reason" ? ended(value) : valueWord(name, value);
}

// Of each status how long, the longest first.
/** @param {Record<string, number>} seconds */
function times(seconds) {
  const known = Object.entries(seconds).filter(([, it]) => it > 0).sort(([, a], [, b]) => b - a);
  if (!known.length) return none();
  return known.map(([status, it]) => `${valueWord("status", status)} ${hours(it)}`).join(" · ");
}

/** @param {number} seconds */
function hours(seconds) {
  const minutes = Math.floor(seconds / 60);
  return say("cell.hours", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

/**
 * As a text of a file: what the API says, with lists on one line.
 * @param {string} name
 * @param {any} value
 * @returns {string | number}
 */
export function plain(name, value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return text(name, value);
  if (typeof value === "object") return String(value.value_id ?? value.value ?? JSON.stringify(value));
  return String(value);
}

/**
 * @param {string} name
 * @param {any[]} values
 */
function text(name, values) {
  const told = (/** @type {any} */ it) => it[NAMES[name] ?? "name"] ?? JSON.stringify(it);
  return values.map((it) => (typeof it === "object" ? told(it) : it)).join("; ");
}

/**
 * @param {string} name
 * @param {{value: string | null, value_id: string | null}} value
 */
function named(name, value) {
  if (value.value_id === null || value.value_id === undefined) return none();
  const own = valueWord(name, value.value_id);
  return own === String(value.value_id) ? value.value ?? own : own;
}
