// How long something lasts.

import { now } from "./ask.js";

// Since a moment on the server's clock.
/** @param {number} since */
export function lasted(since) {
  return long((now() - since) / 1000);
}

/** @param {number} seconds */
export function long(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (/** @type {number} */ it) => String(it).padStart(2, "0");
  const rest = two(whole % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
