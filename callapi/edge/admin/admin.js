// The client area: the frame around its pages. The table of pages is in pages.js.

import { look, onLimits } from "../web/ask.js";
import { byId, clear, el } from "../web/element.js";
import { showLanguages } from "../web/languages.js";
import { showLimits } from "../web/limits.js";
import { Login } from "../web/login.js";
import { words } from "../web/mistake.js";
import * as session from "../web/session.js";
import * as shortcuts from "../web/shortcuts.js";
import { learn, say, translate } from "../web/words.js";
import * as account from "./account.js";
import { bindAll } from "./keys.js";
import { mayDiscard } from "./confirm.js";
import { markPage, showNav } from "./nav.js";
import { PAGES, WORDS } from "./pages.js";
import { follow, here } from "./router.js";

/** @typedef {import("./pages.js").Shown} Shown */

await learn((language) => [
  import(`../web/shared.${language}.js`).then((found) => found.default),
  ...WORDS.map((it) => import(`./${it}.${language}.js`).then((found) => found.default)),
  import(`../web/errors.${language}.js`).then((found) => found.default),
  import(`../web/reasons.${language}.js`).then((found) => found.default),
]);
translate(document);

const place = byId("page");
/** @type {Shown} */
let shown = {};
let visits = 0;
let who = ""; // logs in

const login = new Login(
  async (name, password) => (await look("login.user", { login: name, password })).rows, begin);

// Who logs in again goes on with what he had typed.
async function begin() {
  who = session.current()?.login ?? "";
  try {
    const { app_name: name, user_login: user } = await account.read();
    byId("account").textContent = `${name} · ${user}`;
  } catch (failure) {
    byId("work").hidden = false;
    clear(place).append(el("p", { role: "alert" }, words(failure)));
    return;
  }
  showNav();
  byId("work").hidden = false;
  if (isDirty()) return markPage(here().page);
  shown.close?.();
  shown = {};
  await arrive();
}

// The module of a page is fetched when it is first asked for.
async function arrive() {
  const visit = ++visits;
  const at = here();
  const row = PAGES.find((it) => it.id === (at.page || "start"));
  const title = say(row ? `page.${row.id}` : "page.none");
  document.title = `${title} - callapi`;
  markPage(row?.id ?? "");
  shown.close?.();
  shown = {};
  const into = el("div", { class: "page" });
  clear(place).append(into);
  if (!row) return into.append(el("h2", {}, title));
  place.setAttribute("aria-busy", "true");
  try {
    const { default: page } = await row.load();
    if (visit !== visits) return undefined;
    const made = await page.show(into, at) ?? {};
    if (visit === visits) shown = made;
    else made.close?.();
  } catch (failure) {
    into.append(el("p", { role: "alert" }, words(failure)));
  }
  if (visit !== visits) return undefined;
  place.removeAttribute("aria-busy");
  if (document.activeElement === document.body) place.focus({ preventScroll: true });
  if (at.rest.length === 0) scrollTo(0, 0);
  return undefined;
}

function isDirty() {
  return Boolean(shown.isDirty?.());
}

// Nothing of the account is left on the page.
async function logOut() {
  if (isDirty() && !await mayDiscard()) return;
  shown = {};
  try {
    await look("logout.user", {});
  } catch {
    // the token ends by itself
  }
  session.end();
  location.reload();
}

onLimits(showLimits, "data");
session.onEnd(() => login.show(true));
addEventListener("beforeunload", (event) => {
  if (session.current()?.login === who && isDirty()) event.preventDefault();
});
byId("out").addEventListener("click", logOut);
showLanguages(byId("language", HTMLSelectElement));
bindAll();
shortcuts.listen();
follow(isDirty, mayDiscard, arrive);
if (session.current()) begin();
else login.show(false);
