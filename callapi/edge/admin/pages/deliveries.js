// The log of notifications: what was sent where, and what came of it; sent again if wanted.

import { COLUMNS } from "../../web/columns.js";
import { clear, el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { back } from "../back.js";
import { asked } from "../confirm.js";
import { ask } from "../data.js";
import { select } from "../flow/controls.js";
import { facts, json } from "../reports/details.js";
import { span, year } from "../reports/range.js";
import { Report } from "../reports/report.js";
import { address } from "../router.js";
import { tell } from "../told.js";
import { count } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

const PAGE = "deliveries";
const METHOD = "get.notifications";
const RANGE = "today";
const MOST = 1000;

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    if (at.rest[0] !== undefined) return showOne(into, at.rest[0]);
    const said = el("p", { role: "alert" });
    const report = new Report({
      page: PAGE, method: METHOD, key: "notification_id", pageKey: null,
      sort: "-notification_start_date_time", range: RANGE,
      shown: [
        "notification_id", "notification_start_date_time", "notification_name", "event_type",
        "notification_status", "attempts", "http_status", "notification_error_type", "communication_id",
      ],
      open: (row) => address([PAGE, row.notification_id]),
      actions: (row, its) => again(row, said, () => its.read()),
    }, at.query);
    const many = el("button", { type: "button", "data-do": "resend" }, say("resend.many"));
    many.addEventListener("click", () => askMany(report, said));
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`)),
      may("notifications", "insert") ? many : null), said, report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};

/**
 * One more time, of what is over.
 * @param {Row} row
 * @param {HTMLElement} said
 * @param {() => void} done
 */
function again(row, said, done) {
  const isOver = ["sent", "failed"].includes(row.notification_status?.value_id);
  if (!isOver || !may("notifications", "insert")) return [];
  const button = el("button", {
    type: "button", class: "quiet-button", "data-do": "again",
    "aria-label": say("resend.one", { id: row.notification_id }),
  }, say("resend"));
  button.addEventListener("click", () => resend({ notification_id: row.notification_id }, said, done));
  return [button];
}

/**
 * @param {Row} params
 * @param {HTMLElement} said
 * @param {() => void} done
 */
async function resend(params, said, done) {
  said.textContent = "";
  try {
    const { rows } = await ask("create.notification_resends", params);
    tell(say("resend.done", { count: count(rows.count) }));
    done();
  } catch (failure) {
    said.textContent = words(failure);
  }
}

/**
 * @param {Report} report
 * @param {HTMLElement} said
 */
async function askMany(report, said) {
  const { date_from: from, date_till: till } = span(report.query, RANGE);
  const time = (/** @type {string} */ id, /** @type {string} */ value) =>
    el("input", { id, type: "datetime-local", step: 1, value: value.replace(" ", "T"), required: "" });
  const [first, last] = [time("resend-from", from), time("resend-till", till)];
  const status = select("resend-status", ["failed", "sent"].map((it) =>
    ({ value: it, text: say(`value.notification_status.${it}`) })), "failed", () => undefined);
  const settings = [{ value: "", text: say("resend.all") }, ...await all(said)];
  const which = select("resend-which", settings, "", () => undefined);
  const field = (/** @type {string} */ text, /** @type {HTMLElement} */ control) =>
    el("div", { class: "field" }, el("label", { class: "name", for: control.id }, say(text)), control);
  const isSure = await asked(say("resend.many"),
    [
      el("p", { class: "quiet" }, say("resend.about")),
      field("range.from", first), field("range.till", last),
      field("resend.status", status), field("resend.which", which),
    ],
    { text: say("resend"), kind: "main" }, say("do.cancel"), first);
  if (!isSure) return;
  await resend({
    date_from: seconds(first.value), date_till: seconds(last.value), status: status.value,
    ...(which.value ? { id: Number(which.value) } : {}),
  }, said, () => report.read());
}

// The choice of one, if they can be read.
/** @param {HTMLElement} said */
async function all(said) {
  said.textContent = "";
  try {
    const { rows } = await ask("get.notification_settings", { fields: ["id", "name"], limit: MOST });
    return rows.map((/** @type {Row} */ it) => ({ value: String(it.id), text: it.name }));
  } catch (failure) {
    said.textContent = words(failure);
    return [];
  }
}

// Browsers leave out the seconds where there are none.
/** @param {string} value */
function seconds(value) {
  return `${value.replace("T", " ")}:00`.slice(0, 19);
}

/**
 * @param {HTMLElement} into
 * @param {string} id
 */
async function showOne(into, id) {
  const known = COLUMNS[METHOD] ?? {};
  const said = el("p", { role: "alert" });
  const { rows: [row] } = await ask(METHOD, {
    ...year(), fields: Object.keys(known),
    filter: { field: "notification_id", operator: "=", value: id },
  });
  into.append(
    back(PAGE),
    el("h2", {}, row ? `${row.notification_name} (${id})` : say("form.gone")));
  if (!row) return;
  const reload = () => { clear(into); showOne(into, id); };
  into.append(said, el("div", { class: "buttons" }, ...again(row, said, reload)),
    facts(PAGE, METHOD, row, (name) => name === "notification_message"),
    el("h3", {}, say("deliveries.message")), json(row.notification_message));
}
