"""Looks at the notebooks in a real browser: pictures of the pages, and a list of the outputs that are cut.

    python3 notebooks/jupyter/look.py --out /tmp/looked [NAME...]

Each notebook whose name begins with NAME (all without one) becomes a page of nbconvert, light and dark, and is opened in
headless Chromium in 1100 and 1400 pixels, with scripts and without. Beside the pictures it prints every output that is wider
than its place. It needs nbconvert, tornado (Jupyter has both) and chromium; it is run by hand, no test needs it.
"""
import argparse
import asyncio
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

from tornado.websocket import websocket_connect

HERE = pathlib.Path(__file__).resolve().parent.parent
CUT = """
(() => {
  const cut = [];
  document.querySelectorAll('.jp-Cell').forEach((cell, i) => {
    cell.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *, .jp-RenderedMarkdown, pre').forEach(e => {
      const scrolls = e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible';
      const leaves = e.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
      if (e.clientWidth > 0 && (scrolls || leaves)) {
        cut.push(`cell ${i}: ${e.tagName.toLowerCase()} ${e.scrollWidth} in ${e.clientWidth} pixels`);
      }
    });
  });
  return cut;
})()
"""


class Browser:
    """One page of headless Chromium, driven by its DevTools protocol."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0",
             "--remote-allow-origins=*", "--user-data-dir=" + self.folder, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.sent = 0
        self.events = []

    async def connect(self):
        port = pathlib.Path(self.folder) / "DevToolsActivePort"
        end = time.monotonic() + 120
        while not (port.exists() and "\n" in port.read_text()):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("chromium did not start")
            time.sleep(0.1)
        address = f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json"
        pages = json.load(urllib.request.urlopen(address))
        page = next(p for p in pages if p["type"] == "page")
        self.socket = await websocket_connect(page["webSocketDebuggerUrl"], max_message_size=1 << 30)
        await self.call("Page.enable")

    async def call(self, method, **params):
        self.sent += 1
        await self.socket.write_message(json.dumps({"id": self.sent, "method": method, "params": params}))
        while True:
            message = json.loads(await self.socket.read_message())
            if message.get("id") == self.sent:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message.get("method"))

    async def open(self, page, width, scripts):
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=1200, deviceScaleFactor=1, mobile=False)
        await self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.events.clear()
        await self.call("Page.navigate", url=page.as_uri())
        while "Page.loadEventFired" not in self.events:
            self.events.append(json.loads(await self.socket.read_message()).get("method"))
        await asyncio.sleep(0.5)

    async def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


async def look(pages, out):
    browser = Browser()
    cut = 0
    try:
        await browser.connect()
        for page in pages:
            for width in (1100, 1400):
                for scripts in (True, False):
                    await browser.open(page, width, scripts)
                    name = f"{page.stem}-{width}-{'scripts' if scripts else 'still'}"
                    shot = await browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
                    (out / (name + ".png")).write_bytes(base64.b64decode(shot["data"]))
                    if scripts:
                        found = (await browser.call("Runtime.evaluate", expression=CUT, returnByValue=True))["result"]["value"]
                        cut += len(found)
                        print(name, "nothing is cut" if not found else "", *found, sep="\n  ", flush=True)
    finally:
        await browser.close()
    return cut


def convert(notebook, theme, out):
    page = out / f"{notebook.stem}-{theme}.html"
    subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", f"--HTMLExporter.theme={theme}", "--log-level=ERROR",
                    "--output", str(page), str(notebook)], check=True)
    return page


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--dir", type=pathlib.Path, default=HERE)
parser.add_argument("--out", type=pathlib.Path, required=True)
parser.add_argument("names", nargs="*")
options = parser.parse_args()
options.out.mkdir(parents=True, exist_ok=True)
chosen = [n for n in sorted(options.dir.glob("*.ipynb")) if not options.names or n.name.startswith(tuple(options.names))]
if not chosen:
    sys.exit(f"look: no notebook of {options.dir} begins with one of {options.names}")
pages = [convert(n, theme, options.out.resolve()) for n in chosen for theme in ("light", "dark")]
sys.exit(1 if asyncio.run(look(pages, options.out)) else 0)
