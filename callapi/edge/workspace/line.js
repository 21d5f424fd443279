// Who I am to the telephone: the employee, the number that rings, and whether it is there.

import { byId, clear, el } from "../web/element.js";
import { say } from "../web/words.js";

/** @typedef {import("./account.js").Account} Account */

const OUTSIDE = "";

export class Line {
  #place = byId("line");
  /** @type {Account | null} */
  #account = null;
  #changed;
  #fail;

  /**
   * @param {() => void} changed
   * @param {(why: unknown) => void} fail
   */
  constructor(changed, fail) {
    this.#changed = changed;
    this.#fail = fail;
  }

  /** @param {Account} account */
  show(account) {
    this.#account = account;
    const { employee } = account.me;
    clear(this.#place).append(
      ...(account.isMeFixed && employee ? [el("p", {}, employee.name)] : this.#who(account)),
      ...(employee ? this.#employee(account, employee) : this.#outside(account)),
    );
  }

  focus() {
    const first = this.#place.querySelector("select, input, button");
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {Account} account */
  #who(account) {
    if (!account.employees.length) return [];
    const select = el("select", { id: "line-who" },
      ...account.employees.map((it) => el("option", { value: it.id }, it.name)),
      el("option", { value: OUTSIDE }, say("line.outside")));
    select.value = String(account.me.employee?.id ?? OUTSIDE);
    select.addEventListener("change", () => {
      const employee = account.employees.find((it) => String(it.id) === select.value) ?? null;
      this.#choose(account, { employee, number: "" });
      byId("line-who").focus();
    });
    return [el("label", { for: select.id }, say("line.who")), select];
  }

  /**
   * @param {Account} account
   * @param {import("./account.js").Employee} employee
   */
  #employee(account, employee) {
    const numbers = employee.numbers.filter((it) => it.isActive).map((it) => it.number);
    const select = el("select", { id: "line-number" },
      el("option", { value: "" }, say("line.all")),
      ...numbers.map((it) => el("option", { value: it }, it)));
    select.value = account.me.number;
    select.addEventListener("change", () => {
      this.#choose(account, { employee, number: select.value });
      byId("line-number").focus();
    });
    const { extension } = employee;
    return [
      extension && el("p", { class: "quiet" }, say("line.extension", { extension })),
      el("label", { for: select.id }, say("line.number")), select,
      this.#registrations(account, numbers),
    ].flatMap((it) => it || []);
  }

  /** @param {Account} account */
  #outside(account) {
    const input = el("input", {
      id: "line-number", inputmode: "tel", autocomplete: "off", maxlength: 20,
    });
    input.value = account.me.number;
    input.addEventListener("change", () => {
      account.choose({ employee: null, number: input.value.replace(/\D/g, "") });
      this.#changed();
    });
    return [el("label", { for: input.id }, say("line.number")), input];
  }

  /**
   * @param {Account} account
   * @param {string[]} numbers
   */
  #registrations(account, numbers) {
    const lines = numbers.filter((it) => account.lines.has(it));
    const look = el("button", { type: "button" }, say("line.look"));
    look.addEventListener("click", () => this.look());
    const items = lines.map((it) => {
      const isThere = account.lines.get(it);
      const key = isThere ? "line.registered" : "line.unregistered";
      return el("li", { class: isThere ? "good" : "bad" }, say(key, { number: it }));
    });
    const told = items.length ? el("ul", { class: "registrations" }, ...items)
      : el("p", { class: "quiet" }, say("line.none"));
    return el("div", {}, el("div", { role: "status" }, told), look);
  }

  async look() {
    const account = this.#account;
    if (!account) return;
    try {
      await account.readLines();
      this.show(account);
    } catch (failure) {
      this.#fail(failure);
    }
  }

  // An event has told that this line is gone.
  /** @param {string} number */
  lost(number) {
    const account = this.#account;
    if (!account?.lines.has(number)) return;
    account.lines.set(number, false);
    this.show(account);
  }

  /**
   * @param {Account} account
   * @param {import("./account.js").Me} me
   */
  #choose(account, me) {
    account.choose(me);
    this.show(account);
    this.#changed();
  }
}
