// What each page does that follows the live calls.

import { ask } from "./ask.js";
import { byId } from "./element.js";
import * as session from "./session.js";
import { learn, say, translate } from "./words.js";

/** @typedef {import("./words.js").Language} Language */
/** @typedef {import("./words.js").Table} Table */

// Tables of texts, each a module for each language; the page's own comes last.
/** @param {(language: Language) => Promise<{default: Table}>[]} tables */
export async function speak(tables) {
  await learn((it) => tables(it).map((table) => table.then((found) => found.default)));
  translate(document);
  document.title = `${say("title")} - callapi`;
}

// How the stream is, in the badge #stream.
/** @param {import("./events.js").Condition} condition */
export function showCondition(condition) {
  const badge = byId("stream");
  badge.textContent = say(`stream.${condition}`);
  badge.dataset.condition = condition;
}

// Nothing of the account is left on the page.
/** @param {import("./calls.js").Calls} calls */
export async function logOut(calls) {
  calls.close();
  try {
    await ask("logout.user", {});
  } catch {
    // the token ends by itself
  }
  session.end();
  location.reload();
}
