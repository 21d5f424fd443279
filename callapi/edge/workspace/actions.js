// What can be done with a call: a row for each, with the key it is done by, the method that is
// asked and what has to be said besides. A row without `form` is done at once.

import { ask } from "../web/ask.js";
import { el } from "../web/element.js";
import { digits } from "../web/search.js";
import { say } from "../web/words.js";
import { keypad } from "./keypad.js";
import { messageField } from "./message.js";

/** @typedef {import("../web/call.js").Call} Call */
/** @typedef {import("./account.js").Account} Account */
/** `read`: the rest of the request; without it each part of the form acts by itself.
 * @typedef {{parts: HTMLElement[], read?: () => Record<string, any>}} Form */
/** @typedef {(more: Record<string, any>) => void} Send */
/** @typedef {(account: Account, call: Call, send: Send) => Form} MakeForm */
/** @typedef {{name: string, key: string, method: string, run: (params: any) => Promise<unknown>,
 *   form?: MakeForm,
 *   known?: (call: Call, params: Record<string, any>) => Call}} Action */

/**
 * @template {keyof import("../web/call_api").CallApi} M
 * @param {M} method
 */
function asks(method) {
  /** @param {import("../web/call_api").CallApi[M]["params"]} params */
  const run = (params) => ask(method, params);
  return { method: String(method), run };
}

/** @type {readonly Action[]} */
export const ACTIONS = [
  { name: "hold", key: "h", ...asks("hold.call"), form: hold },
  { name: "unhold", key: "u", ...asks("unhold.call") },
  { name: "consult", key: "c", ...asks("make.call"), form: consult },
  {
    name: "transfer", key: "t", ...asks("transfer.talk"),
    known: (call) => (call.state === "DIALING" ? { ...call, state: "TRANSFERRING" } : call),
  },
  { name: "restore", key: "r", ...asks("restore.talk") },
  { name: "coach", key: "o", ...asks("add.coach"), form: coach },
  {
    name: "record", key: "e", ...asks("record.call"), form: record,
    known: (call, params) => ({ ...call, recorded: params.action === "on" }),
  },
  { name: "tag", key: "g", ...asks("tag.call"), form: tag },
  { name: "keys", key: "#", ...asks("send.dtmf"), form: keys },
  { name: "option", key: "p", ...asks("call.talk_option"), form: option },
  { name: "block", key: "b", ...asks("block.contact"), form: block },
  {
    name: "release", key: "x", ...asks("release.call"),
    known: (call) => ({ ...call, state: "FINISHING" }),
  },
];

/** @type {Action} */
export const DISCONNECT = { name: "leg", key: "", ...asks("disconnect.leg") };

/** @type {MakeForm} */
function hold(account) {
  const field = messageField("hold", account.files, true);
  return { parts: [field.element], read: () => ({ contact_message: field.read() }) };
}

/** @type {MakeForm} */
function consult(account) {
  const to = el("input", {
    id: "consult-to", list: "consult-known", inputmode: "tel", autocomplete: "off", required: "",
  });
  const field = messageField("consult", account.files, false);
  return {
    parts: [labelled("ask.consult.to", to), known("consult-known", account), field.element],
    read: () => ({ to: digits(to.value), to_message: field.read() }),
  };
}

/** @type {MakeForm} */
function coach(account) {
  const number = el("input", {
    id: "coach-number", list: "coach-known", inputmode: "tel", autocomplete: "off",
  });
  return {
    parts: [labelled("ask.coach.number", number), known("coach-known", account)],
    read: () => (number.value ? { phone_number: digits(number.value) } : {}),
  };
}

/** @type {MakeForm} */
function record(_account, call) {
  const action = el("select", { id: "record-action" },
    ...["on", "off"].map((it) => el("option", { value: it }, say(`ask.record.${it}`))));
  action.value = call.recorded ? "off" : "on";
  return { parts: [labelled("ask.record.action", action)], read: () => ({ action: action.value }) };
}

/** @type {MakeForm} */
function tag(account, call) {
  const free = account.tags.filter((it) => !call.tags.some((own) => own.id === it.id));
  if (!free.length) return nothing();
  const select = el("select", { id: "tag-tag" },
    ...free.map((it) => el("option", { value: it.id }, it.name)));
  return {
    parts: [labelled("ask.tag.tag", select)], read: () => ({ tag_id: Number(select.value) }),
  };
}

/** @type {MakeForm} */
function keys(_account, _call, send) {
  const pad = el("div", { class: "pad", role: "group", "aria-label": say("ask.keys.keys") },
    ...keypad((key) => send({ dtmf_string: key })));
  pad.addEventListener("keydown", (event) => {
    if (!/^[\d*#]$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // a key of the telephone, none of the page
    send({ dtmf_string: event.key });
  });
  return { parts: [pad] };
}

/** @type {MakeForm} */
function option(account) {
  if (!account.options.length) return nothing();
  const select = el("select", { id: "option-option" }, ...account.options.map((it) =>
    el("option", { value: it.button }, `${it.button}  ${it.name || it.mnemonic}`)));
  return {
    parts: [labelled("ask.option.option", select)], read: () => ({ button: select.value }),
  };
}

/** @type {MakeForm} */
function block(_account, call) {
  const told = el("p", {}, say("ask.block.sure", { number: call.contact }));
  return { parts: [told], read: () => ({}) };
}

/** @returns {Form} */
function nothing() {
  return { parts: [el("p", {}, say("ask.none"))] };
}

/**
 * @param {string} key
 * @param {HTMLElement} input
 */
function labelled(key, input) {
  return el("div", { class: "row" }, el("label", { for: input.id }, say(key)), input);
}

// Those who work here, by their short numbers.
/**
 * @param {string} id
 * @param {Account} account
 */
function known(id, account) {
  const reached = account.employees.filter((it) => it.extension);
  return el("datalist", { id }, ...reached.map((it) =>
    el("option", { value: it.extension, label: it.name })));
}
