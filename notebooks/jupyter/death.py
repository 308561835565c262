"""How a kernel ended, and what it wrote before: Jupyter tells only that it died."""
import pathlib
import re
import signal
import tempfile

from jupyter_client.manager import AsyncKernelManager

LAST = 10
FRAME = re.compile(r"^\s+(at |\.\.\. )")
SHELL = re.compile(r"^\S*/watch: line \d+: ")

# What every JVM and TensorFlow say, whatever happens.
NOISE = re.compile(
    r"^(NOTE: )?Picked up \w*JAVA_\w*OPTIONS|^SLF4J[(:]|^(WARNING|NOTE): |^\d{4}-\d\d-\d\d \d\d:\d\d:\S+ [IW] |^[IW]\d{4} "
    r"|^To enable the following instructions|^launch: |^#?\s*$|^# +(https?:|If you would like)"
)
JVM_CRASH = re.compile(r"^#\s+((SIG|EXCEPTION_|Internal Error|Out of Memory Error)\S*(?: Error)?|Native memory allocation.*)")
REPORT = re.compile(r"^# (\S.*hs_err_pid\d+\.log)$")
CHECK = re.compile(r"^\S+ \S+ F (.*)|^F\d{4} (.*)")
SAYS_WHY = re.compile(r"error|exception|invalid|unrecognized|cannot|could not|no such|not found|needs|denied|unable|not built", re.I)
FOLLOWS = ("Error: Could not create the Java Virtual Machine", "Error: A fatal exception has occurred", "Error: A JNI error")


class WatchedKernel(AsyncKernelManager):
    """A kernel whose words are kept, and which knows whether it died or was ended."""

    process = None
    ended_by_jupyter = False

    async def start_kernel(self, **kw):
        self.words = tempfile.TemporaryFile()
        killed_before = killed_for_memory()
        self.killed_for_memory = lambda: killed_for_memory() > killed_before
        await super().start_kernel(stdout=self.words, stderr=self.words, **kw)
        provisioner = getattr(self, "provisioner", None)  # since jupyter_client 7; before, the process is `kernel`
        self.process = provisioner.process if provisioner else self.kernel

    async def shutdown_kernel(self, *args, **kw):
        self.ended_by_jupyter = self.process is not None and self.process.poll() is None
        await super().shutdown_kernel(*args, **kw)

    def died(self):
        return self.process is not None and not self.ended_by_jupyter and self.process.poll() is not None

    def text(self):
        """All that it wrote to standard output and standard error; what cells print goes to Jupyter instead."""
        self.words.seek(0)
        return self.words.read().decode("utf-8", "replace")

    def report(self, where=""):
        """One line with the cause, and the last lines that it wrote."""
        lines = told(self.text())
        crash, how = crashed(lines), ended(self.process.poll(), self.killed_for_memory())
        if where and how.startswith("exit code"):
            how += ", as System.exit gives"
        report = report_file(lines)
        if crash:
            cause = f"{crash} ({how})"
        else:
            cause = how if where else start_failed(lines) or f"{how}, and wrote nothing"
        cause = f"the kernel died{where}: {cause}" + (f"; the JVM's report is {report}" if report else "")
        return cause, ([how] if how not in cause else []) + lines[-LAST:]


def told(text):
    """The lines that are not noise, and of each stack only the top."""
    lines = []
    for line in text.splitlines():
        if not NOISE.search(line) and not (FRAME.search(line) and lines and FRAME.search(lines[-1])):
            lines.append(SHELL.sub("", line.rstrip()))
    return lines


def ended(code, for_memory):
    """The exit code in words; the shell that runs the kernel tells of a signal as 128 and its number."""
    number = -code if code < 0 else code - 128
    if number <= 0 or number not in [s.value for s in signal.Signals]:
        return f"exit code {code}"
    name = signal.Signals(number).name
    if name != "SIGKILL":
        return f"killed by signal {number}, {name}"
    why = "the memory ran out" if for_memory else "by someone, or by the system because the memory ran out"
    return f"killed by signal {number}, {name}: {why}"


def killed_for_memory():
    """How many processes this system, or this container, has killed because the memory ran out."""
    count = 0
    for file in ("/proc/vmstat", "/sys/fs/cgroup/memory.events"):
        try:
            found = re.search(r"^oom_kill (\d+)$", pathlib.Path(file).read_text(), re.M)
        except OSError:
            continue
        count += int(found.group(1)) if found else 0
    return count


def crashed(lines):
    """A crash in native code, by the words of the JVM, of TensorFlow or of the C++ library."""
    for i, line in enumerate(lines):
        if JVM_CRASH.search(line) and any(before.startswith("# ") for before in lines[:i]):
            frame = next((lines[j + 1] for j in range(i, len(lines) - 1) if lines[j].startswith("# Problematic frame")), "")
            crash = "the JVM crashed: " if frame else "the JVM got no memory: "
            return crash + JVM_CRASH.search(line).group(1) + (" in " + frame.strip("# ") if frame else "")
        if CHECK.search(line):
            return "TensorFlow gave up: " + next(group for group in CHECK.search(line).groups() if group)
        if line.startswith(("terminate called", "Terminating due to")):
            return " ".join([line] + [after.strip() for after in lines[i + 1 : i + 2] if "what()" in after])
    return ""


def report_file(lines):
    return next((REPORT.search(line).group(1) for line in lines if REPORT.search(line)), "")


def start_failed(lines):
    """The line that says why a kernel did not start, with what caused it."""
    telling = [line for line in lines if SAYS_WHY.search(line) and not line.startswith(FOLLOWS)]
    if not telling:
        return lines[-1] if lines else ""
    first = next((line for line in telling if line.startswith(("Exception in thread", "Error: "))), telling[0])
    if first.startswith("Error occurred during initialization"):
        return ": ".join([first] + lines[lines.index(first) + 1 :][:1])
    causes = [line for line in lines if line.startswith("Caused by: ")]
    return first + (f" ({causes[-1]})" if causes else "")
