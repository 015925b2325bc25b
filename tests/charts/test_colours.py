"""Colours that are told apart by every eye: on each ground, also without red or green cones."""

from itertools import combinations

import numpy as np
import pytest

from workbook.charts.common.theme import THEMES

EYES = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "usual": np.eye(3),
    "protanopia": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "deuteranopia": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def light_of(colour):
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def seen(colour, eye):
    """Return a colour as CIE Lab, in which a distance of ten is plain to see."""
    x, y, z = np.cbrt(np.clip(TO_XYZ @ np.clip(EYES[eye] @ light_of(colour), 0, 1) / [0.9505, 1, 1.089], 1e-4, 1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", THEMES)
def test_hues_and_grey_stay_apart(name, eye):
    colours = THEMES[name].colours(5)
    near = {pair: np.linalg.norm(seen(pair[0], eye) - seen(pair[1], eye)) for pair in combinations(colours, 2)}
    assert min(near.values()) > 15, min(near, key=near.get)


@pytest.mark.parametrize("name", THEMES)
def test_hues_stand_out_from_the_ground(name):
    theme = THEMES[name]
    lightness = [float(TO_XYZ[1] @ light_of(colour)) + 0.05 for colour in [theme.ground, *theme.colours(5)]]
    assert all(max(one, lightness[0]) / min(one, lightness[0]) >= 4.5 for one in lightness[1:])
