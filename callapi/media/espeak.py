"""espeak-ng, in a process of its own: `python -m callapi.media.espeak`."""

import ctypes
from collections.abc import Iterator

import espeakng_loader

from callapi.media.speaker import Voice, run

SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples come through the callback
UTF8 = 1  # espeakCHARS_UTF8, and no markup: `<` is a character like any other
OK = 0


class _Listed(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, data, 0))
        if rate <= 0:
            raise SystemExit("espeak-ng does not start")
        self._samples = bytearray()
        self._callback = _Callback(self._receive)  # kept: the library holds a pointer
        self._library.espeak_SetSynthCallback(self._callback)
        self._identifiers = self._list_voices()
        self.voices: dict[str, Voice] = {
            code: {"language": code, "rate": rate, "edition": ""}
            for code in self._identifiers
        }

    def _list_voices(self) -> dict[str, bytes]:
        """Language code -> the voice that speaks it best, by its name in the data."""
        listed = self._library.espeak_ListVoices
        listed.restype = ctypes.POINTER(ctypes.POINTER(_Listed))
        best: dict[str, tuple[int, bytes]] = {}
        for voice in listed(None):
            if not voice:  # a null pointer ends the list
                break
            for priority, code in _languages(voice.contents.languages):
                rank = (priority, voice.contents.identifier)
                best[code] = min(best.get(code, rank), rank)
        return {code: identifier for code, (_, identifier) in best.items()}

    def speak(self, text: str, voice: str) -> bytes:
        self._samples.clear()
        if self._library.espeak_SetVoiceByName(self._identifiers[voice]) != OK:
            raise ValueError(f"espeak-ng does not take the voice {voice!r}")
        data = text.encode() + b"\0"
        failed = self._library.espeak_Synth(
            data,
            ctypes.c_size_t(len(data)),
            *(ctypes.c_uint(0), 0, ctypes.c_uint(0)),  # from the start to the end
            ctypes.c_uint(UTF8),
            *(None, None),
        )
        if failed:
            raise ValueError(f"espeak-ng refused the text ({failed})")
        return bytes(self._samples)

    def _receive(
        self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _: int
    ) -> int:
        if samples and count > 0:
            size = count * ctypes.sizeof(ctypes.c_short)
            self._samples += ctypes.string_at(samples, size)
        return 0


def _languages(address: int) -> Iterator[tuple[int, str]]:
    """Each entry is a priority byte and a C string; a zero byte ends the list."""
    while priority := ctypes.string_at(address, 1)[0]:
        code = ctypes.string_at(address + 1)
        yield priority, code.decode()
        address += len(code) + 2


if __name__ == "__main__":
    run(Espeak)
