// The same flow as a list, in the order in which a call comes to it.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { inOrder, reached, ways } from "./document.js";
import { nameOf, outcomeName, targetName, typeName } from "./names.js";

/** @typedef {import("./picture.js").Marks} Marks */
/** @typedef {import("./document.js").Flow} Flow */

/**
 * @param {Flow} flow
 * @param {Marks} marks
 * @param {(key: string, outcome?: string) => void} select
 */
export function outline(flow, marks, select) {
  const there = reached(flow);
  return el("ol", { class: "outline" }, ...inOrder(flow).map((it) => {
    const head = choose(nameOf(it), () => select(it.key));
    head.dataset.operation = it.key;
    if (marks.selected === it.key) head.setAttribute("aria-current", "true");
    const problems = marks.problems.get(it.key) ?? 0;
    const steps = marks.trace?.stepsAt(it.key) ?? [];
    const led = ways(it).filter((way) => way.to !== undefined);
    return el("li", { class: marks.trace?.isAt(it.key) ? "now" : null },
      head, " ", el("span", { class: "quiet" }, typeName(it.type)),
      flow.start === it.key ? note(say("flow.starts"), "good") : null,
      there.has(it.key) ? null : note(say("warning.unreached"), "busy"),
      problems ? note(say("flow.problems.count", { count: problems }), "bad") : null,
      steps.length ? note(say("flow.steps", { steps: steps.join(", ") }), "good") : null,
      led.length ? el("ul", {}, ...led.map((way) => el("li", {},
        outcomeName(way.outcome), " \u2192 ",
        way.to ? choose(targetName(flow, way), () => select(way.to ?? "")) : targetName(flow, way)))) : null);
  }));
}

/**
 * @param {string} text
 * @param {() => void} act
 */
function choose(text, act) {
  const button = el("button", { type: "button", class: "link" }, text);
  button.addEventListener("click", act);
  return button;
}

/**
 * @param {string} text
 * @param {string} kind
 */
function note(text, kind) {
  return el("span", { class: `note ${kind}` }, ` ${text}`);
}
