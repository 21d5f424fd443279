// The form that makes a new call.

import { ask } from "../web/ask.js";
import { byId, clear, el } from "../web/element.js";
import { words } from "../web/mistake.js";
import { ContactInput } from "./found.js";
import { keypad } from "./keypad.js";
import { messageField } from "./message.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./message.js").MessageField} MessageField */

export class Dial {
  #input = byId("contact", HTMLInputElement);
  #form = byId("dial", HTMLFormElement);
  #said = byId("dial-said");
  /** @type {Account | null} */
  #account = null;
  /** @type {MessageField | null} */
  #message = null;
  #contact;
  #begun;

  /** @param {(id: number) => void} begun */
  constructor(begun) {
    this.#begun = begun;
    const list = byId("found", HTMLUListElement);
    this.#contact = new ContactInput(this.#input, list, () => this.#entries());
    byId("pad").append(...keypad((key) => this.#type(this.#input.value + key)));
    byId("back").addEventListener("click", () => this.#type(this.#input.value.slice(0, -1)));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#call();
    });
  }

  /** @param {Account} account */
  show(account) {
    this.#account = account;
    const place = clear(byId("virtual-place"));
    if (account.virtualNumbers.length) {
      place.append(el("select", { id: "virtual" }, ...account.virtualNumbers.map((it) =>
        el("option", { value: it.number }, it.name ? `${it.number}  ${it.name}` : it.number))));
    } else {
      place.append(el("input", { id: "virtual", inputmode: "tel", autocomplete: "off" }));
    }
    this.#message = messageField("before", account.files, false);
    clear(byId("before")).append(this.#message.element);
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  // The contact first or not, the other way round than now.
  turnFirst() {
    const other = this.#form.querySelector("input[name=first]:not(:checked)");
    if (other instanceof HTMLInputElement) {
      other.checked = true;
      other.focus();
    }
  }

  /** @param {string} text */
  #type(text) {
    this.#contact.fill(text);
  }

  #entries() {
    return (this.#account?.contacts ?? []).flatMap((it) =>
      it.numbers.map((number) => ({ name: it.name, number })));
  }

  async #call() {
    this.#said.textContent = "";
    const button = this.#form.querySelector("button[type=submit]");
    if (!(button instanceof HTMLButtonElement) || button.disabled || !this.#account) return;
    button.disabled = true;
    try {
      const begun = await this.#start(this.#account);
      this.#contact.fill("");
      this.#begun(begun.call_session_id);
    } catch (failure) {
      this.#said.textContent = words(failure);
      this.#input.focus();
    } finally {
      button.disabled = false;
    }
  }

  /** @param {Account} account */
  #start(account) {
    const isMeFirst = new FormData(this.#form).get("first") === "me";
    const { employee, number } = account.me;
    const virtual = /** @type {HTMLInputElement | HTMLSelectElement} */ (byId("virtual"));
    const common = {
      direction: /** @type {"out"} */ ("out"), contact: this.#contact.number,
      virtual_phone_number: virtual.value,
      contact_message: this.#message?.read(),
    };
    if (!employee) {
      return ask("start.simple_call", {
        ...common, first_call: isMeFirst ? "operator" : "contact", operator: number,
      });
    }
    const chosen = number ? { id: employee.id, phone_number: number } : { id: employee.id };
    return ask("start.employee_call", {
      ...common, first_call: isMeFirst ? "employee" : "contact", employee: chosen,
    });
  }
}

