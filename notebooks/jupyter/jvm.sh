# shellcheck shell=bash
# Which Java runs the toolkit, with which flags and environment; read by kernels/java/start and check.sh.

# Sets java and java_version, the first number of its version; an empty one where there is no Java that runs.
find_java() {
    java=java
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        java=$JAVA_HOME/bin/java
    fi
    java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -1) || java_version=
}

# Sets jvm_flags. They count less than those of POLYVIEW_JVM_FLAGS, which come after them.
set_jvm_flags() {
    jvm_flags=(-Xmx2g -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxPhysicalBytes=0)
    if [ "${java_version:-0}" -ge 24 ]; then
        # What TensorFlow Java and its libraries do anyway; without the flags Java 24 and newer warn about it.
        jvm_flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
    fi
}

# TensorFlow turns oneDNN on by itself only on processors with AVX-512 and more; training is up to four times as fast with it.
export TF_ENABLE_ONEDNN_OPTS="${TF_ENABLE_ONEDNN_OPTS:-1}"
