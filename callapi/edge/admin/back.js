// The way back from one thing to its list.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { address } from "./router.js";

/**
 * @param {string} page
 * @param {Record<string, string>} [query] what was seen of the list
 */
export function back(page, query) {
  const link = el("a", { href: address([page], query), "data-do": "back" }, `\u2039 ${say(`page.${page}`)}`);
  return el("p", { class: "back" }, link);
}
