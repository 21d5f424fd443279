// The operator workspace: every part is made once, in order, and told what has changed.

import { ask, onLimits } from "../web/ask.js";
import { Calls, LISTED } from "../web/calls.js";
import { byId } from "../web/element.js";
import { showLanguages } from "../web/languages.js";
import { showLimits } from "../web/limits.js";
import { Login } from "../web/login.js";
import { words } from "../web/mistake.js";
import { logOut, showCondition, speak } from "../web/page.js";
import * as session from "../web/session.js";
import * as shortcuts from "../web/shortcuts.js";
import { say } from "../web/words.js";
import { Account } from "./account.js";
import { ACTIONS } from "./actions.js";
import { Card, tell } from "./card.js";
import { Dial } from "./dial.js";
import { History } from "./history.js";
import { bindAll } from "./keys.js";
import { Line } from "./line.js";
import { List } from "./list.js";
import { Past } from "./past.js";

/** @typedef {import("../web/events.js").Told} Told */

await speak((it) => [
  import(`../web/errors.${it}.js`), import(`../web/shared.${it}.js`),
  import(`../web/reasons.${it}.js`), import(`./words.${it}.js`),
]);

let account = new Account("");
let isKnown = false; // whether the account has been read
let isListed = false; // and its calls
/** @type {number | null} */
let awaited = null; // a call of ours that no event has told of yet

/** @type {Calls} */
const calls = new Calls({ draw, turn: showCondition, hear, fail, isShown: (id) => id === card.id });
const list = new List(calls, () => account, open);
/** @type {Card} */
const card = new Card(calls, () => account, () => list.select(null));
const past = new Past(() => account);
const dial = new Dial(past, open);
const history = new History(past, () => account, (...it) => dial.callBack(...it));
const line = new Line(() => list.drawAll(), fail);
const login = new Login((name, password) => ask("login.user", { login: name, password }), begin);

/** @param {Set<number>} changed */
function draw(changed) {
  list.draw(changed);
  if (changed.has(LISTED)) {
    isListed = true;
    if (isKnown) catchUp();
  }
  if (awaited !== null && calls.find(awaited)) open(awaited);
  else if (card.id !== null) drawCard(changed);
  else for (const id of changed) openIfMine(id);
}

/** @param {Set<number>} changed */
function drawCard(changed) {
  if (changed.has(LISTED) || changed.has(card.id ?? LISTED)) card.draw();
}

// What no event tells: whose the numbers of the list are, and what has ended meanwhile.
function catchUp() {
  account.learn(calls.all().map((it) => it.contact))
    .then((isMore) => isMore && list.drawAll()).catch(fail);
  history.read();
}

// A call that rings at my line shows itself.
/** @param {number} id */
function openIfMine(id) {
  const call = calls.find(id);
  if (card.id === null && call?.state === "SESSION" && account.isMine(call)) {
    card.open(id);
    list.select(id);
    tell(`${say(`calls.${call.direction}`)}: ${call.contactName ?? call.contact}`);
  }
}

/** @param {number} id */
function open(id) {
  awaited = calls.find(id) ? null : id;
  if (awaited !== null) return;
  card.open(id);
  card.focus();
  list.select(id);
}

/** @param {Told} told */
function hear(told) {
  if (told.name === "call_session_finished") history.add(told);
  if (told.name === "sip_line_unregistered") line.lost(told.data.sip_phone_number ?? "");
}

/** @param {unknown} why */
function fail(why) {
  byId("dial-said").textContent = words(why);
}

async function begin() {
  byId("work").hidden = false;
  const { login: name } = session.current() ?? { login: "" };
  isKnown = isListed = false;
  calls.open();
  if (!account.isOf(name)) await read(new Account(name));
  isKnown = true;
  if (isListed) catchUp();
  if (card.id === null) dial.focus();
}

/** @param {Account} whole */
async function read(whole) {
  account = whole;
  try {
    await account.read();
  } catch (failure) {
    fail(failure);
  }
  line.show(account);
  dial.show(account);
  list.drawAll();
}

/** @param {number} by */
function move(by) {
  const id = list.beside(card.id, by);
  if (id !== null) open(id);
}

onLimits(showLimits);
session.onEnd(() => {
  calls.close();
  login.show(true);
});
byId("out").addEventListener("click", () => logOut(calls));
showLanguages(byId("language", HTMLSelectElement));
for (const action of ACTIONS) shortcuts.bind(action.key, () => card.act(action));
bindAll([
  ["d", "key.dial", () => dial.focus()],
  ["f", "key.first", () => dial.turnFirst()],
  ["v", "key.virtual", () => dial.focusVirtual()],
  ["s", "key.message", () => dial.turnMessage()],
  ["j", "key.next", () => move(1)],
  ["k", "key.previous", () => move(-1)],
  ["m", "key.mine", () => list.turnMine()],
  ["l", "key.line", () => line.focus()],
  ["n", "key.look", () => line.look()],
  ["y", "key.past", () => history.focus()],
  ["z", "key.lost", () => history.turnLost()],
  ["a", "key.call_back", () => history.callBack()],
  [".", "key.play", () => history.play()],
  ["-", "key.back", () => history.jump(-1)],
  ["+", "key.on", () => history.jump(1)],
  ["i", "key.language", () => byId("language").focus()],
  ["w", "key.wall", () => location.assign("wallboard")],
  ["Escape", "key.close", () => { card.empty(); list.select(null); }],
  ["q", "key.out", () => logOut(calls)],
]);
for (const leg of "123456789") shortcuts.bind(leg, () => card.focusLeg(Number(leg)));
shortcuts.listen();
setInterval(() => { list.tick(); card.tick(); }, 1000);
if (session.current()) begin();
else login.show(false);
