// Who is called: employees, groups, one number of an employee, or any number.

import { el } from "../../web/element.js";
import { digits } from "../../web/search.js";
import { say } from "../../web/words.js";
import { heard, list, picked, select } from "./controls.js";

/** @typedef {import("./controls.js").Change} Change */
/** @typedef {import("./fields.js").World} World */

const TARGETS = { employee: "employees", group: "employee_groups", number: "employee_numbers", phone: "" };

/** @type {import("./fields.js").Maker} */
export function targets(_field, value, change, world, path) {
  const begin = () => ({ type: "employee", id: world.choices.employees?.[0]?.id ?? null });
  return list(value ?? [], change, begin, (item, tell, at) =>
    oneTarget(item, tell, world, `${world.prefix}-${path}-${at}`));
}

/**
 * @param {any} item
 * @param {Change} tell
 * @param {World} world
 * @param {string} id
 */
function oneTarget(item, tell, world, id) {
  const before = item.type === "phone" && item.id ? "number" : item.type;
  const place = el("span", { class: "of" });
  const show = (/** @type {string} */ kind, /** @type {any} */ now) => {
    const named = TARGETS[/** @type {keyof typeof TARGETS} */ (kind)];
    const control = named
      ? picked(world.choices[named] ?? [], `${id}-who`, now.id ?? null, (to) =>
        tell({ type: kind === "number" ? "phone" : kind, id: to }))
      : phone(`${id}-who`, now.phone_number ?? "", (to) => tell({ type: "phone", phone_number: to }));
    control.setAttribute("aria-label", say(`target.${kind}`));
    place.replaceChildren(control);
  };
  const options = Object.keys(TARGETS).map((it) => ({ value: it, text: say(`target.${it}`) }));
  const control = select(`${id}-kind`, options, before, (kind) => {
    const named = TARGETS[/** @type {keyof typeof TARGETS} */ (kind)];
    const type = kind === "number" ? "phone" : kind;
    const now = named ? { type, id: world.choices[named]?.[0]?.id ?? null }
      : { type: "phone", phone_number: "" };
    show(kind, now);
    tell(now);
  });
  control.setAttribute("aria-label", say("target"));
  show(before, item);
  return el("div", { class: "target" }, control, place);
}

/**
 * @param {string} id
 * @param {string} value
 * @param {Change} change
 */
function phone(id, value, change) {
  const input = el("input", { id, value, inputmode: "tel", maxlength: 24, autocomplete: "off" });
  return heard(input, () => change(digits(input.value)));
}
