// The days of a rule of a schedule: kinds, and what each kind counts.

import { clear, el } from "../web/element.js";
import { language, say } from "../web/words.js";
import { framed } from "./control.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {{type: string, days: number[]}} Days */

const WEEK = [1, 2, 3, 4, 5, 6, 0]; // Sunday is 0, and stands last
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;
/** @type {Record<string, number[]>} */
const KINDS = {
  days_of_week: WEEK,
  days_of_month: Array.from({ length: 31 }, (_, at) => at + 1),
  business_calendar: [7, 8],
  cycle: [],
};
/** @type {Record<string, number[]>} */
const USUAL = { days_of_week: [1, 2, 3, 4, 5], days_of_month: [1], business_calendar: [7], cycle: [2, 2] };

/** @param {import("./control.js").Asked} asked */
export function daysControl(asked) {
  const { type, days } = /** @type {Days} */ (asked.value);
  const kind = el("select", { "aria-label": say("days.kind") }, ...Object.keys(KINDS).map((it) =>
    el("option", { value: it }, say(`days.${it}`))));
  kind.value = type;
  const place = el("div", { class: "ticks" });
  /** @type {() => number[]} */
  let read = () => days;
  const show = (/** @type {number[]} */ chosen) => {
    const made = kind.value === "cycle" ? cycle(chosen) : boxes(kind.value, chosen);
    read = made.read;
    clear(place).append(...made.elements);
  };
  kind.addEventListener("change", () => show(USUAL[kind.value] ?? []));
  show(days);
  const group = el("div", { class: "picks" }, kind, place);
  return framed(asked, group, () => ({ type: kind.value, days: read() }));
}

/**
 * @param {string} kind
 * @param {number[]} chosen
 */
function boxes(kind, chosen) {
  const made = (KINDS[kind] ?? []).map((day) => {
    const box = el("input", { type: "checkbox", value: day });
    box.checked = chosen.includes(day);
    return box;
  });
  return {
    elements: made.map((it) => el("label", {}, it, " ", dayName(kind, Number(it.value)))),
    read: () => made.filter((it) => it.checked).map((it) => Number(it.value)).sort((a, b) => a - b),
  };
}

/** @param {number[]} chosen */
function cycle(chosen) {
  const made = ["on", "off"].map((name, at) => {
    const input = el("input", { type: "number", min: 1, "aria-label": say(`days.cycle.${name}`) });
    input.value = String(chosen[at] ?? 1);
    return input;
  });
  return {
    elements: made.map((it, at) => el("label", {}, it, " ", say(`days.cycle.${at ? "off" : "on"}`))),
    read: () => made.map((it) => Number(it.value)),
  };
}

/**
 * @param {string} kind
 * @param {number} day
 */
function dayName(kind, day) {
  if (kind === "business_calendar") return say(`days.${day === 7 ? "working" : "free"}`);
  if (kind !== "days_of_week") return String(day);
  const name = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return name.format(SUNDAY + day * DAY_MS);
}

// A rule in a line.
/** @param {Row} rule */
export function summary(rule) {
  const { type, days } = /** @type {Days} */ (rule.activity_days);
  const named = (KINDS[type] ?? []).filter((it) => days.includes(it)).map((it) => dayName(type, it));
  const shown = type === "cycle" ? say("days.cycle.short", { on: days[0], off: days[1] })
    : named.join(", ");
  /** @type {Row[]} */
  const hours = rule.activity_time ?? [];
  return [shown, ...hours.map((it) => `${it.time_from}–${it.time_till}`)].join(" ");
}
