import pytest

from callapi.media.voices import READERS, fitting_voice


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Your order is ready", "en-us"),
        ("Ваш заказ готов", "ru"),
        ("Заказ 8841 от ABC готов", "ru"),
        ("Order for Иван is ready", "en-us"),
        ("您好 请稍候", "cmn"),
        ("こんにちは", "ja"),
        ("안녕하세요", "ko"),
        ("Γειά σας", "el"),
        ("שלום", "he"),
        ("مرحبا", "ar"),
        ("नमस्ते", "hi"),
        ("สวัสดี", "th"),
        ("12 345 !?", "en-us"),
        ("😀", "en-us"),
        ("", "en-us"),
        ("𐎠𐎼𐎹", "en-us"),  # Old Persian: nobody reads it
    ],
)
def test_the_script_of_most_letters_chooses_the_voice(text: str, voice: str) -> None:
    assert fitting_voice(text, "en-us") == voice


@pytest.mark.parametrize(
    ("text", "voice"), [("Ваш заказ", "uk"), ("مرحبا", "fa"), ("漢字", "ja")]
)
def test_a_voice_that_reads_the_script_stays(text: str, voice: str) -> None:
    assert fitting_voice(text, voice) == voice


def test_a_voice_of_another_script_reads_latin_too() -> None:
    assert fitting_voice("Amazon", "ru") == "ru"


def test_scripts_are_named_as_unicode_names_them() -> None:
    assert all(script.isupper() and readers for script, readers in READERS.items())
