// The time on the wall, where the account is.

import { now } from "../web/ask.js";
import { byId } from "../web/element.js";
import { language } from "../web/words.js";

/** @param {string | undefined} zone */
export function showTime(zone) {
  byId("clock").textContent = new Intl.DateTimeFormat(language, {
    hour: "2-digit", minute: "2-digit", timeZone: zone,
  }).format(now());
}
