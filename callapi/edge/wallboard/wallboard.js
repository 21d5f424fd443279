// The wallboard: for a screen on a wall that nobody sits before. Today's calls are read from
// the report once; then everything comes from the stream of events.

import { ask, look } from "../web/ask.js";
import { Calls, LISTED } from "../web/calls.js";
import { byId } from "../web/element.js";
import { showLanguages } from "../web/languages.js";
import { Login } from "../web/login.js";
import { isForbidden, words } from "../web/mistake.js";
import { logOut, showCondition, speak } from "../web/page.js";
import * as session from "../web/session.js";
import * as shortcuts from "../web/shortcuts.js";
import { Board } from "./board.js";
import { showTime } from "./clock.js";
import { Day } from "./day.js";

/** @typedef {import("../web/events.js").Told} Told */

const MOST = 10_000;
const PAGE_S = 12;
const AGAIN_MS = 15_000;

await speak((it) => [
  import(`../web/errors.${it}.js`), import(`../web/shared.${it}.js`), import(`./words.${it}.js`),
]);

const board = new Board();
/** @type {Day | null} */
let day = null;
/** @type {string | undefined} */
let zone;
let isKnown = false; // whether the account has been read
let isListed = false; // and its calls
let seconds = 0;
let again = 0; // when what has failed is tried once more

/** @type {Calls} */
const calls = new Calls({ draw, turn: showCondition, hear, fail, isShown: () => false });
const login = new Login((name, password) => ask("login.user", { login: name, password }), begin);

/** @param {Set<number>} changed */
function draw(changed) {
  board.drawCalls(calls.all());
  if (!changed.has(LISTED)) return;
  isListed = true;
  if (isKnown) readDay();
}

/** @param {Told} told */
function hear(told) {
  if (told.name !== "call_session_finished" || !day) return;
  day.add(told.data);
  board.drawDay(day);
}

/** @param {unknown} why */
function fail(why) {
  byId("said").textContent = words(why);
}

async function begin() {
  byId("work").hidden = false;
  byId("said").textContent = "";
  isKnown = isListed = false;
  calls.open();
  await know();
}

async function know() {
  try {
    await readAccount();
  } catch (failure) {
    return tryAgain(failure, know);
  }
  day = new Day(zone);
  isKnown = true;
  if (isListed) readDay();
  return undefined;
}

// Nobody is there to do it.
/**
 * @param {unknown} failure
 * @param {() => void} act
 */
function tryAgain(failure, act) {
  fail(failure);
  clearTimeout(again);
  again = 0;
  if (session.current() && !isForbidden(failure)) again = window.setTimeout(act, AGAIN_MS);
}

async function readAccount() {
  const { rows } = await look("getobj.account", {});
  zone = rows.timezone;
  byId("account").textContent = rows.app_name;
  showTime(zone);
  const employees = await look("get.employees", {
    fields: ["id", "full_name"], limit: MOST, sort: [{ field: "full_name", order: "asc" }],
  });
  board.name(employees.rows.map((it) => ({ id: it.id ?? 0, name: it.full_name ?? "" })));
  board.drawCalls(calls.all());
}

// Once for each listing: what ends from then on is told. Who may not read reports sees the
// calls of now.
async function readDay() {
  try {
    await day?.read();
    board.drawDay(day);
    if (again) byId("said").textContent = "";
    again = 0;
  } catch (failure) {
    if (isForbidden(failure)) day = null;
    board.drawDay(day);
    tryAgain(failure, readDay);
  }
}

function tick() {
  seconds += 1;
  if (day?.turn()) board.drawDay(day);
  board.tick();
  showTime(zone);
  if (seconds % PAGE_S === 0) board.turnPage();
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(fail);
}

session.onEnd(() => {
  calls.close();
  clearTimeout(again);
  login.show(true);
});
byId("out").addEventListener("click", () => logOut(calls));
byId("full").addEventListener("click", fullScreen);
showLanguages(byId("language", HTMLSelectElement));
shortcuts.bind("f", fullScreen);
shortcuts.bind("w", () => location.assign("workspace"));
shortcuts.bind("q", () => logOut(calls));
shortcuts.listen();
setInterval(tick, 1000);
if (session.current()) begin();
else login.show(false);
