"""Runs notebooks one after the other and writes them with their outputs, also those that fail."""
import argparse
import asyncio
import atexit
import logging
import pathlib
import re
import sys
import time

import nbclient
import nbconvert
import nbformat

from death import WatchedKernel

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--timeout", type=float, required=True, help="seconds that one notebook gets")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()

    notebooks = chosen(args.dir, args.names)
    args.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for path in notebooks:
        begin = time.monotonic()
        error, lines = run(path, args.out, args.timeout)
        seconds = time.monotonic() - begin
        print(f"{path.name}  {'failed' if error else 'ok'}  {seconds:.1f} s{'  ' + error if error else ''}", flush=True)
        for line in lines:
            print(f"    {line}", file=sys.stderr, flush=True)
        failed += bool(error)
    return 1 if failed else 0


def chosen(folder, names):
    """The notebooks whose names begin with one of the names; a name that fits none is an error."""
    there = sorted(folder.glob("*.ipynb"))
    if not there:
        raise SystemExit(f"launch: there is no notebook in {folder}")
    for name in names:
        if not any(path.name.startswith(name) for path in there):
            raise SystemExit(f"launch: no notebook begins with {name}; there are {', '.join(p.name for p in there)}")
    return [path for path in there if not names or any(path.name.startswith(name) for name in names)]


class Client(nbclient.NotebookClient):
    """Keeps the manager of its kernel, which nbclient forgets when the kernel has ended."""

    def create_kernel_manager(self):
        self.km = self.kernel = WatchedKernel(kernel_name=self.kernel_name, config=self.config)
        return self.km


def run(path, out, timeout):
    """Runs one notebook and writes it; returns what went wrong, in one line, and the kernel's last lines if it died."""
    notebook = nbformat.read(path, as_version=4)
    error, lines = play(notebook, path.parent, timeout)
    join_streams(notebook)
    nbformat.write(notebook, out / path.name)
    html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    (out / path.with_suffix(".html").name).write_text(html, encoding="utf-8")
    return error, lines


def play(notebook, folder, timeout):
    """Runs the cells of a notebook in a folder; returns what run returns."""
    for cell in notebook.cells:  # Outputs that are committed must not pass for those of this run.
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    client = Client(notebook, kernel_name="java", startup_timeout=120, resources={"metadata": {"path": str(folder)}})
    client.log.setLevel(logging.CRITICAL)  # What it logs of a kernel that does not start is told here, with the cause.
    error = ""
    try:
        asyncio.run(asyncio.wait_for(client.async_execute(), timeout))
    except asyncio.TimeoutError:
        error = f"not done after {timeout:.0f} s"
    except Exception as e:  # A dead kernel, a cell that throws: the notebook is written all the same.
        if client.kernel.died():
            error, lines = client.kernel.report(running(notebook))
            return one_line(error), lines
        started = "" if client.kernel.process else "the kernel did not start: "
        error = first_error(notebook) or f"{started}{type(e).__name__}: {e}"
    finally:  # Of a kernel that did not start, nbclient leaves a call behind that fails.
        atexit.unregister(client._cleanup_kernel)
    sys.stderr.write(client.kernel.text())
    return one_line(error or first_error(notebook)), []


def one_line(error):
    return " ".join(ANSI.sub("", error).split())


def running(notebook):
    """The cell that was sent last, in words: nbclient notes the times of a cell from there on."""
    sent = [number for number, cell in enumerate(notebook.cells, 1) if "execution" in cell.metadata]
    return f" in cell {sent[-1]} of {len(notebook.cells)}" if sent else ""


def join_streams(notebook):
    """One text for what a cell printed in a row, as a page shows it: what a carriage return has overwritten is gone."""
    for cell in notebook.cells:
        joined = []
        for output in cell.get("outputs", []):
            if joined and output.output_type == "stream" == joined[-1].output_type and output.name == joined[-1].name:
                joined[-1].text += output.text
            else:
                joined.append(output)
        for output in joined:
            if output.output_type == "stream":
                output.text = "\n".join(line.rsplit("\r", 1)[-1].rstrip() for line in output.text.split("\n"))
        if "outputs" in cell:
            cell.outputs = joined


def first_error(notebook):
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"cell {number} of {len(notebook.cells)}: {output.ename}: {output.evalue.splitlines()[0] if output.evalue else ''}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
