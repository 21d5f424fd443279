// Elements are made here and never of text: what a server says is no HTML.

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((it) => it !== null && it !== undefined && it !== false));
  return made;
}

export function clear(element) {
  element.replaceChildren();
  return element;
}

// A long name is broken after a dot or an underscore.
export function broken(name) {
  return name.split(/(?<=[._])/).flatMap((part, place) => (place ? [el("wbr"), part] : [part]));
}

// What stands in `backticks` is code.
export function prose(text) {
  return text.split(/`([^`]+)`/).map((part, place) => (place % 2 ? el("code", {}, part) : part));
}

// JSON with its parts in colour.
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
    end = found.index + whole.length;
  }
  made.append(text.slice(end));
  return made;
}
