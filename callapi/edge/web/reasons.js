// Why calls are over, in words.

import { knows, say } from "./words.js";

// What has no words of ours is said in those of the server.
/** @param {string | null} reason */
export function ended(reason) {
  const key = `reason.${reason}`;
  return knows(key) ? say(key) : (reason ?? "").replaceAll("_", " ");
}
