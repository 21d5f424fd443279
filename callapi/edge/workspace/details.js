// What is told of a call that is over when it is opened: its times, who took part, its sound.

import { el } from "../web/element.js";
import { recordings } from "../web/recordings.js";
import { long } from "../web/time.js";
import { say } from "../web/words.js";
import { details } from "./past.js";

/** @typedef {import("./past.js").PastCall} PastCall */
/** @typedef {import("./past.js").Details} Details */

/**
 * @param {PastCall} call
 * @param {() => void} callBack
 */
export async function shown(call, callBack) {
  const found = await details(call);
  const again = el("button", { type: "button", "aria-keyshortcuts": "a" },
    say("past.call_back"), " ", el("kbd", {}, "a"));
  again.addEventListener("click", callBack);
  if (!found) return [el("p", { class: "quiet" }, say("past.gone")), again];
  const sounds = recordings(call.id, found.record, found.voiceMails);
  return [
    facts(call, found),
    ...sounds.length ? sounds : [el("p", { class: "quiet" }, say("past.no_recording"))], again,
  ];
}

/**
 * @param {PastCall} call
 * @param {Details} found
 */
function facts(call, found) {
  const employees = found.employees.map((it) =>
    say(it.isTalked ? "past.talked" : "past.not_reached", { name: it.name }));
  const rows = [
    ["past.number", call.contactName ? call.contact : ""],
    ["past.over", call.virtualNumber],
    ["past.lasted", say("past.times", {
      wait: long(found.waited), talk: long(call.talked), all: long(call.lasted),
    })],
    ["past.employees", employees.join(", ")],
    ["past.tags", found.tags.join(", ")],
  ];
  return el("dl", {}, ...rows.flatMap(([key = "", text = ""]) =>
    (text ? [el("dt", {}, say(key)), el("dd", {}, text)] : [])));
}
