// Times as the Data API has them: `YYYY-MM-DD hh:mm:ss` in the account's zone, without one.

import { now } from "./ask.js";
import { locale } from "./words.js";

const DAY_MS = 86_400_000;
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "numeric", minute: "2-digit" };
/** @type {Intl.DateTimeFormatOptions} */
const DAY = { day: "numeric", month: "short" };

// A moment some days from now; what the zone makes of it is less than a day.
/** @param {number} days */
export function inDays(days) {
  return new Date(now() + days * DAY_MS).toISOString().slice(0, 19).replace("T", " ");
}

// Some days from a time that the server has told.
/**
 * @param {string} time
 * @param {number} days
 */
export function around(time, days) {
  const moment = Date.parse(`${time.replace(" ", "T")}Z`) + days * DAY_MS;
  return new Date(moment).toISOString().slice(0, 19).replace("T", " ");
}

// The day it is in a zone, `YYYY-MM-DD`; without one, here.
/** @param {string | undefined} zone */
export function today(zone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(now());
}

// For people: only the time if it was today.
/**
 * @param {string} time
 * @param {string | undefined} zone
 */
export function when(time, zone) {
  const shown = time.startsWith(today(zone)) ? TIME : { ...DAY, ...TIME };
  return new Intl.DateTimeFormat(locale(), { ...shown, timeZone: "UTC" })
    .format(Date.parse(`${time.replace(" ", "T")}Z`));
}
