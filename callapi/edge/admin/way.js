// Whether calls of one kind are allowed: the API has a list for it, of which only the way
// itself counts.

import { el } from "../web/element.js";
import { framed } from "./control.js";

/** @param {import("./control.js").Asked} asked */
export function wayControl(asked) {
  const [way = ""] = asked.field.name.split("_");
  /** @type {string[]} */
  const others = (asked.value ?? []).filter((/** @type {string} */ it) => it !== way);
  const input = el("input", { type: "checkbox" });
  input.checked = (asked.value ?? []).includes(way);
  return framed(asked, input, () => (input.checked ? [...others, way].sort() : others));
}
