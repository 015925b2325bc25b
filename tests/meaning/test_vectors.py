"""Sentence vectors: what is alike lies near, each text is encoded once, and a damaged file costs nothing but time."""

import numpy as np
import pytest

from workbook.meaning import Vectors, vectors
from workbook.meaning.encoder import WEIGHTS, Encoder
from workbook.meaning.wordpiece import LONGEST_TEXT

ARMY = "The armed forces are capped at 60,000 soldiers."
TROOPS = "A ceiling is set on the number of troops."
SCHOOLS = "Minority languages may be taught in schools."


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


def test_what_means_the_same_lies_nearer():
    """Two points on the size of an army are nearer to each other than to one on schools, in wholly other words."""
    army, troops, schools = Vectors().of([ARMY, TROOPS, SCHOOLS])
    assert army @ troops > 0.5 > army @ schools + 0.2
    assert army @ army == pytest.approx(1, abs=1e-5)


def test_known_cosines():
    """Cosines that the weights give in another implementation of the same layers."""
    eating, bread, baby = Vectors().of(
        ["A man is eating food.", "A man is eating a piece of bread.", "The girl is carrying a baby."]
    )
    assert eating @ bread == pytest.approx(0.754, abs=0.002)
    assert eating @ baby == pytest.approx(-0.105, abs=0.002)


def test_a_text_has_the_same_vector_in_any_company(encoder):
    """Padding to the longest text of a batch changes nothing."""
    alone = encoder.encode([ARMY])[0]
    among = encoder.encode([SCHOOLS * 20, ARMY, "No."])[1]
    assert np.abs(alone - among).max() < 1e-5


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ceasefires", ["ceasefire", "##s"]),
        ("São Tomé—naïve", ["sao", "tome", "—", "naive"]),
        ("$5m+", ["$", "5", "##m", "+"]),
        ("a\u200bb\u00a0c\x00", ["ab", "c"]),
        ("x" * 101, ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_cut_as_the_model_learned_them(encoder, text, pieces):
    numbers = {number: piece for piece, number in encoder.wordpiece._numbers.items()}
    assert [numbers[number] for number in encoder.wordpiece(text)] == ["[CLS]", *pieces, "[SEP]"]


def test_long_and_empty_texts_have_vectors():
    found = Vectors().of(["peace " * 5000, "", "\x00"])
    assert np.isfinite(found).all()
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_long_text_is_cut(encoder):
    assert len(encoder.wordpiece("peace " * 5000)) == LONGEST_TEXT


def test_no_texts_give_no_vectors():
    assert Vectors().of([]).shape == (0, 384)


def test_vectors_are_kept(tmp_path, monkeypatch):
    """A second load encodes nothing; a third one encodes only what is new."""
    first = Vectors(tmp_path / "vectors.npz")
    made = first.of([ARMY, TROOPS])
    first.save()
    monkeypatch.setattr(vectors, "_encoder", lambda: pytest.fail("the encoder was asked for"))
    again = Vectors(tmp_path / "vectors.npz")
    assert np.array_equal(again.of([TROOPS, ARMY]), made[::-1])
    assert list(tmp_path.iterdir()) == [tmp_path / "vectors.npz"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no zip", "cut", "flip"])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    path = tmp_path / "vectors.npz"
    kept = Vectors(path)
    made = kept.of([ARMY])
    kept.save()
    whole = bytearray(path.read_bytes())
    if damage == "cut":
        whole = whole[: len(whole) // 2]
    elif damage == "flip":
        whole[len(whole) // 2] ^= 1
    path.write_bytes(damage if isinstance(damage, bytes) else bytes(whole))
    assert np.array_equal(Vectors(path).of([ARMY]), made)


def test_the_weights_are_those_of_the_card():
    import hashlib

    card = (WEIGHTS.parent / "README.md").read_text("utf-8")
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() in card
