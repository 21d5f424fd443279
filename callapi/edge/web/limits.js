// How many requests are left, as each answer tells it.

import { byId, clear, el } from "./element.js";
import { say } from "./words.js";

/** @typedef {import("./ask.js").Limits} Limits */

/** @param {Limits} told */
export function showLimits(told) {
  clear(byId("limits")).append(
    gauge("minute", told.minute_remaining, told.minute_limit),
    gauge("day", told.day_remaining, told.day_limit),
  );
}

/**
 * @param {"minute" | "day"} name
 * @param {number} left
 * @param {number} most
 */
function gauge(name, left, most) {
  const text = say(`limits.${name}`, { left, most });
  const meter = el("meter", {
    min: 0, max: most || 1, low: most * 0.2, optimum: most || 1, value: left, "aria-label": text,
  });
  return el("span", { class: "gauge" }, meter, el("span", { "aria-hidden": "true" }, text));
}
