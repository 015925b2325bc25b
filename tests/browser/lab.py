"""A real JupyterLab and a real Chromium, for tests and measurements."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCREENS = ((1440, 900), (1280, 720))  # pixels of the screens on which an explorer must be whole
SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
        "windowingMode": "none",
        "autoStartDefaultKernel": True,
    },
    "@jupyterlab/docmanager-extension/plugin.jupyterlab-settings": {"autosave": False},
}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser's program, or None."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


class Lab:
    """A JupyterLab of its own: its settings, kernels and notebooks live in ``tmp``."""

    def __init__(self, tmp: Path, *, dark: bool = False) -> None:
        self.root = tmp / "root"
        self.root.mkdir(parents=True)
        env = dict(os.environ, IPYTHONDIR=str(tmp / "ipython"), PYTHONPATH=str(ROOT))
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
            env[f"JUPYTER_{name}"] = str(tmp / name.lower())
            (tmp / name.lower()).mkdir()
        env["JUPYTERLAB_SETTINGS_DIR"], env["JUPYTERLAB_WORKSPACES_DIR"] = str(tmp / "settings"), str(tmp / "ws")
        env["PATH"] = str(Path(sys.executable).parent) + os.pathsep + env["PATH"]
        settings = dict(SETTINGS)
        if dark:
            settings["@jupyterlab/apputils-extension/themes.jupyterlab-settings"] = {"theme": "JupyterLab Dark"}
        for name, value in settings.items():
            file = tmp / "settings" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(value))
        startup = tmp / "ipython/profile_default/startup"
        startup.mkdir(parents=True)
        (startup / "imports.py").write_text("import workbook.explorers\n")  # while the page loads
        self._logfile = tmp / "lab.log"
        self._log = self._logfile.open("wb")
        command = [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port=0",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.extension_manager=readonly",
        ]
        self.process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait(tmp / "runtime_dir" / f"jpserver-{self.process.pid}.json")

    def _wait(self, info: Path) -> None:
        end = time.monotonic() + 90
        while True:  # port 0: the kernel of the machine picks it, the server writes it here
            with contextlib.suppress(OSError, ValueError):
                known = json.loads(info.read_text())
                self.url, self.token = known["url"], known["token"]
                self.api("api/status")
                return
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("JupyterLab did not start:\n" + self._logfile.read_text()[-4000:])
            time.sleep(0.05)

    def api(self, path: str, method: str = "GET", /, **given: Any) -> Any:
        """Return the server's answer."""
        data = json.dumps(given).encode() if given else None
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def begin_kernel(self, name: str) -> None:
        """Start a notebook's kernel before its page is there: the page finds it running."""
        self.api("api/sessions", "POST", path=name, name=name, type="notebook", kernel={"name": "python3"})

    def end_kernels(self) -> None:
        """End what the tests before have left running."""
        for one in self.api("api/sessions"):
            self.api(f"api/sessions/{one['id']}", "DELETE")

    def notebook(self, name: str, *cells: str) -> str:
        """Write a notebook into the server's folder and return its name."""
        made = [
            {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
            for n, cell in enumerate(cells)
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        (self.root / name).write_text(
            json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})
        )
        return name

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.api("api/shutdown", "POST")  # also ends the kernels
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self._log.close()


class Notebook:
    """One notebook in one page."""

    CURRENT = "window.jupyterapp.shell.currentWidget"

    def __init__(self, page: Any, lab: Lab) -> None:
        self.page, self.lab = page, lab

    def open(self, name: str) -> Notebook:
        self.lab.begin_kernel(name)
        self.page.goto(f"{self.lab.url}lab/workspaces/{name.split('.')[0]}/tree/{name}?token={self.lab.token}&reset")
        self.wait("return window.jupyterapp && !document.querySelector('#jupyterlab-splash')", 90_000)
        self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").first.wait_for(timeout=30_000)
        self.wait(f"return {self.CURRENT}?.sessionContext?.session?.kernel?.status === 'idle'", 90_000)
        return self

    def wait(self, js: str, timeout: int = 30_000) -> None:
        self.page.wait_for_function(f"() => {{ {js} }}", timeout=timeout)

    def run_all(self, timeout: int = 120_000) -> None:
        """Run all cells; fail with their errors."""
        self._command("notebook:run-all-cells", timeout)
        assert not (errors := self.errors()), errors

    def run_above(self, cell: int, timeout: int = 120_000) -> None:
        """Run the cells above one; fail with their errors."""
        self.page.evaluate(f"() => {{ {self.CURRENT}.content.activeCellIndex = {cell}; }}")
        self._command("notebook:run-all-above", timeout)
        assert not (errors := self.errors()), errors

    def restart(self) -> None:
        """Kill the kernel and begin a new one."""
        begun = f"{self.CURRENT}.sessionContext.restartKernel()"
        self.page.evaluate(f"() => {{ window.__done = false; {begun}.finally(() => {{ window.__done = true; }}); }}")
        self.wait(f"return window.__done && {self.CURRENT}.sessionContext.session.kernel.status === 'idle'", 90_000)

    def _command(self, name: str, timeout: int) -> None:
        begun = f"window.jupyterapp.commands.execute('{name}')"
        self.page.evaluate(f"() => {{ window.__done = false; {begun}.finally(() => {{ window.__done = true; }}); }}")
        self.wait(f"return window.__done && {self.CURRENT}.sessionContext.session.kernel.status === 'idle'", timeout)

    def errors(self) -> list[Any]:
        return self.page.evaluate(
            f"""() => [...{self.CURRENT}.content.model.cells].flatMap((c, i) => c.type !== 'code' ? [] :
            [...Array(c.outputs.length).keys()].map(k => c.outputs.get(k).toJSON())
            .filter(o => o.output_type === 'error').map(o => [i, o.ename, o.evalue]))"""
        )

    def explorer(self) -> Explorer:
        """Return the first explorer, drawn."""
        return Explorer(self)


class Explorer:
    """An explorer in the page: its chart's marks are clicked where they are drawn."""

    def __init__(self, notebook: Notebook) -> None:
        self.page, self._notebook = notebook.page, notebook
        self.box = self.page.locator(".wb-explorer").first
        self.plot = self.box.locator(".wb-chart")
        self.drawn()

    def drawn(self, after: int = 0) -> int:
        """Wait until a drawing later than ``after`` stands; return its number."""
        self._notebook.wait(f"return +(document.querySelector('.wb-chart')?.dataset.drawn ?? 0) > {after}")
        return int(self.plot.get_attribute("data-drawn"))

    def settled(self) -> None:
        """Wait until nothing is redrawn for half a second: the chart has found its width."""
        number = -1
        while number != (number := self.drawn()):
            self.page.wait_for_timeout(500)

    def marks(self) -> list[dict[str, Any]]:
        """Return what is drawn: the identifier and place in the page of each mark that can be clicked."""
        return self.plot.evaluate(
            """el => {
              const found = new Map(), at = el.querySelector('.vega-embed canvas').getBoundingClientRect();
              const [ox, oy] = el.view.origin(), pad = el.view.padding();
              const left = at.x + ox + pad.left, top = at.y + oy + pad.top;
              const walk = (group, x, y) => (group.items || []).forEach(item => {
                if (item.marktype) return walk(item, x, y);
                if (item.items && !item.datum?.id)
                  return item.items.forEach(m => walk(m, x + (item.x || 0), y + (item.y || 0)));
                const d = item.datum, b = item.bounds;
                if (d && d.id && !found.has(d.id) && item.text === undefined)
                  found.set(d.id, {id: d.id, n: d.total,
                                   x: left + x + (b.x1 + b.x2) / 2, y: top + y + (b.y1 + b.y2) / 2});
              });
              walk(el.view.scenegraph().root, 0, 0);
              const seen = m => el.contains(document.elementFromPoint(m.x, m.y));
              return [...found.values()].map(m => ({...m, seen: seen(m)}));
            }"""
        )

    def click_mark(self, mark_id: str) -> None:
        """Click a mark where it stands, once it stands still: a line that appears or goes moves the chart."""
        self.plot.scroll_into_view_if_needed()
        at: dict[str, Any] = {}
        while at != (at := next(mark for mark in self.marks() if mark["id"] == mark_id)):
            self.page.wait_for_timeout(100)
        assert at["seen"], f"{mark_id} is drawn where it cannot be clicked"
        self.page.mouse.click(at["x"], at["y"])

    def tick(self, words: str) -> None:
        """Tick an option of the list that is open."""
        self.box.locator(".wb-choice label", has_text=words).locator("input").check()

    def button(self, words: str, *, exact: bool = False) -> Any:
        return self.box.get_by_role("button", name=words, exact=exact)

    def save(self) -> None:
        """Press the button of the form that is open."""
        self.button("Save", exact=True).click()

    def shown(self, words: str) -> None:
        """Wait until the footer counts so; ``words`` may be a pattern."""
        self.box.locator(".wb-foot").get_by_text(re.compile(f"^{words} shown$")).wait_for()

    def corrections(self, n: int) -> None:
        """Wait until so many corrections are active."""
        words = "correction" if n == 1 else "corrections"
        self.button(f"{n} {words} active ▸ show", exact=True).wait_for()


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """Yield a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), headless=True, args=FLAGS)
        yield found
        found.close()


def page_of(browser_: Any, lab: Lab, *, width: int = 1366, height: int = 768) -> tuple[Any, list[str]]:
    """Return a page and the list of the addresses outside the server that it asks for.

    All pages share one context: JupyterLab's scripts are compiled once.
    """
    context = (browser_.contexts or [browser_.new_context(accept_downloads=True)])[0]
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(20_000)
    outside: list[str] = []
    page.on(
        "request",
        lambda asked: outside.append(asked.url) if _foreign(asked.url, lab) else None,
    )
    return page, outside


def _foreign(url: str, lab: Lab) -> bool:
    return url.startswith("http") and not url.startswith(lab.url)
