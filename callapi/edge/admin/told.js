// What has happened, in a line at the foot of the page; screen readers say it.

import { byId } from "../web/element.js";

const SEEN_MS = 6000;
let timer = 0;

/** @param {string} text */
export function tell(text) {
  const place = byId("said");
  place.textContent = text;
  clearTimeout(timer);
  timer = window.setTimeout(() => { place.textContent = ""; }, SEEN_MS);
}
