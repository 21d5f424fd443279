// A refusal in words, with what stands in the way of it.

import { Refused } from "../web/ask.js";
import { words } from "../web/mistake.js";
import { knows, say } from "../web/words.js";

/** @param {unknown} failure */
export function why(failure) {
  const users = failure instanceof Refused ? failure.params.used_by : null;
  if (!Array.isArray(users) || !users.length) return words(failure);
  const named = users.map(({ entity, id }) => {
    const key = `used.${entity}`;
    return `${knows(key) ? say(key) : entity} ${id ?? ""}`.trim();
  });
  return `${words(failure)} ${say("used.by", { names: named.join(", ") })}`;
}
