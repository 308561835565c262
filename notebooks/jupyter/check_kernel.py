"""What notebooks/launch --check asks Jupyter. Each answer is a line of a status and a text with a tab between.

    check_kernel.py versions             of this Python and of Jupyter, or what is missing here
    check_kernel.py kernels              the installed kernels for Java
    check_kernel.py run FOLDER SECONDS   starts the kernel `java` and runs one cell; last lines of a kernel that died follow
"""
import importlib.util
import json
import pathlib
import platform
import shutil
import sys
import time

KINDS = {"ijava": "IJava", "jjava": "JJava", "rapaio": "rapaio"}
NEEDED = ["nbclient", "nbformat", "nbconvert", "jupyter_client"]


def main():
    {"versions": versions, "kernels": kernels, "run": run}[sys.argv[1]](*sys.argv[2:])


def tell(status, text):
    print(f"{status}\t{text}", flush=True)


def versions():
    python = f"Python {platform.python_version()}, {sys.executable}"
    missing = [name for name in NEEDED if not importlib.util.find_spec(name)]
    server = next((name for name in ("notebook", "jupyterlab") if importlib.util.find_spec(name)), None)
    if missing or not server:
        return tell("missing", f"{python}, has no {', '.join(missing + ([] if server else ['notebook or jupyterlab']))}")
    tell("ok", f"{python}, with " + ", ".join(f"{name} {version(name)}" for name in [server] + NEEDED[:1] + NEEDED[3:]))


def version(name):
    try:
        from importlib.metadata import version  # since Python 3.8

        return version(name)
    except Exception as e:  # Some packages of systems come without their metadata.
        return getattr(__import__(name), "__version__", f"of unknown version ({type(e).__name__})")


def kernels():
    from jupyter_client.kernelspec import KernelSpecManager

    for name, found in sorted(KernelSpecManager().get_all_specs().items()):
        spec = found["spec"]
        if spec.get("language", "").lower() == "java":
            argv = [arg.replace("{resource_dir}", found["resource_dir"]) for arg in spec["argv"]]
            words = json.dumps([argv, spec["display_name"], spec.get("env", {})]).lower()
            kind = next((kind for word, kind in KINDS.items() if word in words), spec["display_name"])
            gone = missing_file(argv)
            tell("failed" if gone else "ok", f"{name} ({kind}" + (f": there is no {gone})" if gone else ")"))


def missing_file(argv):
    """The program of a kernel, or the jar that it runs, where it is not there."""
    if not shutil.which(argv[0]):
        return argv[0]
    jar = argv[argv.index("-jar") + 1] if "-jar" in argv[:-1] else ""
    return jar if jar and not pathlib.Path(jar).exists() else ""


def run(folder, seconds):
    from nbformat.v4 import new_code_cell, new_notebook

    from execute import play

    notebook = new_notebook(cells=[new_code_cell("1 + 1")], metadata={"kernelspec": {"name": "java", "display_name": "Java"}})
    begin = time.monotonic()
    error, lines = play(notebook, folder, float(seconds))
    values = [output.get("data", {}).get("text/plain") for output in notebook.cells[0].outputs]
    if not error and "2" not in values:
        error = f"1 + 1 gave {values}"
    tell("failed" if error else "ok", error or f"1 + 1 is 2, {time.monotonic() - begin:.1f} s with its start")
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
