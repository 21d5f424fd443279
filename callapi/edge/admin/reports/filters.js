// Conditions on columns: a row for each, all of which have to hold.

import { el } from "../../web/element.js";
import { anywhere } from "../../web/search.js";
import { say } from "../../web/words.js";
import { select } from "../flow/controls.js";
import { label } from "../label.js";
import { word } from "./cells.js";

/** @typedef {import("../../web/columns.js").Known} Known */
/** @typedef {[field: string, operator: string, value: any]} Condition */
/** @typedef {{page: string, known: Record<string, Known>}} World */

const NULLS = ["empty", "filled"];
/** @type {Record<string, string[]>} */
const OPERATORS = {
  string: ["has", "=", "!=", "like", "regexp", "in", ...NULLS],
  number: ["=", "!=", "<", "<=", ">", ">=", "in", ...NULLS],
  enum: ["=", "!=", "in", ...NULLS],
  boolean: ["="],
  time: [">=", "<=", "=", ...NULLS],
  json: ["jsquery"],
};

// What stands in the address; what is no condition of these columns is left out.
/**
 * @param {string | null} text
 * @param {Record<string, Known>} known
 * @returns {Condition[]}
 */
export function readConditions(text, known) {
  try {
    const told = JSON.parse(text ?? "[]");
    const isOne = (/** @type {any} */ it) =>
      Array.isArray(it) && Object.hasOwn(known, it[0]) && known[it[0]]?.filters;
    return Array.isArray(told) ? told.filter(isOne) : [];
  } catch {
    return [];
  }
}

/**
 * As methods take it.
 * @param {Condition} condition
 * @param {Record<string, Known>} known
 */
export function filterOf([field, operator, value], known) {
  if (operator === "empty") return { field, operator: "=", value: null };
  if (operator === "filled") return { field, operator: "!=", value: null };
  if (operator === "has") return { field, operator: "like", value: anywhere(String(value)) };
  const kind = known[field]?.kind;
  if (operator === "in") {
    const parts = String(value).split(/[,;\n]+/).map((it) => it.trim()).filter(Boolean);
    return { field, operator, value: kind === "number" ? parts.map(Number) : parts };
  }
  return { field, operator, value: typed(value, kind) };
}

/**
 * @param {any} value
 * @param {string | undefined} kind
 */
function typed(value, kind) {
  if (kind === "number") return Number(value);
  if (kind === "boolean") return value === true || value === "true";
  if (kind === "time") return `${String(value).replace("T", " ")}:00`.slice(0, 19);
  return String(value);
}

/**
 * @param {World} world
 * @param {Condition[]} conditions
 * @param {(conditions: Condition[]) => void} turn
 */
export function conditionRows(world, conditions, turn) {
  const fields = Object.entries(world.known).filter(([, it]) => it.filters).map(([name]) =>
    ({ value: name, text: label(world.page, name) })).sort((a, b) => a.text.localeCompare(b.text));
  const add = el("button", { type: "button", class: "quiet-button", "data-do": "add-filter" },
    say("filter.add"));
  add.addEventListener("click", () => {
    const name = fields[0]?.value ?? "";
    draft([...conditions, fresh(name, world.known)]);
  });
  const list = el("ol", { class: "conditions", "aria-label": say("filter") });
  /** @param {Condition[]} now */
  const draft = (now) => {
    list.replaceChildren(...now.map((it, at) => oneRow(world, fields, it, at,
      (changed) => {
        const after = now.map((own, its) => (its === at ? changed : own));
        if (isWhole(changed)) turn(after);
        else draft(after);
      },
      () => turn(now.filter((_, its) => its !== at)))));
    const last = list.lastElementChild?.querySelector("select");
    if (now.length > conditions.length) last?.focus();
  };
  draft(conditions);
  return [list, add];
}

/** @param {Condition} condition */
function isWhole([, operator, value]) {
  return NULLS.includes(operator) || String(value ?? "") !== "";
}

/**
 * @param {string} name
 * @param {Record<string, Known>} known
 * @returns {Condition}
 */
function fresh(name, known) {
  return [name, operatorsOf(known[name])[0] ?? "=", ""];
}

/** @param {Known | undefined} known */
function operatorsOf(known) {
  const all = OPERATORS[known?.kind ?? "string"] ?? [];
  return known?.asked ? all.filter((it) => it === "has" || known.asked?.includes(it)) : all;
}

/**
 * @param {World} world
 * @param {{value: string, text: string}[]} fields
 * @param {Condition} condition
 * @param {number} at
 * @param {(changed: Condition) => void} turn
 * @param {() => void} remove
 */
function oneRow(world, fields, [name, operator, value], at, turn, remove) {
  const known = world.known[name];
  const field = select(`f${at}-field`, fields, name, (to) => turn(fresh(to, world.known)));
  field.setAttribute("aria-label", say("filter.field"));
  const how = select(`f${at}-how`,
    operatorsOf(known).map((it) => ({ value: it, text: say(`operator.${it}`) })), operator,
    (to) => turn([name, to, value]));
  how.setAttribute("aria-label", say("filter.operator"));
  const what = NULLS.includes(operator) ? null
    : valueControl(`f${at}-value`, name, known, operator, value, (to) => turn([name, operator, to]));
  what?.setAttribute("aria-label", say("filter.value"));
  const button = el("button", {
    type: "button", class: "small", "aria-label": say("filter.remove", { name: label(world.page, name) }),
  }, "\u00d7");
  button.addEventListener("click", remove);
  return el("li", {}, field, how, what, button);
}

/**
 * @param {string} id
 * @param {string} name
 * @param {Known | undefined} known
 * @param {string} operator
 * @param {any} value
 * @param {(value: any) => void} turn
 */
function valueControl(id, name, known, operator, value, turn) {
  const isMany = operator === "in";
  const values = known?.kind === "boolean" ? ["true", "false"] : known?.values;
  if (values && !isMany) {
    const options = values.map((it) => ({ value: it, text: word(name, it) }))
      .sort((a, b) => a.text.localeCompare(b.text));
    return select(id, [{ value: "", text: say("filter.choose") }, ...options], String(value), turn);
  }
  const type = isMany ? "text" : { time: "datetime-local", number: "number" }[known?.kind ?? ""] ?? "text";
  const input = el("input", {
    id, type, value: String(value ?? ""), maxlength: 500, autocomplete: "off", spellcheck: "false",
    placeholder: isMany ? say("filter.many") : null, step: type === "number" ? "any" : null,
  });
  input.addEventListener("change", () => turn(input.value.trim()));
  return input;
}
