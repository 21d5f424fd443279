// A button that lets a sound be heard; one sound at a time.

import { el } from "../web/element.js";
import { words } from "../web/mistake.js";
import { fetchSound } from "../web/sound.js";
import { say } from "../web/words.js";
import { tell } from "./told.js";

const audio = new Audio();
/** @type {HTMLButtonElement | null} */
let playing = null;

audio.addEventListener("ended", stop);

/**
 * @param {string} name
 * @param {string} link
 */
export function playButton(name, link) {
  const button = el("button", { type: "button", class: "quiet-button", "data-do": "play" });
  draw(button, name, false);
  button.addEventListener("click", async () => {
    const isOn = playing === button;
    stop();
    if (isOn) return undefined;
    playing = button;
    draw(button, name, true);
    try {
      const source = await fetchSound(link);
      if (playing !== button) return URL.revokeObjectURL(source); // stopped before it began
      audio.src = source;
      await audio.play();
    } catch (failure) {
      if (playing !== button) return undefined;
      stop();
      tell(words(failure));
    }
    return undefined;
  });
  button.dataset.name = name;
  return button;
}

export function stop() {
  audio.pause();
  if (audio.src) URL.revokeObjectURL(audio.src);
  if (playing) draw(playing, playing.dataset.name ?? "", false);
  playing = null;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} name
 * @param {boolean} isOn
 */
function draw(button, name, isOn) {
  button.textContent = say(isOn ? "do.stop" : "do.play");
  button.setAttribute("aria-label", say(isOn ? "do.stop.one" : "do.play.one", { name }));
}
