// Single keys that do things, as long as nobody is typing and they are not switched off. Whoever
// is typing comes to them with Escape.

const OFF = "callapi.keys";
/** @type {Map<string, () => void>} */
const keys = new Map();

export function areOn() {
  return localStorage.getItem(OFF) !== "off";
}

/** @param {boolean} on */
export function turn(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
}

/**
 * @param {string} key
 * @param {() => void} act
 */
export function bind(key, act) {
  keys.set(key, act);
}

export function listen() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event)) leave(event);
    else if (areOn()) press(event);
  });
}

/** @param {KeyboardEvent} event */
function press(event) {
  const act = keys.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

// A field of a search with a text in it is emptied first: by the browser.
/** @param {KeyboardEvent} event */
function leave(event) {
  const at = event.target;
  if (event.key !== "Escape" || !(at instanceof HTMLElement)) return;
  if (at instanceof HTMLInputElement && at.type === "search" && at.value) return;
  at.blur();
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  return at.matches("textarea, select, [contenteditable]")
    || at.matches("input:not([type=radio], [type=checkbox])");
}
