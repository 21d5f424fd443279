// What happens to calls of a virtual number: the first rule that matches counts.

import { clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { may } from "./account.js";
import { mayDelete } from "./confirm.js";
import { ask } from "./data.js";
import { Form } from "./form.js";
import { why } from "./why.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./data.js").Method} Method */

/** @param {Row} number */
export function rulesOf(number) {
  const rules = new Rules(number);
  rules.read();
  return rules.element;
}

class Rules {
  #number;
  #list = el("ol", { class: "rules" });
  #said = el("p", { role: "alert" });
  #add = el("div", {});
  #can = may("number_management", "update");

  /** @param {Row} number */
  constructor(number) {
    this.#number = number;
    this.element = el("section", { class: "about" }, el("h3", {}, say("rules")),
      el("p", { class: "hint" }, say("rules.hint")), this.#said, this.#list, this.#add);
    if (may("number_management", "insert")) this.#offer();
  }

  async read() {
    try {
      const { rows } = await ask("getobj.call_processing_rules", { number_capacity_id: this.#number.id });
      /** @type {Row[]} */
      const all = rows.scenarios;
      clear(this.#list).append(...all.map((it, at) => this.#line(it, at, all.length)));
      if (!all.length) this.#list.append(el("li", { class: "quiet" }, say("rules.none")));
    } catch (failure) {
      this.#said.textContent = why(failure);
    }
  }

  #offer() {
    const form = new Form({
      page: "numbers", row: null, yes: say("rules.add"),
      fields: [
        { name: "scenario_id", kind: "pick", of: "scenarios", need: true },
        { name: "rule_schedule_id", param: "schedule_id", kind: "pick", of: "schedules" },
        { name: "contact_group_id", kind: "pick", of: "contact_groups" },
      ],
      save: async (sent) => {
        await ask("create.call_processing_rules", { number_capacity_id: this.#number.id, ...sent });
        this.#offer();
        await this.read();
      },
    });
    clear(this.#add).append(el("h4", {}, say("rules.new")), form.element);
  }

  /**
   * @param {Row} rule
   * @param {number} at
   * @param {number} count
   */
  #line(rule, at, count) {
    const id = rule.call_processing_rule_id;
    const only = [rule.schedule_name, rule.contact_group_name].filter(Boolean).join(", ");
    const active = el("input", { type: "checkbox", disabled: this.#can ? null : "" });
    active.checked = rule.is_active;
    active.addEventListener("change", () => this.#do("set.call_processing_rule_is_active", {
      id, type: "scenario", is_active: active.checked,
    }));
    return el("li", {},
      el("span", { class: "what" }, el("strong", {}, rule.scenario_name), only && ` · ${only}`),
      el("label", {}, active, " ", say("rules.active")),
      this.#can ? this.#button("form.up", "↑", at === 0, () =>
        this.#do("update.call_processing_rules", { id, priority: rule.priority - 1 })) : null,
      this.#can ? this.#button("form.down", "↓", at === count - 1, () =>
        this.#do("update.call_processing_rules", { id, priority: rule.priority + 1 })) : null,
      may("number_management", "delete") ? this.#button("form.remove", "×", false, async () => {
        if (await mayDelete(rule.scenario_name)) await this.#do("delete.call_processing_rules", { id });
      }) : null);
  }

  /**
   * @param {string} name
   * @param {string} sign
   * @param {boolean} isOff
   * @param {() => void} act
   */
  #button(name, sign, isOff, act) {
    const made = el("button", {
      type: "button", class: "small", "aria-label": say(name), disabled: isOff ? "" : null,
    }, sign);
    made.addEventListener("click", act);
    return made;
  }

  /**
   * @param {Method} method
   * @param {Row} params
   */
  async #do(method, params) {
    this.#said.textContent = "";
    try {
      await ask(method, params);
    } catch (failure) {
      this.#said.textContent = why(failure);
    }
    await this.read();
  }
}
