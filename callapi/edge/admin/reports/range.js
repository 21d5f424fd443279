// From when till when: in words, or to the minute. Times are those of the account's zone.

import { now } from "../../web/ask.js";
import { today } from "../../web/clock.js";
import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { current } from "../account.js";

/** @typedef {{date_from: string, date_till: string}} Span as methods take it */

const DAY_MS = 86_400_000;
const SOON_MS = 60_000;
// How many days back each begins, and ends.
/** @type {Record<string, [number, number]>} */
const SPANS = { today: [0, 0], yesterday: [1, 1], week: [6, 0], month: [29, 0], quarter: [88, 0] };

// The account's clock, as methods write it.
/** @param {number} [at] ms */
export function local(at = now()) {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: current().timezone, dateStyle: "short", timeStyle: "medium",
  }).format(at);
}

// A year till now, for what is asked for by its number.
/** @returns {Span} */
export function year() {
  return { date_from: local(now() - 365 * DAY_MS), date_till: local(now() + SOON_MS) };
}

/**
 * The span that stands in the address, if there is such a one.
 * @param {URLSearchParams} query
 * @param {string} usual a name of SPANS
 */
function nameOf(query, usual) {
  const asked = query.get("range") ?? usual;
  return Object.hasOwn(SPANS, asked) ? asked : usual;
}

/**
 * @param {URLSearchParams} query
 * @param {string} usual a name of SPANS
 * @returns {Span}
 */
export function span(query, usual) {
  const [from, till] = [query.get("from"), query.get("till")];
  if (from && till) {
    return { date_from: `${from.replace("T", " ")}:00`, date_till: `${till.replace("T", " ")}:59` };
  }
  const [first, last] = SPANS[nameOf(query, usual)] ?? [0, 0];
  return { date_from: `${day(first)} 00:00:00`, date_till: `${day(last)} 23:59:59` };
}

/**
 * @param {URLSearchParams} query
 * @param {string} usual
 * @param {(changes: Record<string, string>) => void} turn
 */
export function rangeFields(query, usual, turn) {
  const { date_from: from, date_till: till } = span(query, usual);
  const isOwn = query.has("from");
  const choice = el("select", { id: "range" },
    ...[...Object.keys(SPANS), "own"].map((it) => el("option", { value: it }, say(`range.${it}`))));
  choice.value = isOwn ? "own" : nameOf(query, usual);
  const own = (/** @type {string} */ id, /** @type {string} */ value) =>
    el("input", {
      id, type: "datetime-local", value: value.slice(0, 16).replace(" ", "T"), max: "9999-12-31T23:59",
    });
  const [first, last] = [own("range-from", from), own("range-till", till)];
  const fields = el("span", { class: "own" },
    el("label", {}, el("span", {}, say("range.from")), first),
    el("label", {}, el("span", {}, say("range.till")), last));
  fields.hidden = !isOwn;
  const tell = () => {
    if (first.value && last.value) turn({ from: first.value, till: last.value, range: "" });
  };
  first.addEventListener("change", tell);
  last.addEventListener("change", tell);
  choice.addEventListener("change", () => {
    fields.hidden = choice.value !== "own";
    if (choice.value === "own") tell();
    else turn({ range: choice.value, from: "", till: "" });
  });
  return el("div", { class: "range" },
    el("label", { for: "range" }, say("range")), choice, fields);
}

/** @param {number} back */
function day(back) {
  return new Date(Date.parse(`${today(current().timezone)}T12:00:00Z`) - back * DAY_MS).toISOString().slice(0, 10);
}
