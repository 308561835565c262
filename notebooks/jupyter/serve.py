"""Opens Jupyter, whichever there is, on 127.0.0.1 in a folder, and prints the address."""
import glob
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time


def main():
    folder = sys.argv[1]
    module = "notebook" if importlib.util.find_spec("notebook") else "jupyterlab"
    command = [sys.executable, "-m", module, "--ip=127.0.0.1", "--no-browser"]
    if len(sys.argv) > 2:
        command.append(f"--port={sys.argv[2]}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # The server must not outlive this.
    server = subprocess.Popen(command, cwd=folder)
    try:
        address = wait_for_address(server)
        if address:
            print(f"\nPolyview's notebooks: {address}\nCtrl+C ends it.\n", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


def wait_for_address(server):
    """The address with its token, from the file that the server writes when it listens; nothing if it ended."""
    runtime = os.environ["JUPYTER_RUNTIME_DIR"]
    while server.poll() is None:
        for file in glob.glob(os.path.join(runtime, f"*server-{server.pid}.json")):
            with open(file, encoding="utf-8") as stream:
                text = stream.read()
            if text.strip():
                info = json.loads(text)
                return f"{info['url']}?token={info['token']}" if info.get("token") else info["url"]
        time.sleep(0.1)
    return ""


if __name__ == "__main__":
    sys.exit(main())
