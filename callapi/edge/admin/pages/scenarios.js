// Scenarios: their list, and the editor of one.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { mayDelete } from "../confirm.js";
import { ask } from "../data.js";
import { Editor } from "../flow/editor.js";
import { List } from "../list.js";
import { back } from "../reports/details.js";
import { address } from "../router.js";
import { tell } from "../told.js";
import { why } from "../why.js";

/** @typedef {import("../router.js").Place} Place */
/** @typedef {import("../data.js").Row} Row */

const PAGE = "scenarios";

/** @type {import("../pages.js").Page} */
export default {
  show: (into, at) => (at.rest[0] === undefined ? showList(into, at) : showEditor(into, at.rest[0])),
};

/**
 * @param {HTMLElement} into
 * @param {Place} at
 */
async function showList(into, at) {
  const said = el("p", { role: "alert" });
  const list = new List({
    page: PAGE, method: "get.scenarios", search: ["name"], sort: "name",
    columns: [{ name: "name" }, { name: "virtual_phone_numbers" }, { name: "update_date_time" }],
    open: (row) => address([PAGE, row.id]),
    actions: (row, its) => removal(row, said, () => its.read()),
  }, at.query);
  into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`)),
    may("va", "insert") ? el("a", {
      class: "button main", href: address([PAGE, "new"]), "data-do": "new", "aria-keyshortcuts": "n",
    }, say("do.new")) : null), said, list.element);
  await list.read();
}

/**
 * @param {Row} row
 * @param {HTMLElement} said
 * @param {() => void} done
 */
function removal(row, said, done) {
  if (!may("va", "delete")) return [];
  const button = el("button", {
    type: "button", class: "quiet-button danger", "data-do": "delete",
    "aria-label": say("do.delete.one", { name: row.name }),
  }, say("do.delete"));
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      if (!await mayDelete(row.name)) return;
      await ask("delete.scenarios", { id: row.id });
      tell(say("done.delete", { name: row.name }));
      done();
    } catch (failure) {
      said.textContent = `${row.name}: ${why(failure)}`;
    }
  });
  return [button];
}

/**
 * @param {HTMLElement} into
 * @param {string} id
 */
async function showEditor(into, id) {
  const editor = new Editor(id === "new" ? null : Number(id));
  into.append(
    back(PAGE),
    el("h2", { class: "unseen" }, say(id === "new" ? "new.scenarios" : "page.scenarios")),
    editor.element);
  try {
    await editor.open();
  } catch (failure) {
    editor.element.replaceChildren(el("p", { role: "alert" }, why(failure)));
  }
  return { close: () => editor.close(), isDirty: () => editor.isDirty() };
}
