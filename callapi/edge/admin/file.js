// A file from this machine, as the API takes it: base64.

import { el } from "../web/element.js";
import { framed } from "./control.js";

/** @param {import("./control.js").Asked} asked */
export function fileControl(asked) {
  const input = el("input", { type: "file", accept: (asked.field.values ?? []).join(",") });
  /** @type {string | null} */
  let content = null;
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    content = file ? await base64(file) : null;
    input.dispatchEvent(new CustomEvent("file", { bubbles: true, detail: file?.name ?? "" }));
  });
  return framed(asked, input, () => content);
}

/**
 * @param {Blob} file
 * @returns {Promise<string>}
 */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
