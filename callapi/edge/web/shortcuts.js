// Single keys that do things, as long as nobody is typing and they are not switched off.

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
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  return at.matches("textarea, select, [contenteditable]")
    || at.matches("input:not([type=radio], [type=checkbox])");
}
