"""Writes a kernelspec `java` that is an installed Java kernel with the toolkit's jars on its class path.

    installed_kernel.py ijava|jjava|NAME LIB OUT
"""
import json
import os
import pathlib
import sys

from jupyter_client.kernelspec import KernelSpecManager

JVM_FLAGS = "-Xmx2g -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
CLASS_PATHS = {"IJAVA_CLASSPATH": os.pathsep, "JJAVA_CLASSPATH": os.pathsep, "RJK_CLASSPATH": ";"}


def main():
    wanted, lib, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    found = KernelSpecManager().get_all_specs()
    spec = choose(wanted, found)
    if spec is None:
        there = ", ".join(f"{name} ({s['spec']['display_name']})" for name, s in sorted(found.items())) or "none"
        print(f"launch: POLYVIEW_KERNEL={wanted}: no such kernel is installed; there are: {there}", file=sys.stderr)
        return 2
    kernel = dict(spec["spec"])
    watch = str(pathlib.Path(__file__).resolve().parent / "watch")
    kernel["argv"] = ["bash", watch] + [arg.replace("{resource_dir}", spec["resource_dir"]) for arg in kernel["argv"]]
    kernel["env"] = environment(kernel.get("env", {}), [f"{lib}/*.jar"] + spark_jars(lib))
    folder = out / "kernels" / "java"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.json").write_text(json.dumps(kernel, indent=2), encoding="utf-8")
    return 0


def choose(wanted, found):
    """By name, or for ijava and jjava the first whose command, name or folder tells of it; both like to be called java."""
    if wanted in found:
        return found[wanted]
    if wanted not in ("ijava", "jjava"):
        return None
    for _, spec in sorted(found.items()):
        if wanted in json.dumps([spec["spec"]["argv"], spec["spec"]["display_name"], spec["spec"].get("env", {})]).lower():
            return spec
    return None


def spark_jars(lib):
    """Those of launch --spark."""
    if not os.environ.get("POLYVIEW_SPARK"):
        return []
    target = pathlib.Path(lib).resolve().parents[2] / "toolkit" / "spark" / "target"
    return [f"{target}/jar/*.jar", f"{target}/spark-home/jars/*.jar"]


def environment(env, jars):
    env = dict(env)
    for name, separator in CLASS_PATHS.items():
        before = env.get(name) or os.environ.get(name)
        env[name] = separator.join(jars + ([before] if before else []))
    flags = [JVM_FLAGS, os.environ.get("POLYVIEW_JVM_FLAGS"), env.get("JDK_JAVA_OPTIONS"), os.environ.get("JDK_JAVA_OPTIONS")]
    env["JDK_JAVA_OPTIONS"] = " ".join(flag for flag in flags if flag)
    env.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    # As jvm.sh does for the project's kernel.
    env["TF_ENABLE_ONEDNN_OPTS"] = env.get("TF_ENABLE_ONEDNN_OPTS") or os.environ.get("TF_ENABLE_ONEDNN_OPTS") or "1"
    return env


if __name__ == "__main__":
    sys.exit(main())
