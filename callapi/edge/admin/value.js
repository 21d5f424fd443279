// Values as they are shown.

import { el } from "../web/element.js";
import { long } from "../web/time.js";
import { knows, language, say } from "../web/words.js";

/** @typedef {import("../web/element.js").Child} Child */

const NONE = "–";
const numbers = new Intl.NumberFormat(language);

// A word of the API's in ours: as its field means it, else as all do.
/**
 * @param {string} name
 * @param {unknown} value
 */
export function valueWord(name, value) {
  const own = `value.${name}.${value}`;
  if (knows(own)) return say(own);
  return knows(`value.${value}`) ? say(`value.${value}`) : String(value);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} [kind]
 * @returns {Child}
 */
export function shown(name, value, kind) {
  if (value === null || value === undefined || value === "") return none();
  if (typeof value === "boolean") return flag(value, valueWord(name, value));
  if (kind === "enum") return valueWord(name, value);
  if (Array.isArray(value)) {
    return listed(value.map((it) => valueWord(name, it)));
  }
  return String(value);
}

// What several things are called.
/** @param {string[]} names */
export function listed(names) {
  return names.join(", ") || none();
}

export function none() {
  return el("span", { class: "quiet none" }, NONE);
}

/**
 * @param {boolean} isOn
 * @param {string} text
 */
export function flag(isOn, text) {
  return el("span", { class: isOn ? "flag on" : "flag" }, text);
}

/** @param {number} count */
export function count(count) {
  return numbers.format(count);
}

/** @param {number} seconds */
export function duration(seconds) {
  return long(Math.round(seconds));
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const value = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${value.format(bytes / 1024 ** power)} ${["B", "kB", "MB", "GB"][power]}`;
}
