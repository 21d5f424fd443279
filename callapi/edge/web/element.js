// Elements are made here and never of text: what a server says is no HTML.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string | number | null | undefined>} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...there(children));
  return made;
}

/**
 * @template {ParentNode} E
 * @param {E} element
 */
export function clear(element) {
  element.replaceChildren();
  return element;
}

/**
 * The element with this id, which is part of the page.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @param {new () => E} [kind]
 * @returns {E}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`no #${id}`);
  return /** @type {E} */ (found);
}

// A long name is broken after a dot or an underscore.
/** @param {string} name */
export function broken(name) {
  return name.split(/(?<=[._])/).flatMap((part, place) => (place ? [el("wbr"), part] : [part]));
}

// What stands in `backticks` is code.
/** @param {string} text */
export function prose(text) {
  return text.split(/`([^`]+)`/).map((part, place) => (place % 2 ? el("code", {}, part) : part));
}

// JSON with its parts in colour.
/** @param {unknown} value */
export function coloured(value) {
  const text = JSON.stringify(value, null, 2);
  const parts = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;
  const made = document.createDocumentFragment();
  let end = 0;
  for (const found of text.matchAll(parts)) {
    made.append(text.slice(end, found.index));
    const [whole, string, colon, number] = found;
    const kind = string ? (colon ? "key" : "string") : number ? "number" : "word";
    made.append(el("span", { class: kind }, string ?? whole), colon ?? "");
    end = (found.index ?? 0) + whole.length;
  }
  made.append(text.slice(end));
  return made;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function there(children) {
  return children.flatMap((it) => (it === null || it === undefined || it === false ? [] : [it]));
}
