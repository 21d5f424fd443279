// What the API finds wrong with a scenario, in words, and at which operation.

import { Refused } from "../../web/ask.js";
import { el } from "../../web/element.js";
import { knows, say } from "../../web/words.js";
import { find } from "./document.js";
import { nameOf, settingName } from "./names.js";

/** @typedef {import("../../web/data_api").ScenarioProblem} Problem */
/** @typedef {{problems: Problem[], warnings: Problem[]}} Found */

// What a reply that refuses a scenario says of it; null: it is about something else.
/**
 * @param {unknown} failure
 * @returns {Problem | null}
 */
export function problemOf(failure) {
  if (!(failure instanceof Refused) || !failure.field) return null;
  return {
    field: failure.field, mnemonic: failure.mnemonic, operation_key: failure.params.operation_key ?? null,
    message: failure.params.reason ?? "",
  };
}

/** @param {Problem} problem */
export function problemText(problem) {
  const key = `error.${problem.mnemonic}`;
  return knows(key) ? say(key, { field: problem.field, components: problem.message }) : problem.message;
}

// How many there are at each operation.
/** @param {Problem[]} problems */
export function counts(problems) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { operation_key: key } of problems) if (key) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/**
 * @param {Found} found
 * @param {import("./document.js").Flow} flow
 * @param {(problem: Problem) => void} open
 */
export function problemList({ problems, warnings }, flow, open) {
  const item = (/** @type {Problem} */ it, /** @type {string} */ kind) => {
    const operation = find(flow, it.operation_key);
    const button = el("button", { type: "button", class: "link" },
      operation ? nameOf(operation) : say("problem.whole"));
    button.addEventListener("click", () => open(it));
    return el("li", { class: kind },
      operation ? button : say("problem.whole"), ": ",
      el("span", { class: "field" }, fieldName(it.field)), " ",
      kind === "warning" ? warningText(it) : problemText(it),
      it.message && kind === "problem"
        ? el("span", { class: "quiet", lang: "en" }, ` (${it.message})`) : null);
  };
  return el("ul", { class: "problems" },
    ...problems.map((it) => item(it, "problem")), ...warnings.map((it) => item(it, "warning")));
}

/** @param {Problem} warning */
function warningText(warning) {
  return say(warning.field.endsWith("transitions") ? "warning.way" : "warning.unreached");
}

/** @param {string} field */
function fieldName(field) {
  const path = field.replace(/^operations\.?(settings\.)?/, "");
  return path && path !== "key" ? `${settingName(path)}:` : "";
}
