// The time on the wall, where the account is.

import { now } from "../web/ask.js";
import { byId } from "../web/element.js";
import { locale } from "../web/words.js";

/** @param {string | undefined} zone */
export function showTime(zone) {
  byId("clock").textContent = new Intl.DateTimeFormat(locale(), {
    hour: "numeric", minute: "2-digit", timeZone: zone,
  }).format(now());
}
