// The twelve keys of a telephone.

import { el } from "../web/element.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** @param {(key: string) => void} press */
export function keypad(press) {
  return KEYS.map((key) => {
    const button = el("button", { type: "button", class: "digit" }, key);
    button.addEventListener("click", () => press(key));
    return button;
  });
}
