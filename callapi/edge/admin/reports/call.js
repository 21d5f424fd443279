// One call: what it was, its recordings, what happened in it, and each of its legs.

import { around } from "../../web/clock.js";
import { COLUMNS } from "../../web/columns.js";
import { el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { release } from "../../web/player.js";
import { recordings } from "../../web/recordings.js";
import { say } from "../../web/words.js";
import { back } from "../back.js";
import { ask } from "../data.js";
import { momentList } from "../flow/trace.js";
import { table } from "../table.js";
import { cell } from "./cells.js";
import { facts } from "./details.js";
import { notes, notesForm } from "./notes.js";

/** @typedef {import("../data.js").Row} Row */

const PAGE = "calls";
const LEGS = [
  "id", "start_time", "direction", "calling_phone_number", "called_phone_number", "employee_full_name",
  "action_name", "duration", "total_duration", "is_talked", "finish_reason",
];
const LONGEST = 1; // day: no call lasts longer
const REPORT = "get.calls_report";
const DETAILS = "get.call_details";
// Told by a name, or heard.
const ELSEWHERE = /^(id|communication_id|cpn_\w+_id|scenario_id|full_record_file_link)$|_employee_id$|_records$/;

/**
 * @param {HTMLElement} into
 * @param {number} id
 */
export async function showCall(into, id) {
  into.classList.add("whole");
  into.append(
    back(PAGE),
    el("h2", {}, say("call.title", { id })));
  const { rows: [details] } = await ask(DETAILS, { entity_ids: [id] });
  if (!details) {
    into.append(el("p", { role: "alert" }, say("form.gone")));
    return undefined;
  }
  const start = String(details.call_start_date_time);
  const [row] = await allowed(into, REPORT, {
    date_from: start, date_till: start, include_ongoing_calls: true,
    fields: Object.keys(COLUMNS[REPORT] ?? {}), filter: { field: "id", operator: "=", value: id },
  });
  const form = row?.finish_time ? notesForm(id, details) : null;
  if (row) into.append(facts(PAGE, REPORT, row, (name) => ELSEWHERE.test(name)), ...sounds(row));
  into.append(...notes(details, form));
  into.append(el("h3", {}, say("call.moments")),
    el("div", { class: "panel-box" }, momentList(details.call_events)));
  const legs = await allowed(into, "get.call_legs_report", {
    date_from: start, date_till: around(start, LONGEST), fields: LEGS,
    filter: { field: "call_session_id", operator: "=", value: id },
  });
  into.append(el("h3", {}, say("call.legs")),
    legs.length ? legTable(legs) : el("p", { class: "quiet" }, say("call.legs.none")));
  return { isDirty: () => Boolean(form?.isDirty()), close: () => release(into) };
}

/** @param {Row} row */
function sounds(row) {
  const made = recordings(row.id, row.full_record_file_link, row.voice_mail_records ?? []);
  return made.length ? [el("h3", {}, say("call.records")), ...made] : [];
}

/** @param {Row[]} rows */
function legTable(rows) {
  const known = COLUMNS["get.call_legs_report"] ?? {};
  return el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": say("call.legs") }, table({
    page: "legs", rows, key: "id", known: {}, sort: "", turn: () => undefined,
    columns: LEGS.map((name) =>
      ({ name, show: (/** @type {Row} */ row) => cell(name, row, known[name]?.kind) })),
  }));
}

/**
 * What may not be seen leaves the rest.
 * @param {HTMLElement} into
 * @param {import("../data.js").Method} method
 * @param {Row} params
 * @returns {Promise<Row[]>}
 */
async function allowed(into, method, params) {
  try {
    return (await ask(method, params)).rows;
  } catch (failure) {
    into.append(el("p", { role: "alert" }, words(failure)));
    return [];
  }
}
