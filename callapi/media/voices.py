"""Which voice reads a text: the one asked for, unless it cannot read the script.

An English voice spells Cyrillic out letter by letter, so a text mostly written in
another script goes to a voice that reads that script.
"""

import unicodedata
from collections import Counter
from types import MappingProxyType

# Script, as Unicode names its letters -> voices that read it; the first is our choice
# when the voice asked for does not.
READERS = MappingProxyType(
    {
        "ARABIC": ("ar", "fa", "ur", "sd", "ug", "ku"),
        "ARMENIAN": ("hy", "hyw"),
        "BENGALI": ("bn", "as", "bpy"),
        "CJK": ("cmn", "yue", "ja", "hak"),
        "CYRILLIC": (
            *("ru", "ru-lv", "ru-cl", "uk", "be", "bg", "sr", "mk", "bs"),
            *("kk", "ky", "tt", "ba", "nog", "az", "uz", "tk"),
        ),
        "DEVANAGARI": ("hi", "mr", "ne", "kok"),
        "ETHIOPIC": ("am", "ti"),
        "GEORGIAN": ("ka",),
        "GREEK": ("el", "grc"),
        "GUJARATI": ("gu",),
        "GURMUKHI": ("pa",),
        "HANGUL": ("ko",),
        "HEBREW": ("he",),
        "HIRAGANA": ("ja",),
        "KANNADA": ("kn",),
        "KATAKANA": ("ja",),
        "MALAYALAM": ("ml",),
        "MYANMAR": ("my", "shn"),
        "ORIYA": ("or",),
        "SINHALA": ("si",),
        "TAMIL": ("ta",),
        "TELUGU": ("te",),
        "THAI": ("th",),
    }
)


def fitting_voice(text: str, voice: str) -> str:
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    if not scripts:
        return voice
    (script, _), *_ = scripts.most_common(1)
    readers = READERS.get(script, (voice,))
    return voice if voice in readers else readers[0]


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
