"""Words cut into the pieces that the encoder knows: WordPiece, as BERT's uncased models do it (Devlin et al. 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LONGEST_TEXT = 256  # pieces; the encoder has no positions past these
LONGEST_WORD = 100  # characters; longer words are unknown
_ASCII_SYMBOLS = frozenset("$+<=>^`|~")  # BERT sets these apart too, though Unicode does not call them punctuation


class WordPiece:
    """The vocabulary, and texts as numbers of its pieces."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers["[UNK]"]
        self._first = self._numbers["[CLS]"]
        self._last = self._numbers["[SEP]"]
        self._known_words: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str) -> list[int]:
        """Return the pieces of a text, between the marks of its beginning and its end; what is too long is cut."""
        pieces: list[int] = []
        for word in _words(text):
            pieces += self._pieces_of(word)
            if len(pieces) > LONGEST_TEXT:
                break
        return [self._first, *pieces[: LONGEST_TEXT - 2], self._last]

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        if word not in self._known_words:
            self._known_words[word] = self._cut(word)
        return self._known_words[word]

    def _cut(self, word: str) -> tuple[int, ...]:
        """Cut a word into the longest pieces, from the left; a word with an unknown part is unknown as a whole."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._numbers), None)
            if end is None:
                return (self._unknown,)
            pieces.append(self._numbers[prefix + word[start:end]])
            start = end
        return tuple(pieces)


def _words(text: str) -> list[str]:
    """Return the words in small letters and without accents; every mark of punctuation is a word."""
    spaced = "".join(map(_spaced, text)).lower()
    if not spaced.isascii():
        letters = unicodedata.normalize("NFD", spaced)
        spaced = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return spaced.split()


@lru_cache(maxsize=4096)
def _spaced(character: str) -> str:
    """Return what a character becomes: nothing, a space, itself, or itself set apart."""
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Cs") or character == "\ufffd":
        return ""
    if category.startswith("P") or character in _ASCII_SYMBOLS or _is_ideograph(character):
        return f" {character} "
    return character


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
