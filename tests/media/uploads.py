"""Files as clients upload them: two seconds of 440 Hz in every format."""

import io

import numpy as np
import numpy.typing as npt
import soundfile

Wave = npt.NDArray[np.float64]

RATE = 44100
SECONDS = 2.0
HZ = 440.0

MP3_STEADY = "MPEG_LAYER_III, constant"
STEADY = {"bitrate_mode": "CONSTANT", "compression_level": 0.5}

FORMATS = {
    "wav": ("WAV", "PCM_16"),
    "wav_8_bit": ("WAV", "PCM_U8"),
    "wav_float": ("WAV", "FLOAT"),
    "wav_ulaw": ("WAV", "ULAW"),
    "wav_gsm": ("WAV", "GSM610"),
    "wav_extensible": ("WAVEX", "PCM_24"),
    "flac": ("FLAC", "PCM_16"),
    "vorbis": ("OGG", "VORBIS"),
    "opus": ("OGG", "OPUS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "mp3_of_constant_bit_rate": ("MP3", MP3_STEADY),
}

RATES = {"opus": 48000, "wav_gsm": 8000}


def upload(kind: str, *, seconds: float = SECONDS) -> bytes:
    container, encoding = FORMATS[kind]
    rate = RATES.get(kind, RATE)
    return encode(wave(rate, seconds), rate, container, encoding)


def wave(rate: int = RATE, seconds: float = SECONDS) -> Wave:
    time = np.arange(round(seconds * rate)) / rate
    return 0.5 * np.sin(2 * np.pi * HZ * time)


def encode(samples: object, rate: int, container: str, encoding: str) -> bytes:
    file = io.BytesIO()
    steady = STEADY if encoding == MP3_STEADY else {}
    encoding = "MPEG_LAYER_III" if steady else encoding
    soundfile.write(file, samples, rate, encoding, format=container, **steady)
    return file.getvalue()
