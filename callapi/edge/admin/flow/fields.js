// Controls for settings, one for each kind of field. A control tells each change of its value;
// what stands within it is made anew only when its shape changes.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { boxes, heard, list, lost, picked, select } from "./controls.js";
import { first } from "./document.js";
import { inWords, settingName } from "./names.js";
import { targets } from "./targets.js";

/** @typedef {import("./document.js").Field} Field */
/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {import("./controls.js").Change} Change */
/** @typedef {{choices: Choices, ways: {key: string, name: string}[], prefix: string}} World */
/** @typedef {(field: Field, value: any, change: Change, world: World, path: string) => HTMLElement} Maker */

/**
 * All fields of an object, with what each of them has.
 * @param {Field[]} fields
 * @param {Record<string, any>} values
 * @param {Change} change
 * @param {World} world
 * @param {string} [path]
 */
export function fieldRows(fields, values, change, world, path = "") {
  let now = values;
  return fields.map((field) => {
    const own = path ? `${path}.${field.name}` : field.name;
    const value = field.name in now ? now[field.name] : field.default;
    return fieldRow(field, value, (to) => {
      now = { ...now, [field.name]: to };
      change(now);
    }, world, own);
  });
}

/** @type {Maker} */
function fieldRow(field, value, change, world, path) {
  const control = MAKERS[field.kind](field, value, change, world, path);
  const name = settingName(path);
  const note = el("p", { class: "bad note", id: `${idOf(world, path)}-note`, hidden: "" });
  const row = el("div", { class: "row", "data-kind": field.kind, "data-path": path });
  if (GROUPS.has(field.kind)) row.append(...grouped(name, control), note);
  else if (field.kind === "flag") row.append(el("label", {}, control, " ", name), note);
  else row.append(el("label", { for: control.id }, name), control, note);
  return row;
}

const GROUPS = new Set(["choices", "audio", "ids", "object", "rows", "targets"]);

/**
 * @param {string} name
 * @param {HTMLElement} control
 */
function grouped(name, control) {
  return [el("fieldset", {}, el("legend", {}, name), control)];
}

/**
 * @param {World} world
 * @param {string} path
 */
export function idOf(world, path) {
  return `${world.prefix}-${path.replaceAll(".", "-")}`;
}

// --- one value

/** @type {Maker} */
function number(field, value, change, world, path) {
  const input = el("input", {
    id: idOf(world, path), type: "number", min: field.min, max: field.max, step: 1,
    value: value ?? "", placeholder: field.nullable ? say("setting.none") : null,
    inputmode: "numeric",
  });
  return heard(input, () => change(input.value === "" ? null : Number(input.value)));
}

/** @type {Maker} */
function text(field, value, change, world, path) {
  const input = el("input", {
    id: idOf(world, path), maxlength: field.longest, value: value ?? "", spellcheck: "false",
    autocomplete: "off",
  });
  return heard(input, () => change(input.value === "" && field.nullable ? null : input.value));
}

/** @type {Maker} */
function flag(_field, value, change, world, path) {
  const input = el("input", { id: idOf(world, path), type: "checkbox" });
  input.checked = Boolean(value);
  return heard(input, () => change(input.checked));
}

/** @type {Maker} */
function choice(field, value, change, world, path) {
  const options = (field.values ?? []).map((it) => ({ value: it, text: inWords(`value.${it}`, it) }));
  return select(idOf(world, path), options, value, change);
}

/** @type {Maker} */
function id(field, value, change, world, path) {
  return picked(world.choices[field.of ?? ""] ?? [], idOf(world, path), value, change);
}

/** @type {Maker} */
function way(_field, value, change, world, path) {
  const options = [
    { value: "", text: say("way.end") }, ...world.ways.map((it) => ({ value: it.key, text: it.name })),
  ];
  return select(idOf(world, path), options, value ?? "", (to) => change(to || null));
}

/** @type {Maker} */
function numbers(_field, value, change, world, path) {
  const input = el("input", { id: idOf(world, path), value: (value ?? []).join(", "), inputmode: "numeric" });
  return heard(input, () => change(input.value.split(/[\s,;]+/).filter(Boolean).map(Number)));
}

/** @type {Maker} */
function lines(_field, value, change, world, path) {
  const input = el("textarea", { id: idOf(world, path), rows: 3, spellcheck: "false" });
  input.value = (value ?? []).join("\n");
  return heard(input, () => change(input.value.split("\n").map((it) => it.trim()).filter(Boolean)));
}

// --- several values

/** @type {Maker} */
function choices(field, value, change) {
  const options = (field.values ?? []).map((it) => ({ value: it, text: inWords(`value.${it}`, it) }));
  return boxes(options, value ?? [], change);
}

/** @type {Maker} */
function ids(field, value, change, world) {
  const known = world.choices[field.of ?? ""] ?? [];
  const options = [...known, ...lost(known, value ?? [])].map((it) => ({ value: it.id, text: it.name }));
  return options.length ? boxes(options, value ?? [], change)
    : el("p", { class: "quiet" }, say("setting.nothing"));
}

/** @type {Maker} */
function audio(field, value, change, world, path) {
  const own = idOf(world, path);
  const kinds = [
    ...(field.nullable ? ["none"] : []), ...(field.word ? [field.word] : []), "tts", "media",
  ];
  const before = typeof value === "string" ? value : value?.type ?? "none";
  const place = el("div", { class: "of" });
  const said = { tts: "", media: "", ...(before in { tts: 1, media: 1 } ? { [before]: value.value } : {}) };
  const tell = (/** @type {string} */ kind) => {
    if (kind === "none") change(null);
    else if (kind === field.word) change(kind);
    else change({ type: kind, value: said[/** @type {"tts" | "media"} */ (kind)] });
  };
  const show = (/** @type {string} */ kind) => {
    place.replaceChildren(...spoken(kind, said, own, world, () => tell(kind)));
  };
  const options = kinds.map((it) => ({ value: it, text: say(`sound.${it}`) }));
  const control = select(`${own}-kind`, options, before, (kind) => {
    show(kind);
    tell(kind);
  });
  control.setAttribute("aria-label", say("sound.kind"));
  show(before);
  return el("div", { class: "sound" }, control, place);
}

/**
 * @param {string} kind
 * @param {{tts: string, media: string}} said
 * @param {string} id
 * @param {World} world
 * @param {() => void} tell
 */
function spoken(kind, said, id, world, tell) {
  if (kind === "tts") {
    const input = el("textarea", {
      id: `${id}-text`, rows: 2, maxlength: 10_000, "aria-label": say("sound.text"),
    });
    input.value = said.tts;
    return [heard(input, () => { said.tts = input.value; tell(); })];
  }
  if (kind !== "media") return [];
  const files = world.choices.media_files ?? [];
  const control = picked(files, `${id}-file`, Number(said.media) || null, (to) => {
    said.media = to === null ? "" : String(to);
    tell();
  });
  control.setAttribute("aria-label", say("sound.file"));
  return [control];
}

/** @type {Maker} */
function object(field, value, change, world, path) {
  const place = el("div", { class: "of" });
  const show = (/** @type {any} */ now) => {
    place.replaceChildren(...(now ? fieldRows(field.fields ?? [], now, change, world, path) : []));
  };
  show(value);
  if (!field.nullable) return place;
  const input = el("input", { type: "checkbox", id: idOf(world, path) });
  input.checked = Boolean(value);
  heard(input, () => {
    const now = input.checked ? first(field) : null;
    show(now);
    change(now);
  });
  return el("div", {}, el("label", {}, input, " ", say("setting.on")), place);
}

/** @type {Maker} */
function rows(field, value, change, world, path) {
  const made = { ...field, kind: /** @type {const} */ ("object") };
  return list(value ?? [], change, () => first(made), (item, tell, at) =>
    el("div", { class: "of" }, ...fieldRows(field.fields ?? [], item, tell,
      { ...world, prefix: `${world.prefix}-${at}` }, path)));
}

/** @type {Record<import("./document.js").Kind, Maker>} */
const MAKERS = {
  number, text, flag, choice, choices, audio, id, ids, numbers, lines, object, rows, targets, way,
};
