// Recordings of a call, to be heard: the whole of it by its signed link, messages left by their
// ids. What needs the token is fetched when it is asked for, so that no address keeps it.

import { el } from "../../web/element.js";
import { fetchSound } from "../../web/sound.js";
import { say } from "../../web/words.js";

/** @typedef {import("../data.js").Row} Row */

/** @param {Row} row */
export function recordings(row) {
  const left = row.voice_mail_records ?? [];
  if (!row.full_record_file_link && !left.length) return [];
  return [
    el("h3", {}, say("call.records")),
    ...row.full_record_file_link ? [whole(row.full_record_file_link)] : [],
    ...left.map((/** @type {string} */ id, /** @type {number} */ at) =>
      message(row.id, id, say("call.message", { number: at + 1 }))),
  ];
}

/** @param {string} link */
function whole(link) {
  const { pathname, search } = new URL(link); // this server, by whatever name we know it
  return figure(say("call.whole"), el("audio", { controls: "", preload: "none", src: pathname + search }));
}

/**
 * @param {number} call
 * @param {string} id
 * @param {string} name
 */
function message(call, id, name) {
  const audio = el("audio", { controls: "", hidden: "" });
  const said = el("span", { role: "alert" });
  const button = el("button", { type: "button" }, say("call.listen"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      audio.src = await fetchSound(`/system/media/voice_mail/${call}/${id}/`);
      audio.hidden = false;
      button.hidden = true;
      audio.focus();
      await audio.play();
    } catch {
      said.textContent = say("call.unheard");
      button.disabled = false;
    }
  });
  return figure(name, button, audio, said);
}

/**
 * @param {string} name
 * @param {...HTMLElement} parts
 */
function figure(name, ...parts) {
  for (const it of parts) if (it instanceof HTMLAudioElement) it.setAttribute("aria-label", name);
  return el("figure", { class: "record" }, el("figcaption", {}, name), ...parts);
}
