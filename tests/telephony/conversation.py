"""One call of one softphone: it speaks a tone, records what it hears, and reports.

Used by softphone.py, in its process.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pjsua2 as pj

VOLUME = 12000  # of 32767, a loud voice
RECORDINGS = count(1)


class Output:
    """JSON lines on the real standard output; the library's own prints go to stderr."""

    def __init__(self) -> None:
        self.file = os.fdopen(os.dup(1), "w", buffering=1)
        os.dup2(2, 1)

    def write(self, line: dict[str, object]) -> None:
        self.file.write(json.dumps(line) + "\n")


class Tone:
    """A sine that never ends."""

    def __init__(self, hertz: int) -> None:
        self.media = pj.ToneGenerator()
        self.media.createToneGenerator(8000, 1)
        tone = pj.ToneDesc()
        tone.freq1, tone.freq2 = hertz, 0
        tone.on_msec, tone.off_msec, tone.volume = 1000, 0, VOLUME
        tones = pj.ToneDescVector()
        tones.append(tone)
        self.media.play(tones, True)


@dataclass(frozen=True)
class Line:
    """What every conversation needs of the process it lives in."""

    output: Output
    folder: Path
    on_end: Callable[["Conversation"], None]


class Conversation(pj.Call):  # type: ignore[misc]  # pjsua2 has no types
    """One call of one phone, from its ringing to its end."""

    def __init__(self, line: Line, account: Any, *call: int) -> None:
        super().__init__(account, *call)
        self.line = line
        self.number = ""
        self.sip_id = ""
        self.hertz = 0
        self.tone: Tone | None = None
        self.recorder: Any = None
        self.recording = Path()

    def tell(self, event: str, **facts: object) -> None:
        self.line.output.write({"event": event, "number": self.number, **facts})

    def reply(self, status: int) -> None:
        """Answer the INVITE, unless the caller has given up meanwhile."""
        if self.isActive():
            answer = pj.CallOpParam()
            answer.statusCode = status
            self.answer(answer)

    def onCallState(self, _: Any) -> None:
        info = self.getInfo()
        calls = info.role == pj.PJSIP_ROLE_UAC
        if info.state == pj.PJSIP_INV_STATE_EARLY and calls:
            self.tell("told", code=info.lastStatusCode)
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self.tell("answered")
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.tone = self.recorder = None  # closes the recording
            self.line.on_end(self)
            self.tell("ended", code=info.lastStatusCode)

    def onCallMediaState(self, _: Any) -> None:
        """Comes again after each re-INVITE, with a sound stream that may be new."""
        info = self.getInfo()  # owns the list that is walked here
        for index, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and self.getMedia(index):
                sound = self.getAudioMedia(index)
                if self.recorder is None:
                    self.record()
                sound.startTransmit(self.recorder)
                self.speak()

    def record(self) -> None:
        name = f"{self.number}-{next(RECORDINGS)}.wav"
        self.recording = self.line.folder / name
        self.recorder = pj.AudioMediaRecorder()
        self.recorder.createRecorder(str(self.recording))
        self.tell("sound")

    def speak(self) -> None:
        """Replace what the phone says by its present tone; 0 Hz is silence."""
        if self.tone is not None:
            self.tone.media.stop()
            self.tone = None
        if self.hertz:
            self.tone = Tone(self.hertz)
            self.tone.media.startTransmit(self.getAudioMedia(-1))

    def onCallTransferStatus(self, told: Any) -> None:
        """Of a transfer that the phone has asked for."""
        self.tell("transfer", code=told.statusCode)

    def onDtmfDigit(self, received: Any) -> None:
        self.tell("dtmf", digit=received.digit)
