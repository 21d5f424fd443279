import os
import struct
from contextlib import suppress

import numpy as np
import pytest

from callapi.media.completeness import is_cut_off
from callapi.media.decode import MediaError, decode
from callapi.media.sound import NARROW_HZ, WIDE_HZ
from tests.media.spectrum import loudness, strongest_hz
from tests.media.uploads import FORMATS, HZ, RATE, SECONDS, encode, upload


@pytest.mark.parametrize("kind", FORMATS)
async def test_every_format_keeps_length_pitch_and_loudness(kind: str) -> None:
    sound = await decode(upload(kind))

    assert sound.seconds == pytest.approx(SECONDS, abs=0.06)  # mp3 pads its frames
    assert len(sound.wide) == pytest.approx(2 * len(sound.narrow), abs=2)
    for pcm, rate in ((sound.narrow, NARROW_HZ), (sound.wide, WIDE_HZ)):
        assert strongest_hz(pcm, rate) == pytest.approx(HZ, abs=1)
        assert loudness(pcm) == pytest.approx(0.5 / 2**0.5, rel=0.1)


async def test_stereo_becomes_the_mean_of_both_sides() -> None:
    time = np.arange(RATE) / RATE
    left, right = (np.sin(2 * np.pi * hz * time) * 0.4 for hz in (500, 1500))
    both = np.stack([left, right], axis=1)

    sound = await decode(encode(both, RATE, "WAV", "PCM_16"))

    power = np.abs(np.fft.rfft(sound.narrow / 2**15)) / len(sound.narrow) * 2
    assert power[500] == pytest.approx(0.2, abs=0.01)
    assert power[1500] == pytest.approx(0.2, abs=0.01)


async def test_what_a_telephone_cannot_carry_is_filtered_not_folded() -> None:
    time = np.arange(RATE) / RATE
    high = np.sin(2 * np.pi * 6000 * time) * 0.5

    sound = await decode(encode(high, RATE, "WAV", "PCM_16"))

    middle = slice(800, -800)  # the ends of the filter are heard as a click
    assert loudness(sound.narrow[middle]) < 0.001
    assert strongest_hz(sound.wide, WIDE_HZ) == pytest.approx(6000, abs=2)


async def test_a_wav_written_to_a_pipe_does_not_tell_its_size() -> None:
    data = bytearray(upload("wav"))
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", 0xFFFFFFFF)

    assert (await decode(bytes(data))).seconds == pytest.approx(SECONDS, abs=0.01)


async def test_samples_that_are_no_numbers_become_silence() -> None:
    wave = np.full(RATE, np.nan, np.float32)

    sound = await decode(encode(wave, RATE, "WAV", "FLOAT"))

    assert loudness(sound.narrow) == 0


async def test_samples_over_full_scale_are_limited() -> None:
    wave = np.full(RATE, 9.0, np.float32)

    sound = await decode(encode(wave, RATE, "WAV", "FLOAT"))

    assert sound.narrow.max() == 2**15 - 1


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF",
        b"hello, world " * 100,
        bytes(5000),
        b"\xff\xfb" * 1000,
        b"ID3\x04",
        b"ID3\x04\x00\x00\x00\x00\x7f\x7f" + bytes(100),
        b"OggS" + bytes(100),
        b"fLaC" + bytes(100),
        b"%PDF-1.7\n" * 50,
    ],
)
async def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(MediaError, match="damaged, or no WAV, MP3, OGG or FLAC"):
        await decode(data)


async def test_other_sound_formats_are_refused_by_name() -> None:
    data = encode(np.zeros(RATE), RATE, "AIFF", "PCM_16")

    with pytest.raises(MediaError, match="AIFF is not WAV, MP3, OGG or FLAC"):
        await decode(data)


async def test_an_empty_upload_is_refused() -> None:
    with pytest.raises(MediaError, match="the file is empty"):
        await decode(b"")


@pytest.mark.parametrize("frames", [0, 100])
async def test_a_file_without_sound_is_refused(frames: int) -> None:
    data = encode(np.zeros(frames), RATE, "WAV", "PCM_16")

    with pytest.raises(MediaError, match="there is no sound in the file"):
        await decode(data)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.97, 0.5, 0.1])
async def test_a_file_that_was_cut_off_is_refused(kind: str, part: float) -> None:
    whole = upload(kind)

    with pytest.raises(MediaError) as refusal:
        await decode(whole[: int(len(whole) * part)])
    assert refusal.value.reason in {
        "the end of the file is missing",
        "the file is damaged, or no WAV, MP3, OGG or FLAC",
    }


async def test_a_tag_before_an_mp3_is_no_part_of_its_length() -> None:
    text = b"Info " * 100
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, len(text) >> 7, len(text) & 0x7F]) + text

    sound = await decode(tag + upload("mp3"))

    assert sound.seconds == pytest.approx(SECONDS, abs=0.06)


def without_first_frame(data: bytes) -> bytes:
    """The frame that carries the Xing header is the first."""
    return data[data.index(data[:2], 100) :]


async def test_an_mp3_without_a_xing_header_is_taken() -> None:
    steady = upload("mp3_of_constant_bit_rate")

    sound = await decode(without_first_frame(steady))

    assert sound.seconds == pytest.approx(SECONDS, abs=0.1)
    with pytest.raises(MediaError, match="the end of the file is missing"):
        await decode(without_first_frame(steady[:-10]))


async def test_an_mp3_whose_length_cannot_be_told_is_refused() -> None:
    with pytest.raises(MediaError, match="needs a Xing header"):
        await decode(without_first_frame(upload("mp3")))


async def test_an_mp3_whose_header_tells_no_size_is_taken() -> None:
    data = bytearray(upload("mp3"))
    mark = data.index(b"Info") if b"Info" in data else data.index(b"Xing")
    data[mark + 7] = 1  # the number of frames only

    assert (await decode(bytes(data))).seconds == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("kind", ["vorbis", "opus", "flac", "mp3"])
@pytest.mark.parametrize("part", [0.3, 0.6])
async def test_a_file_that_is_damaged_in_the_middle_is_refused(
    kind: str, part: float
) -> None:
    data = bytearray(upload(kind))
    at = round(len(data) * part)
    data[at : at + 500] = bytes(range(250)) * 2

    with pytest.raises(MediaError, match="the file is damaged"):
        await decode(bytes(data))


@pytest.mark.parametrize("tag", [b"TAG" + bytes(125), b"APETAGEX" + b"\xff" * 3000])
async def test_a_tag_after_an_mp3_is_no_damage(tag: bytes) -> None:
    sound = await decode(upload("mp3") + tag)

    assert sound.seconds == pytest.approx(SECONDS, abs=0.06)


async def test_what_is_no_page_after_an_ogg_is_damage() -> None:
    with pytest.raises(MediaError, match="damaged in the middle"):
        await decode(upload("vorbis") + b"what is this?")


@pytest.mark.parametrize("rate", [999, 768_001, 2**31 - 1])
async def test_a_rate_that_no_sound_has_is_refused(rate: int) -> None:
    data = bytearray(upload("wav"))
    struct.pack_into("<I", data, 24, rate)

    with pytest.raises(MediaError, match=f"no sound has {rate} samples in a second"):
        await decode(bytes(data))


@pytest.mark.parametrize("part", [0.5, 1])
async def test_the_decoders_opinions_are_not_told(
    part: float, capfd: pytest.CaptureFixture[str]
) -> None:
    data = upload("mp3")[: round(len(upload("mp3")) * part)]
    with suppress(MediaError):
        await decode(data)

    os.write(2, b"what others write is")
    assert capfd.readouterr().err == "what others write is"


@pytest.mark.parametrize("at", [5, 12, 20, 40])
def test_a_beginning_alone_is_cut_off(at: int) -> None:
    assert is_cut_off(upload("wav")[:at])
    assert is_cut_off(upload("vorbis")[: min(at, 26)])


async def test_an_upload_may_be_just_as_large_and_long_as_allowed() -> None:
    data = upload("wav")

    sound = await decode(data, max_bytes=len(data), max_seconds=SECONDS)

    assert sound.seconds == pytest.approx(SECONDS, abs=0.001)


async def test_a_larger_upload_is_refused() -> None:
    data = upload("wav")

    with pytest.raises(MediaError, match=f"has {len(data)} bytes, at most"):
        await decode(data, max_bytes=len(data) - 1)


async def test_a_longer_sound_is_refused_however_small_the_file() -> None:
    hour = encode(np.zeros(3600 * 8000, np.int16), 8000, "FLAC", "PCM_16")
    assert len(hour) < 200_000

    with pytest.raises(MediaError, match="longer than 600 s"):
        await decode(hour)
