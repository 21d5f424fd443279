// What is above the picture: the name, what can be done, and how it is seen.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { typeName } from "./names.js";
import { TYPES } from "./operations.js";

/** @typedef {{rename: (name: string) => void, add: (type: string) => void, undo: () => void,
 *   redo: () => void, zoom: (by: number) => void, turn: (isList: boolean) => void,
 *   check: () => void, save: () => void}} Deeds */

// Types by what they do for the call.
/** @type {[string, string[]][]} */
export const FAMILIES = [
  ["says", ["voice_greeting", "menu", "authorization", "voice_mail", "inbound_fax"]],
  ["calls", ["redirect", "extension", "last_manager", "personal_manager", "interactive"]],
  ["sorts", ["schedule", "contact_list", "region", "interaction_number"]],
  ["goes", ["tag", "run_scenario", "goto_operation", "hangup"]],
];

/**
 * @param {Deeds} deeds
 * @param {boolean} canChange
 * @param {boolean} isList
 */
export function toolbar(deeds, canChange, isList) {
  const name = el("input", { id: "flow-name", maxlength: 255, autocomplete: "off", required: "" });
  name.addEventListener("input", () => deeds.rename(name.value));
  /**
   * @param {string} text
   * @param {() => void} act
   * @param {Record<string, string>} [more]
   * @param {string} [sign]
   */
  const button = (text, act, more = {}, sign = "") => {
    const named = sign ? { "aria-label": say(text), title: say(text) } : {};
    const made = el("button", { type: "button", ...named, ...more }, sign || say(text));
    made.addEventListener("click", act);
    return made;
  };
  const undo = button("flow.undo", deeds.undo, { "aria-keyshortcuts": "Control+Z" }, "\u21b6");
  const redo = button("flow.redo", deeds.redo, { "aria-keyshortcuts": "Control+Y" }, "\u21b7");
  const check = button("flow.check", deeds.check);
  const save = button("do.save", deeds.save, { class: "main", "aria-keyshortcuts": "Control+S" });
  const state = el("span", { class: "quiet state" });
  const seen = views(deeds, isList);
  const zoom = el("div", { class: "buttons", role: "group", "aria-label": say("flow.zoom") },
    button("flow.smaller", () => deeds.zoom(-1), {}, "\u2212"),
    button("flow.fit", () => deeds.zoom(0), {}, "\u2194"),
    button("flow.larger", () => deeds.zoom(1), {}, "+"));
  const element = el("div", { class: "bar" },
    el("div", { class: "line" },
      el("div", { class: "row name" }, el("label", { for: name.id }, say("flow.name")), name),
      el("div", { class: "buttons end" }, state, check, save)),
    el("div", { class: "line" },
      adder(deeds), el("div", { class: "buttons" }, undo, redo),
      el("div", { class: "buttons end" }, seen, zoom)));
  if (!canChange) save.hidden = true;
  return {
    element,
    /**
     * @param {string} text
     * @param {import("./history.js").History} history
     * @param {boolean} isOutline
     */
    draw(text, history, isOutline) {
      if (name.value !== text) name.value = text;
      undo.disabled = !history.canUndo;
      redo.disabled = !history.canRedo;
      state.textContent = history.isSaved ? "" : say("flow.changed");
      zoom.hidden = isOutline;
    },
    /** @param {boolean} isBusy */
    busy(isBusy) {
      check.disabled = isBusy;
      save.disabled = isBusy;
    },
  };
}

// Chosen first and then added: keys that go through a list choose nothing by themselves.
/** @param {Deeds} deeds */
function adder(deeds) {
  const choice = el("select", { id: "flow-type", "aria-label": say("flow.type") },
    ...FAMILIES.map(([family, types]) => el("optgroup", { label: say(`family.${family}`) },
      ...types.filter((it) => it in TYPES).map((it) => el("option", { value: it }, typeName(it))))));
  const button = el("button", { type: "button", id: "flow-add" }, say("flow.add"));
  button.addEventListener("click", () => deeds.add(choice.value));
  return el("div", { class: "adder" }, choice, button);
}

/**
 * @param {Deeds} deeds
 * @param {boolean} isList
 */
function views(deeds, isList) {
  const one = (/** @type {string} */ text, /** @type {boolean} */ value) => {
    const input = el("input", { type: "radio", name: "flow-view" });
    input.checked = value === isList;
    input.addEventListener("change", () => deeds.turn(value));
    return el("label", {}, input, " ", say(text));
  };
  return el("fieldset", { class: "views" }, el("legend", { class: "unseen" }, say("flow.view")),
    one("flow.view.picture", false), one("flow.view.list", true));
}
