"""Drives one kernel for a test: a JSON request a line in, a JSON answer a line out."""
import json
import queue
import sys
import time

from jupyter_client.manager import KernelManager


# Seconds: a machine may be slow, or stand still for a while.
GENEROUS = 300


class Bridge:
    def __init__(self):
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=GENEROUS)

    def execute(self, code, interruptOn=None, timeout=GENEROUS):
        """Runs a cell; interrupts it as soon as it has printed a text."""
        return self.collect(self.client.execute(code), interruptOn, timeout)

    def execute_all(self, codes, timeout=GENEROUS):
        """Sends all cells at once, as "Run all" does."""
        ids = [self.client.execute(code) for code in codes]
        return [self.collect(id, None, timeout) for id in ids]

    def collect(self, id, interrupt_on, timeout):
        output, text, seconds = [], "", None
        deadline = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.1, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") != id:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind in ("status", "execute_input"):
                continue
            output.append({"type": kind, **content})
            text += content.get("text", "")
            if interrupt_on and interrupt_on in text:
                interrupt_on = None
                begin = time.monotonic()
                self.manager.interrupt_kernel()
        if interrupt_on is None and "begin" in locals():
            seconds = time.monotonic() - begin
        return {"output": output, "reply": self.reply(id), "afterInterrupt": seconds}

    def complete(self, code, cursor):
        return self.reply(self.client.complete(code, cursor))

    def inspect(self, code, cursor):
        return self.reply(self.client.inspect(code, cursor))

    def is_complete(self, code):
        return self.reply(self.client.is_complete(code))

    def shutdown(self):
        """Asks the kernel to end, and tells whether its process did."""
        self.client.shutdown()
        for _ in range(10 * GENEROUS):
            if not self.manager.is_alive():
                return {"ended": True}
            time.sleep(0.1)
        return {"ended": False}

    def reply(self, id):
        while True:
            message = self.client.get_shell_msg(timeout=GENEROUS)
            if message["parent_header"].get("msg_id") == id:
                return message["content"]


def main():
    bridge = Bridge()
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = getattr(bridge, request.pop("op"))(**request)
            except queue.Empty:
                answer = {"error": "the kernel did not answer in time"}
            print(json.dumps(answer), flush=True)
    finally:
        bridge.client.stop_channels()
        bridge.manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
