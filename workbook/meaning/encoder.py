"""A BERT encoder on NumPy: six layers, mean over the tokens, unit length (all-MiniLM-L6-v2, Wang et al. 2020)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbook.meaning.wordpiece import WordPiece

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "model" / "minilm-w8.npz"
WIDTH = 384  # numbers of a vector
LAYERS = 6
HEADS = 12
TEXTS_A_BATCH = 16
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_MASKED = np.float32(-1e9)
_TINY = np.float32(1e-12)


class Encoder:
    """The weights, and texts as vectors. It takes 0.1 s and 65 MB to load."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        with np.load(path) as file:
            stored = {name: file[name] for name in file.files}
        self.wordpiece = WordPiece(stored.pop("vocab").tobytes().decode("utf-8").split("\n"))
        # Words stay small whole numbers, each row with a scale: a text needs few of the rows.
        self._word_rows = stored.pop(_EMBEDDINGS)
        self._word_scales = stored.pop(_EMBEDDINGS + "|s").astype(np.float32)
        scales = {name.removesuffix("|s"): stored.pop(name) for name in list(stored) if name.endswith("|s")}
        self._weights: dict[str, Floats] = {}
        for name, rows in stored.items():
            weight = rows.astype(np.float32)
            if name in scales:
                weight *= scales[name].astype(np.float32)[:, None]
            self._weights[name] = weight

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector of unit length for each text, shape (texts, 384)."""
        found = np.zeros((len(texts), WIDTH), np.float32)
        for places, tokens, present in _batches([self.wordpiece(text) for text in texts]):
            states = self._forward(tokens, present)
            mean = (states * present[:, :, None]).sum(1) / present.sum(1, keepdims=True)
            found[places] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found

    def _forward(self, tokens: NDArray[np.int64], present: Floats) -> Floats:
        words = self._word_rows[tokens].astype(np.float32) * self._word_scales[tokens][..., None]
        positions = self._weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        states = words + positions + self._weights["embeddings.token_type_embeddings.weight"][0]
        states = self._normed(states, "embeddings")
        mask = ((1 - present) * _MASKED)[:, None, None, :]
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            attended = self._linear(self._attention(states, mask, name), name + "attention.output.dense")
            states = self._normed(states + attended, name + "attention.output")
            inner = _gelu(self._linear(states, name + "intermediate.dense"))
            states = self._normed(states + self._linear(inner, name + "output.dense"), name + "output")
        return states

    def _attention(self, states: Floats, mask: Floats, name: str) -> Floats:
        count, length, _ = states.shape
        shape = (count, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            self._linear(states, f"{name}attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5) + mask
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        shares = scores / scores.sum(-1, keepdims=True)
        return np.asarray((shares @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH))

    def _linear(self, states: Floats, name: str) -> Floats:
        flat = states.reshape(-1, states.shape[-1])
        made = flat @ self._weights[name + ".weight"].T + self._weights[name + ".bias"]
        return made.reshape(*states.shape[:-1], -1)

    def _normed(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + _TINY)
        return centred / spread * self._weights[name + ".LayerNorm.weight"] + self._weights[name + ".LayerNorm.bias"]


def _batches(texts: Sequence[list[int]]) -> Iterator[tuple[list[int], NDArray[np.int64], Floats]]:
    """Yield places, tokens, and 1 where there is a token, of texts of about one length."""
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for first in range(0, len(by_length), TEXTS_A_BATCH):
        places = by_length[first : first + TEXTS_A_BATCH]
        longest = len(texts[places[-1]])
        tokens = np.zeros((len(places), longest), np.int64)
        present = np.zeros((len(places), longest), np.float32)
        for row, place in enumerate(places):
            tokens[row, : len(texts[place])] = texts[place]
            present[row, : len(texts[place])] = 1
        yield places, tokens, present


def _gelu(states: Floats) -> Floats:
    return np.asarray(states * np.float32(0.5) * (1 + _erf(states * np.float32(0.5**0.5))))


def _erf(x: Floats) -> Floats:
    """Return the error function to 1.5e-7 (Abramowitz & Stegun 7.1.26); SciPy's is three times as slow on float32."""
    size = np.abs(x)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * t
    return np.asarray(np.sign(x) * (1 - series * np.exp(-size * size)))
