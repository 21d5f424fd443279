import numpy as np
import pytest

from callapi.media import melody
from callapi.media.melody import FORWARDING, HOLD, QUEUE, Tune
from callapi.media.sound import WIDE_HZ

TUNES = [FORWARDING, HOLD, QUEUE]


@pytest.mark.parametrize("tune", TUNES)
def test_music_fits_a_telephone(tune: Tune) -> None:
    samples = melody.music(tune)

    power = np.abs(np.fft.rfft(samples)) ** 2
    hz = np.fft.rfftfreq(len(samples), 1 / WIDE_HZ)
    assert power[(hz > 300) & (hz < 3400)].sum() > 0.9 * power.sum()
    assert np.max(np.abs(samples)) == pytest.approx(melody.MUSIC_PEAK)


@pytest.mark.parametrize("tune", TUNES)
def test_music_never_falls_silent_and_its_ends_meet(tune: Tune) -> None:
    samples = melody.music(tune)

    tenths = samples[: len(samples) // 1600 * 1600].reshape(-1, 1600)
    assert np.sqrt(np.mean(tenths**2, axis=1)).min() > 0.01
    steps = np.abs(np.diff(samples))
    assert abs(samples[0] - samples[-1]) <= steps.max()


def test_the_tunes_differ() -> None:
    assert len({tuple(tune.melody) for tune in TUNES}) == len(TUNES)


@pytest.mark.parametrize("tune", TUNES)
def test_every_bar_has_a_melody(tune: Tune) -> None:
    assert len(tune.chords) == len(tune.melody)


def test_a_note_has_its_pitch() -> None:
    lonely = Tune(chords=[(0,)], melody=[(69,)], bar_s=2, decay_s=0.5)

    samples = melody.music(lonely)

    power = np.abs(np.fft.rfft(samples))
    assert np.argmax(power) / 2 == pytest.approx(440, abs=1)


@pytest.mark.parametrize("frequencies", [(1000,), (480, 620), (950,)])
def test_a_tone_has_its_frequencies_and_nothing_else(
    frequencies: tuple[float, ...],
) -> None:
    samples = melody.tone(frequencies, 1)

    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    found = sum(power[hz - 5 : hz + 6].sum() for hz in map(int, frequencies))
    assert found > 0.999 * power.sum()
    assert samples[0] == samples[-1] == 0


def test_silence_is_silent() -> None:
    assert not melody.silence(0.5).any()
    assert len(melody.silence(0.5)) == WIDE_HZ / 2
