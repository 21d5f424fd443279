// What the account has: a component that is switched off is off for all its users.

import { clear, el } from "../../web/element.js";
import { say } from "../../web/words.js";
import * as account from "../account.js";
import { confirm } from "../confirm.js";
import { ask } from "../data.js";
import { markPage, showNav } from "../nav.js";
import { tell } from "../told.js";
import { valueWord } from "../value.js";
import { why } from "../why.js";

/** @typedef {import("../data.js").Row} Row */

const OWN = "dataapi"; // this page itself lives on it

/** @type {import("../pages.js").Page} */
export default {
  show: async (into) => {
    const said = el("p", { role: "alert" });
    const list = el("ul", { class: "switches" });
    into.append(el("div", { class: "page-head" }, el("h2", {}, say("page.components"))),
      el("p", { class: "hint" }, say("components.hint")), said, list);
    const { rows } = await ask("get.components", {});
    clear(list).append(...rows.map((/** @type {Row} */ it) => item(it, said)));
  },
};

/**
 * @param {Row} row
 * @param {HTMLElement} said
 */
function item(row, said) {
  const box = el("input", {
    type: "checkbox", role: "switch", value: row.id,
    disabled: account.isAdmin() && row.id !== OWN ? null : "",
  });
  box.checked = row.is_enabled;
  const name = valueWord("component", row.id);
  box.addEventListener("change", () => turn(box, name, said));
  return el("li", {}, el("label", {}, box, " ", name), el("span", { class: "quiet code" }, row.id));
}

/**
 * @param {HTMLInputElement} box
 * @param {string} name
 * @param {HTMLElement} said
 */
async function turn(box, name, said) {
  said.textContent = "";
  const isOn = box.checked;
  const isSure = isOn || await confirm({
    title: say("components.off"), text: say("components.off.text", { name }), yes: say("do.off"),
  });
  try {
    if (!isSure) box.checked = true;
    else {
      await ask(isOn ? "enable.components" : "disable.components", { components: [box.value] });
      tell(say(isOn ? "components.is.on" : "components.is.off", { name }));
      await account.read();
      showNav();
      markPage("components");
    }
  } catch (failure) {
    box.checked = !isOn;
    said.textContent = why(failure);
  }
}
