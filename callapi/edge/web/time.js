// How long something lasts, on the server's clock.

import { now } from "./ask.js";

/** @param {number} since */
export function lasted(since) {
  const seconds = Math.max(0, Math.floor((now() - since) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (/** @type {number} */ it) => String(it).padStart(2, "0");
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
