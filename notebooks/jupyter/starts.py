"""Starts the kernel many times in a row, runs a cell in each, and shuts it down.

    starts.py [N]      50 without N; ends with 1 at the first start that hangs or fails
"""
import os
import pathlib
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
os.environ["JUPYTER_PATH"] = str(HERE)
os.environ["JUPYTER_RUNTIME_DIR"] = str(HERE.parent / "target" / "jupyter" / "runtime")

from jupyter_client.manager import KernelManager  # noqa: E402, reads the folders above

HANGS = 180


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    ready, ended = [], []
    for number in range(1, count + 1):
        begin = time.monotonic()
        manager = KernelManager(kernel_name="java")
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=HANGS)
            reply = client.execute_interactive("1 + 1", timeout=HANGS, output_hook=lambda message: None)
            ready.append(time.monotonic() - begin)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"the first cell failed: {reply['content']}")
            begin = time.monotonic()
            client.shutdown()
            while manager.is_alive():
                if time.monotonic() - begin > HANGS:
                    raise RuntimeError("the kernel did not end")
                time.sleep(0.02)
            ended.append(time.monotonic() - begin)
        except Exception as error:
            print(f"start {number} of {count}: {type(error).__name__}: {error}", flush=True)
            return 1
        finally:
            client.stop_channels()
            if manager.is_alive():
                manager.shutdown_kernel(now=True)
            manager.cleanup_resources()
    print(
        f"{count} of {count} started; start and first cell {min(ready):.2f} to {max(ready):.2f} s, "
        f"median {statistics.median(ready):.2f} s; ended in {max(ended):.2f} s at most"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
