// Parameters of events: what a body, an address and conditions can say of them.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { framed } from "../control.js";
import { ask } from "../data.js";

/** @typedef {{name: string, data_type: string, data_example: any, description: string}} Param */

export const EVENT = "event";
const LONGEST = 65_536;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** @type {Record<string, Param[]>} */
let events = {};

// Asked for once: they change with the server alone.
export async function learnEvents() {
  if (Object.keys(events).length) return;
  const { rows } = await ask("get.notification_events", { fields: ["mnemonic", "params"] });
  events = Object.fromEntries(rows.map(
    (/** @type {{mnemonic: string, params: Param[]}} */ it) => [it.mnemonic, it.params]));
}

/** @param {any} value */
export function text(value) {
  return Array.isArray(value) ? value.join(", ") : value === null || value === undefined ? "" : String(value);
}

/**
 * What was typed, as the parameter is: a number, a list, yes or no.
 * @param {string} event
 * @param {string} param
 * @param {string | null} typed
 */
export function value(event, param, typed) {
  const type = events[event]?.find((it) => it.name === param)?.data_type;
  const told = typed ?? "";
  if (type === "number" && told !== "" && !Number.isNaN(Number(told))) return Number(told);
  if (type === "boolean" && (told === "true" || told === "false")) return told === "true";
  if (type !== "array") return told;
  const parts = told.split(",").map((it) => it.trim()).filter(Boolean);
  return parts.map((it) => (NUMBER.test(it) ? Number(it) : it));
}

// A text with places for parameters, which are put in by a press.
/**
 * @param {import("../control.js").Asked} asked
 * @returns {import("../control.js").Control}
 */
export function bodyControl(asked) {
  const input = el("textarea", { rows: 4, maxlength: LONGEST, class: "code", spellcheck: "false" });
  input.value = asked.value ?? "";
  const control = framed(asked, input, () => input.value.trim() || null);
  const list = el("ul", { class: "params" });
  const details = el("details", {}, el("summary", {}, say("notice.params")), list);
  const draw = () => list.replaceChildren(...(events[chosen()] ?? []).map((it) => el("li", {},
    place(input, it.name), " ",
    el("span", { class: "quiet" }, `${say(`notice.type.${it.data_type}`)}, `),
    el("span", { class: "code" }, JSON.stringify(it.data_example)))));
  details.addEventListener("toggle", draw);
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.id === `f-${EVENT}` && input.isConnected) draw();
  });
  control.element.append(details);
  return control;
}

function chosen() {
  const select = document.getElementById(`f-${EVENT}`);
  return select instanceof HTMLSelectElement ? select.value : "";
}

/**
 * @param {HTMLTextAreaElement} input
 * @param {string} name
 */
function place(input, name) {
  const button = el("button", { type: "button", class: "quiet-button code" }, name);
  button.addEventListener("click", () => {
    input.setRangeText(`{{${name}}}`, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  return button;
}
