// Logging in: at first, and again over the page as it stands when the session has ended.

import { byId } from "./element.js";
import { words } from "./mistake.js";
import * as session from "./session.js";

/** @typedef {{access_token: string, expire_at: number}} LoggedIn */

export class Login {
  #dialog = byId("login-dialog", HTMLDialogElement);
  #login = byId("login", HTMLInputElement);
  #password = byId("password", HTMLInputElement);
  #said = byId("login-said");
  #enterAs;
  #begun;

  /**
   * @param {(login: string, password: string) => Promise<LoggedIn>} enterAs
   * @param {() => void} begun
   */
  constructor(enterAs, begun) {
    this.#enterAs = enterAs;
    this.#begun = begun;
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    byId("login-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
  }

  /** @param {boolean} isAgain */
  show(isAgain) {
    byId("again").hidden = !isAgain;
    this.#said.textContent = "";
    this.#password.value = "";
    if (!this.#dialog.open) this.#dialog.showModal();
    (this.#login.value ? this.#password : this.#login).focus();
  }

  async #enter() {
    this.#said.textContent = "";
    const login = this.#login.value.trim();
    try {
      const begun = await this.#enterAs(login, this.#password.value);
      session.begin({ login, token: begun.access_token, expiresAt: begun.expire_at });
    } catch (failure) {
      this.#said.textContent = words(failure);
      this.#password.select();
      return;
    }
    this.#password.value = "";
    this.#dialog.close();
    this.#begun();
  }
}
