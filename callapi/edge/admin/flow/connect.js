// Which outcome leads where: asked in a dialog, for those who do not draw with the mouse.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { asked } from "../confirm.js";
import { select } from "./controls.js";
import { inOrder, ways } from "./document.js";
import { nameOf, outcomeName } from "./names.js";

const END = ".";

/**
 * @param {import("./document.js").Flow} flow
 * @param {import("./document.js").Operation} operation
 * @param {string | null} target null: it is asked as well
 * @returns {Promise<{outcome: string, to: string | null} | null>}
 */
export async function askWay(flow, operation, target) {
  const all = ways(operation);
  const free = all.filter((it) => it.to === undefined);
  const only = free[0];
  if (!all.length) return null;
  if (target && free.length === 1 && only) return { outcome: only.outcome, to: target };
  const offered = target && free.length ? free : all;
  const first = (only ?? all[0])?.outcome ?? "";
  const outcomes = select("tie-outcome", offered.map((it) =>
    ({ value: it.outcome, text: outcomeName(it.outcome) })), first, () => undefined);
  const targets = select("tie-to", [
    ...inOrder(flow).map((it) => ({ value: it.key, text: nameOf(it) })),
    { value: END, text: say("way.end") },
  ], target ?? inOrder(flow).find((it) => it.key !== operation.key)?.key ?? END, () => undefined);
  const row = (/** @type {string} */ text, /** @type {HTMLSelectElement} */ control) =>
    el("div", { class: "field" }, el("label", { for: control.id, class: "name" }, say(text)), control);
  const isSure = await asked(say("tie.title", { name: nameOf(operation) }),
    [el("p", { class: "quiet" }, say("tie.text")), row("tie.outcome", outcomes), row("tie.to", targets)],
    { text: say("tie.do"), kind: "main" }, say("do.cancel"), outcomes);
  return isSure
    ? { outcome: outcomes.value, to: targets.value === END ? null : targets.value } : null;
}
