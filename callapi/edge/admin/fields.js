// The kinds of fields: by name, what makes their control.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { framed } from "./control.js";
import { fileControl } from "./file.js";
import { objectControl, rowsControl } from "./parts.js";
import { pickControl, picksControl } from "./pick.js";
import { valueWord } from "./value.js";

/** @typedef {import("./control.js").Asked} Asked */
/** @typedef {import("./control.js").Control} Control */

/** @type {Record<string, (asked: Asked) => Control>} */
const KINDS = {
  text: (asked) => text(asked, {}),
  phone: (asked) => text(asked, { inputmode: "tel" }),
  password: (asked) => text(asked, { type: "password", autocomplete: "new-password" }),
  email: (asked) => text(asked, { type: "email" }),
  color: (asked) => text(asked, { type: "color" }),
  date: (asked) => text(asked, { type: "date" }),
  clock: (asked) => text(asked, { pattern: "[0-2][0-9]:[0-5][0-9]", placeholder: "09:00" }),
  area, number, flag, choice, choices, time, lines,
  file: fileControl, pick: pickControl, picks: picksControl,
  object: objectControl, rows: rowsControl,
};

/**
 * @param {Asked} asked
 * @returns {Control}
 */
export function control(asked) {
  const make = asked.field.make ?? KINDS[asked.field.kind ?? "text"];
  if (!make) throw new Error(`no kind ${asked.field.kind}`);
  return make(asked);
}

/**
 * @param {Asked} asked
 * @param {Record<string, string>} attributes
 */
function text(asked, attributes) {
  const { longest = 255, fixed } = asked.field;
  const input = el("input", {
    autocomplete: "off", spellcheck: "false", maxlength: attributes.type === "color" ? null : longest,
    readonly: fixed ? "" : null, ...attributes,
  });
  input.value = asked.value ?? (attributes.type === "color" ? "#ebebeb" : "");
  return framed(asked, input, () => input.value.trim() || null);
}

/** @param {Asked} asked */
function area(asked) {
  const input = el("textarea", { rows: 3, maxlength: asked.field.longest ?? 1000 });
  input.value = asked.value ?? "";
  return framed(asked, input, () => input.value.trim() || null);
}

// One value per line.
/** @param {Asked} asked */
function lines(asked) {
  const input = el("textarea", { rows: Math.max(2, (asked.value ?? []).length + 1), spellcheck: "false" });
  input.value = (asked.value ?? []).join("\n");
  return framed(asked, input, () => input.value.split("\n").map((it) => it.trim()).filter(Boolean));
}

/** @param {Asked} asked */
function number(asked) {
  const { least, most } = asked.field;
  const input = el("input", { type: "number", min: least, max: most, step: 1, autocomplete: "off" });
  input.value = asked.value ?? "";
  return framed(asked, input, () => (input.value === "" ? null : Number(input.value)));
}

/** @param {Asked} asked */
function flag(asked) {
  const input = el("input", { type: "checkbox" });
  input.checked = Boolean(asked.value);
  return framed(asked, input, () => input.checked);
}

/** @param {Asked} asked */
function choice(asked) {
  const { name, values = [], need, initial } = asked.field;
  const isOpen = !need && initial === undefined;
  const select = el("select", {}, ...(isOpen ? [el("option", { value: "" }, say("form.none"))] : []),
    ...values.map((it) => el("option", { value: it }, valueWord(name, it))));
  const value = asked.value ?? "";
  if (value && !values.includes(value)) select.append(el("option", { value }, valueWord(name, value)));
  select.value = value || (isOpen ? "" : values[0] ?? "");
  return framed(asked, select, () => select.value || null);
}

/** @param {Asked} asked */
function choices(asked) {
  const { name, values = [] } = asked.field;
  const boxes = values.map((it) => {
    const box = el("input", { type: "checkbox", value: it });
    box.checked = (asked.value ?? []).includes(it);
    return box;
  });
  const group = el("div", { class: "ticks" }, ...boxes.map((box) =>
    el("label", {}, box, " ", valueWord(name, box.value))));
  return framed(asked, group, () => boxes.filter((it) => it.checked).map((it) => it.value));
}

// A moment in the account's zone, as the API writes it.
/** @param {Asked} asked */
function time(asked) {
  const input = el("input", { type: "datetime-local", step: 1 });
  input.value = (asked.value ?? "").replace(" ", "T");
  return framed(asked, input, () => {
    if (!input.value) return null;
    const told = input.value.replace("T", " ");
    return told.length === 16 ? `${told}:00` : told;
  });
}
