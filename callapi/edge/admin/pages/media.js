// Sounds that calls play: uploaded, or spoken from a text.

import { may } from "../account.js";
import { playButton, stop } from "../player.js";
import { resource } from "../resource.js";
import { duration, size } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

const page = resource({
  id: "media",
  unit: "va",
  methods: {
    list: "get.media_files", make: "create.media_files", change: "update.media_files",
    remove: "delete.media_files",
  },
  columns: [
    { name: "name", needs: ["play_link"] },
    { name: "duration", show: (row) => duration(row.duration) },
    { name: "size", show: (row) => size(row.size) },
    { name: "type" },
    { name: "normalization" },
  ],
  search: ["name"],
  filters: [{ name: "type" }],
  sort: "name",
  fields: [
    { name: "source", kind: "choice", values: ["file", "text"], need: true, on: "make" },
    { name: "content", kind: "file", values: [".mp3", ".wav"], need: true, on: "make",
      when: (values) => values.source !== "text" },
    { name: "text", kind: "area", need: true, longest: 10_000, on: "make",
      when: (values) => values.source === "text" },
    { name: "name", need: true },
    { name: "normalization", kind: "flag", initial: true, on: "make" },
  ],
  named: (row) => row.name,
  isFixed: (row) => row.type === "system",
  sent: ({ source: _, ...rest }) => rest,
  actions: (row) => (may("va") ? [playButton(row.name, row.play_link)] : []),
  about: (row) => [playButton(row.name, row.play_link)],
});

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    into.addEventListener("file", (event) => nameIt(into, event));
    const shown = await page.show(into, at);
    return { ...shown, close: () => { stop(); shown?.close?.(); } };
  },
};

// A file brings its name along.
/**
 * @param {HTMLElement} into
 * @param {Event} event
 */
function nameIt(into, event) {
  const name = into.querySelector("#f-name");
  if (!(name instanceof HTMLInputElement) || name.value) return;
  name.value = event instanceof CustomEvent ? event.detail : "";
}
