// Errors in words: by mnemonic and params, never by the server's text alone.

import { Refused, Unanswered } from "./ask.js";
import { knows, say } from "./words.js";

// Whoever asks lacks a right, or the account a component, or his address is not one for this API.
const RIGHTS = new Set([
  "forbidden", "component_disabled", "method_component_disabled", "ip_not_whitelisted",
]);

/** @param {unknown} failure */
export function isForbidden(failure) {
  return failure instanceof Refused && RIGHTS.has(failure.mnemonic);
}

/** @param {unknown} failure */
export function words(failure) {
  const said = reason(failure);
  const field = failure instanceof Refused && failure.field ? `field.${failure.field}` : "";
  return knows(field) ? `${say(field)}: ${said}` : said;
}

// Without the field, for where the field is to be seen.
/** @param {unknown} failure */
export function reason(failure) {
  if (failure instanceof Unanswered) return say("unanswered");
  if (!(failure instanceof Refused)) return say("broken", { what: String(failure) });
  const key = `error.${failure.mnemonic}`;
  if (!knows(key)) return failure.message;
  const params = Object.fromEntries(
    Object.entries(failure.params).map(([name, value]) => [name, inWords(name, value)]),
  );
  return say(key, { field: failure.field ?? "", ...params });
}

// A value that is itself a word of the API's.
/**
 * @param {string} name
 * @param {unknown} value
 */
function inWords(name, value) {
  const key = `${name}.${String(value)}`;
  return knows(key) ? say(key) : value;
}
