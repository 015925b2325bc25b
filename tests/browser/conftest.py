"""A real JupyterLab and a real Chromium.

Where they are missing the tests are skipped, loudly; with ``WORKBOOK_REQUIRE_BROWSER=1`` they fail.
"""

import contextlib
import importlib.util
import os
import re
from pathlib import Path

import pytest

from tests.browser import lab as tools


def _missing(reason):
    if os.environ.get("WORKBOOK_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    for package in ("playwright", "jupyterlab"):
        if importlib.util.find_spec(package) is None:
            _missing(f"THE BROWSER TESTS DID NOT RUN: {package} is not installed")
    if not tools.chromium():
        _missing("THE BROWSER TESTS DID NOT RUN: no chromium on PATH (apt-get install chromium)")
    with tools.browser() as found:
        yield found


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    made = tools.Lab(tmp_path_factory.mktemp("lab"))
    yield made
    made.stop()


@pytest.fixture
def open_notebook(browser, lab, request):
    """Open a notebook made of cells; afterwards fail if the page asked for any other address than the server's."""
    page, outside = tools.page_of(browser, lab)

    def _open(*cells):
        name = re.sub(r"\W+", "-", request.node.name)[:40]
        return tools.Notebook(page, lab).open(lab.notebook(f"{name}.ipynb", *cells))

    yield _open
    if folder := os.environ.get("WB_SHOTS"):
        with contextlib.suppress(Exception):  # a picture of a failure must not hide the failure
            page.screenshot(path=Path(folder) / f"{request.node.name}.png", timeout=5000)
    page.close()
    lab.end_kernels()
    assert not outside, f"the page asked for {outside[:3]}"
