// Scenarios: their list, and the editor of one.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { back } from "../back.js";
import { Editor } from "../flow/editor.js";
import { resource } from "../resource.js";
import { why } from "../why.js";

const PAGE = "scenarios";

const list = resource({
  id: PAGE,
  unit: "va",
  methods: {
    list: "get.scenarios", make: "create.scenarios", change: "update.scenarios",
    remove: "delete.scenarios",
  },
  columns: [{ name: "name" }, { name: "virtual_phone_numbers" }, { name: "update_date_time" }],
  search: ["name"],
  sort: "name",
  fields: [], // drawn
  named: (row) => row.name,
});

/** @type {import("../pages.js").Page} */
export default {
  show: (into, at) => (at.rest[0] === undefined ? list.show(into, at) : showEditor(into, at.rest[0])),
};

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
