// The form that makes a new call.

import { ask } from "../web/ask.js";
import { when } from "../web/clock.js";
import { byId, clear, el } from "../web/element.js";
import { words } from "../web/mistake.js";
import { say } from "../web/words.js";
import { ContactInput } from "./found.js";
import { keypad } from "./keypad.js";
import { messageField } from "./message.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./account.js").Contact} Contact */
/** @typedef {import("./message.js").MessageField} MessageField */
/** @typedef {import("./past.js").Past} Past */

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

  #past;

  /**
   * @param {Past} past
   * @param {(id: number) => void} begun
   */
  constructor(past, begun) {
    this.#past = past;
    this.#begun = begun;
    const list = byId("found", HTMLUListElement);
    this.#contact = new ContactInput(this.#input, list, {
      book: () => entries(this.#account?.contacts ?? []), last: () => this.#last(),
      ask: (text) => this.#ask(text),
    });
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

  // A call to this contact, over this number if it is still one of ours.
  /**
   * @param {string} contact
   * @param {string} virtualNumber
   */
  callBack(contact, virtualNumber) {
    this.#contact.fill(contact);
    const virtual = byId("virtual");
    const isThere = virtual instanceof HTMLSelectElement
      ? [...virtual.options].some((it) => it.value === virtualNumber) : true;
    if (isThere) valued(virtual).value = virtualNumber;
    this.#call();
  }

  focusVirtual() {
    byId("virtual").focus();
  }

  // The message before connecting, to be chosen or put away.
  turnMessage() {
    const details = this.#form.querySelector("details");
    if (!details) return;
    details.open = !details.open;
    (details.open ? byId("before-kind") : this.#input).focus();
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

  // Whom the last calls were with, the latest first.
  #last() {
    return this.#past.recent.map((it) => ({
      name: it.contactName ?? this.#account?.nameOf(it.contact) ?? it.contact,
      number: it.contact,
      told: say(`dial.last.${it.direction}`, { time: when(it.startedAt, this.#account?.zone) }),
    }));
  }

  /** @param {string} text */
  async #ask(text) {
    try {
      return entries(await this.#account?.find(text) ?? []);
    } catch (failure) {
      this.#said.textContent = words(failure);
      return [];
    }
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
    const virtual = valued(byId("virtual"));
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

/** @param {Contact[]} contacts */
function entries(contacts) {
  return contacts.flatMap((it) => it.numbers.map((number) => ({ name: it.name, number })));
}

/** @param {HTMLElement} element */
function valued(element) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (element);
}
