// The search and the filters above a list.

import { el } from "../web/element.js";
import { anyCase } from "../web/search.js";
import { say } from "../web/words.js";
import { label } from "./label.js";
import { valueWord } from "./value.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("../web/columns.js").Known} Known */
/** @typedef {{name: string, values?: string[]}} Narrow */

const PAUSE_MS = 300; // each search takes a point
const LONGEST = 80;

/**
 * @param {string} text
 * @param {(text: string) => void} turn
 */
export function finder(text, turn) {
  const input = el("input", {
    type: "search", "aria-label": say("list.find"), placeholder: say("list.find"),
    "aria-keyshortcuts": "/", maxlength: LONGEST, autocomplete: "off", spellcheck: "false",
  });
  input.value = text;
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => turn(input.value.trim()), PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(timer);
    turn(input.value.trim());
  });
  return input;
}

/**
 * @param {Narrow} told
 * @param {Known | undefined} known
 * @param {string} page
 * @param {string} value
 * @param {(value: string) => void} turn
 */
export function narrower(told, known, page, value, turn) {
  const values = told.values ?? (known?.kind === "boolean" ? ["true", "false"] : known?.values ?? []);
  const name = label(page, told.name);
  const select = el("select", { "aria-label": name, "data-filter": told.name },
    el("option", { value: "" }, `${name}: ${say("list.all")}`),
    ...values.map((it) => el("option", { value: it }, `${name}: ${valueWord(told.name, it)}`)));
  select.value = value;
  select.addEventListener("change", () => turn(select.value));
  return select;
}

/**
 * One filter for each place that is searched in.
 * @param {import("./list.js").Search[]} search
 * @param {string} text
 * @returns {Row[]}
 */
export function matches(search, text) {
  return search.flatMap((it) => {
    if (typeof it !== "string") return it.ask(text) ?? [];
    return { field: it, operator: "regexp", value: anyCase(text) };
  });
}
