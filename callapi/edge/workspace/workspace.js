// The operator workspace: every part is made once, in order, and told what has changed.

import { ask, onLimits } from "../web/ask.js";
import { byId } from "../web/element.js";
import { showLanguages } from "../web/languages.js";
import { showLimits } from "../web/limits.js";
import { Login } from "../web/login.js";
import { words } from "../web/mistake.js";
import * as session from "../web/session.js";
import * as shortcuts from "../web/shortcuts.js";
import { learn, say, translate } from "../web/words.js";
import { Account } from "./account.js";
import { ACTIONS } from "./actions.js";
import { Calls } from "./calls.js";
import { Card, tell } from "./card.js";
import { Dial } from "./dial.js";
import { bindAll } from "./keys.js";
import { Line } from "./line.js";
import { List } from "./list.js";

/** @typedef {import("../web/events.js").Told} Told */
/** @typedef {import("../web/words.js").Language} Language */

const tables = (/** @type {Language} */ it) => [
  import(`./words.${it}.js`).then((found) => found.default),
  import(`../web/errors.${it}.js`).then((found) => found.default),
];
await learn(tables);
translate(document);
document.title = `${say("title")} - callapi`;

let account = new Account("");
/** @type {number | null} */
let awaited = null; // a call of ours that no event has told of yet

/** @type {Calls} */
const calls = new Calls({ draw, turn, hear, fail, isShown: (id) => id === card.id });
const list = new List(calls, () => account, open);
/** @type {Card} */
const card = new Card(calls, () => account, () => list.select(null));
const dial = new Dial(open);
const line = new Line(() => list.drawAll(), fail);
const login = new Login((name, password) => ask("login.user", { login: name, password }), begin);

/** @param {Set<number>} changed */
function draw(changed) {
  list.draw(changed);
  if (awaited !== null && calls.find(awaited)) open(awaited);
  else if (card.id !== null) card.draw();
  else for (const id of changed) openIfMine(id);
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

/** @param {import("../web/events.js").Condition} condition */
function turn(condition) {
  const badge = byId("stream");
  badge.textContent = say(`stream.${condition}`);
  badge.dataset.condition = condition;
}

/** @param {Told} told */
function hear(told) {
  if (told.name === "sip_line_unregistered") line.lost(told.data.sip_phone_number ?? "");
}

/** @param {unknown} why */
function fail(why) {
  byId("dial-said").textContent = words(why);
}

async function begin() {
  byId("work").hidden = false;
  const { login: name } = session.current() ?? { login: "" };
  account = new Account(name);
  calls.open();
  try {
    await account.read();
  } catch (failure) {
    fail(failure);
  }
  line.show(account);
  dial.show(account);
  list.drawAll();
  if (card.id === null) dial.focus();
}

// Nothing of the account is left on the page.
async function logOut() {
  calls.close();
  try {
    await ask("logout.user", {});
  } catch {
    // the token ends by itself
  }
  session.end();
  location.reload();
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
byId("out").addEventListener("click", logOut);
showLanguages(byId("language", HTMLSelectElement));
for (const action of ACTIONS) shortcuts.bind(action.key, () => card.act(action));
bindAll([
  ["d", "key.dial", () => dial.focus()],
  ["f", "key.first", () => dial.turnFirst()],
  ["j", "key.next", () => move(1)],
  ["k", "key.previous", () => move(-1)],
  ["m", "key.mine", () => list.turnMine()],
  ["l", "key.line", () => line.focus()],
  ["Escape", "key.close", () => { card.empty(); list.select(null); }],
  ["q", "key.out", logOut],
]);
shortcuts.listen();
setInterval(() => { list.tick(); card.tick(); }, 1000);
if (session.current()) begin();
else login.show(false);
