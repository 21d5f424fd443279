// A message that somebody hears: a text that is spoken, or a sound file.

import { el } from "../web/element.js";
import { say } from "../web/words.js";

/** @typedef {import("../web/call_api").Message} Message */
/** @typedef {{element: HTMLElement, read: () => Message | undefined}} MessageField */

/**
 * @param {string} id
 * @param {{id: number, name: string}[]} files
 * @param {boolean} isNeeded
 * @param {string} [legend]
 * @returns {MessageField}
 */
export function messageField(id, files, isNeeded, legend = say("message")) {
  const kinds = [...(isNeeded ? [] : ["none"]), "tts", ...(files.length ? ["media"] : [])];
  const kind = el("select", { id: `${id}-kind` },
    ...kinds.map((it) => el("option", { value: it }, say(`message.${it}`))));
  if (files.length && isNeeded) kind.value = "media";
  const text = el("input", { id: `${id}-text`, maxlength: 10_000 });
  const file = el("select", { id: `${id}-file` },
    ...files.map((it) => el("option", { value: it.id }, it.name)));
  const rows = {
    tts: el("div", { class: "row" }, el("label", { for: text.id }, say("message.text")), text),
    media: el("div", { class: "row" }, el("label", { for: file.id }, say("message.file")), file),
  };
  const show = () => {
    rows.tts.hidden = kind.value !== "tts";
    rows.media.hidden = kind.value !== "media";
  };
  kind.addEventListener("change", show);
  show();
  const element = el("div", { class: "message", role: "group", "aria-label": legend },
    el("div", { class: "row" }, el("label", { for: kind.id }, legend), kind),
    rows.tts, rows.media);
  const read = () => {
    if (kind.value === "none") return undefined;
    if (kind.value === "media") return { type: /** @type {const} */ ("media"), value: file.value };
    return { type: /** @type {const} */ ("tts"), value: text.value };
  };
  return { element, read };
}
