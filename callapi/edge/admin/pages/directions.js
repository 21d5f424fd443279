// Security rules: where calls of each component may go. A tick counts at once.

import { clear, el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { isAdmin } from "../account.js";
import { ask } from "../data.js";
import { tell } from "../told.js";
import { valueWord } from "../value.js";
import { why } from "../why.js";

/** @typedef {import("../data.js").Row} Row */

const WAYS = ["mobile", "national", "international"];

/** @type {import("../pages.js").Page} */
export default {
  show: async (into) => {
    const said = el("p", { role: "alert" });
    const place = el("div", { class: "scroll" });
    into.append(el("div", { class: "page-head" }, el("h2", {}, say("page.directions"))),
      el("p", { class: "hint" }, say("directions.hint")), said, place);
    await draw(place, said);
  },
};

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} said
 */
async function draw(place, said) {
  const { rows } = await ask("get.call_direction_rules", {});
  clear(place).append(el("table", { class: "grid wide" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("field.component")),
      ...WAYS.map((it) => el("th", { scope: "col" }, say(`field.${it}`))))),
    el("tbody", {}, ...rows.map((/** @type {Row} */ row) => el("tr", {},
      el("th", { scope: "row" }, valueWord("component", row.component)),
      ...WAYS.map((it) => el("td", {}, tick(row, it, said))))))));
}

/**
 * @param {Row} row
 * @param {string} way
 * @param {HTMLElement} said
 */
function tick(row, way, said) {
  const box = el("input", {
    type: "checkbox", disabled: isAdmin() ? null : "", "data-way": way,
    "aria-label": `${valueWord("component", row.component)}: ${say(`field.${way}`)}`,
  });
  box.checked = row[way];
  box.addEventListener("change", async () => {
    said.textContent = "";
    try {
      await ask("update.call_direction_rules", { id: row.id, [way]: box.checked });
      tell(say("done.save"));
    } catch (failure) {
      box.checked = !box.checked;
      said.textContent = why(failure);
    }
  });
  return box;
}
