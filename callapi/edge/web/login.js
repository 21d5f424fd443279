// Logging in: at first, and again over the page as it stands when the session has ended.
// With login and password for an hour, or with an access key for as long as it is good.

import { look } from "./ask.js";
import { el } from "./element.js";
import { isForbidden, words } from "./mistake.js";
import * as session from "./session.js";
import { say } from "./words.js";

/** @typedef {{access_token: string, expire_at: number}} LoggedIn */

export class Login {
  #parts = parts();
  #enterAs;
  #begun;
  #who = whose(); // the page is; null: nobody's yet

  /**
   * @param {(login: string, password: string) => Promise<LoggedIn>} enterAs
   * @param {() => void} begun
   */
  constructor(enterAs, begun) {
    this.#enterAs = enterAs;
    this.#begun = begun;
    const { dialog, form } = this.#parts;
    document.body.append(dialog);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
  }

  /** @param {boolean} isAgain */
  show(isAgain) {
    const { again, said, password, key, dialog, login } = this.#parts;
    again.hidden = !isAgain;
    said.textContent = "";
    password.value = "";
    key.value = "";
    if (!dialog.open) dialog.showModal();
    (login.value ? password : login).focus();
  }

  async #enter() {
    const { said, key, password, dialog } = this.#parts;
    said.textContent = "";
    const secret = key.value ? key : password;
    try {
      session.begin(await (key.value ? withKey(key.value.trim()) : this.#withPassword()));
    } catch (failure) {
      said.textContent = words(failure);
      secret.select();
      return;
    }
    key.value = "";
    password.value = "";
    dialog.close();
    const before = this.#who;
    this.#who = whose();
    if (before === null || (before && before === this.#who)) this.#begun();
    else location.reload(); // nothing of somebody else's is left on the page
  }

  async #withPassword() {
    const login = this.#parts.login.value.trim();
    const begun = await this.#enterAs(login, this.#parts.password.value);
    return { login, token: begun.access_token, expiresAt: begun.expire_at };
  }
}

// Logins are the same in capitals or not.
function whose() {
  return session.current()?.login.toLowerCase() ?? null;
}

// Whose the key is, the server says; somebody who may not ask it that is nobody by name.
/**
 * @param {string} token
 * @returns {Promise<session.Session>}
 */
async function withKey(token) {
  try {
    const sent = /** @type {{}} */ ({ access_token: token });
    const { rows } = await look("getobj.account", sent);
    return { login: rows.user_login, token, expiresAt: null };
  } catch (failure) {
    if (!isForbidden(failure)) throw failure; // the key is good
    return { login: "", token, expiresAt: null };
  }
}

function parts() {
  const login = el("input", {
    id: "login", name: "login", autocomplete: "username", maxlength: 255, spellcheck: "false",
  });
  const password = el("input", {
    id: "password", name: "password", type: "password", autocomplete: "current-password",
    maxlength: 255,
  });
  const key = el("input", { id: "key", type: "password", autocomplete: "off", maxlength: 256 });
  const again = el("p", { id: "again" }, say("login.again"));
  const said = el("p", { id: "login-said", role: "alert" });
  const form = el("form", { id: "login-form", novalidate: "" },
    el("h2", { id: "login-title" }, say("login.title")), again,
    el("label", { for: "login" }, say("login.login")), login,
    el("label", { for: "password" }, say("login.password")), password,
    el("details", {}, el("summary", {}, say("login.with_key")),
      el("label", { for: "key" }, say("login.key")), key),
    el("button", { class: "main", type: "submit" }, say("login.do")), said);
  const dialog = el("dialog", { id: "login-dialog", "aria-labelledby": "login-title" }, form);
  return { login, password, key, again, said, form, dialog };
}
