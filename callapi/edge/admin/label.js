// What a column or a field is called: as its page calls it, else as all do.

import { knows, say } from "../web/words.js";

/**
 * @param {string} page
 * @param {string} name
 */
export function label(page, name) {
  const own = `${page}.${name}`;
  return say(knows(own) ? own : `field.${name}`);
}
