// What was recorded of a call that is over, to be heard: all of it by its signed link, messages
// that were left by their ids.

import { el } from "./element.js";
import { here, player } from "./player.js";
import { say } from "./words.js";

/**
 * @param {number} call
 * @param {string | null} whole
 * @param {string[]} messages
 */
export function recordings(call, whole, messages) {
  return [
    ...(whole ? [named(say("player.recording"), here(whole))] : []),
    ...messages.map((it) =>
      named(say("player.voice_mail"), `system/media/voice_mail/${call}/${it}/`, false)),
  ];
}

/**
 * @param {string} name
 * @param {string} source
 * @param {boolean} [isOpen]
 */
function named(name, source, isOpen) {
  return el("figure", { class: "record" },
    el("figcaption", {}, name), player(source, name, isOpen));
}
