// A sound to listen to, with keys for those who do not leave the keyboard.

import { el } from "./element.js";
import { fetchSound } from "./sound.js";
import { say } from "./words.js";

export const STEP_S = 5;

/**
 * @param {string} source
 * @param {string} name
 * @param {boolean} [isOpen] whether the link alone may be enough; else the token is needed
 */
export function player(source, name, isOpen = true) {
  const audio = el("audio", {
    controls: "", preload: "metadata", src: isOpen ? source : null, "aria-label": name,
  });
  const said = el("p", { role: "alert" });
  let isFetched = false;
  const fetchIt = async () => {
    const fetched = isFetched ? null : await fetchSound(source).catch(() => null);
    isFetched = true;
    if (fetched) audio.src = fetched;
    else said.textContent = say("player.broken");
  };
  // A server may want a token besides the link as well.
  audio.addEventListener("error", fetchIt);
  if (!isOpen) fetchIt();
  return el("div", { class: "player" }, audio, said);
}

// What has been fetched to be played in here is given back.
/** @param {ParentNode} place */
export function release(place) {
  for (const audio of place.querySelectorAll("audio")) {
    if (audio.src.startsWith("blob:")) URL.revokeObjectURL(audio.src);
  }
}

// A link of the server's, asked of where the page comes from: that is the same server.
/** @param {string} link */
export function here(link) {
  const { pathname, search } = new URL(link, document.baseURI);
  return pathname + search;
}

/** @param {HTMLAudioElement} audio */
export async function turn(audio) {
  if (!audio.paused) audio.pause();
  else await audio.play().catch(() => {}); // its error says why
}

/**
 * @param {HTMLAudioElement} audio
 * @param {number} seconds
 */
export function jump(audio, seconds) {
  const end = Number.isFinite(audio.duration) ? audio.duration : 0;
  audio.currentTime = Math.min(Math.max(audio.currentTime + seconds, 0), end);
}
