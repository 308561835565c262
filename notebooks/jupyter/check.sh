# shellcheck shell=bash
# notebooks/launch --check: a line for each thing that is needed, and below it what to do where it is not there.
# Read by launch, whose functions and folders it uses. Nothing is installed or built; what is written goes to a folder of its own.
# shellcheck disable=SC2154 # here, target, stamp and pythons are launch's
# shellcheck source-path=SCRIPTDIR

# shellcheck source=jvm.sh
. "$here/jupyter/jvm.sh"
# shellcheck source=machine.sh
. "$here/jupyter/machine.sh"

jvm_seconds=300    # for the trained step; the first start unpacks 650 MB
kernel_seconds=180 # for the kernel and its cell
needed=()
tab=$'\t'

# line ok|missing|failed WHAT TEXT [WHAT TO DO]
line() {
    printf '%-8s %-13s %s\n' "$1" "$2" "$3"
    [ -z "${4:-}" ] || printf '%-22s -> %s\n' '' "$4"
}

# The same, of something without which nothing runs.
lacks() {
    needed+=("$2")
    line "$@"
}

check_java() {
    find_java
    local found text="17 or newer is needed" todo="apt-get install openjdk-17-jdk, or brew install openjdk, or set JAVA_HOME to one"
    found=$(command -v "$java") || found=$java
    java_works=no
    if [ -n "$java_version" ]; then
        text="$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -1), $found"
        [ "$java_version" -lt 17 ] || java_works=yes
    fi
    if [ -n "${JAVA_HOME:-}" ] && ! [ -x "$JAVA_HOME/bin/java" ]; then
        [ -z "$java_version" ] || text="the java on the PATH, $text, is taken instead"
        lacks failed Java "JAVA_HOME=$JAVA_HOME has no bin/java; $text" "unset JAVA_HOME, or set it to the folder of a Java 17 or newer"
    elif [ -z "$java_version" ]; then
        local words
        words=$("$java" -version 2>&1 | grep . | head -1)
        lacks missing Java "$found does not run: ${words:-it says nothing}" "$todo"
    elif [ "$java_works" = no ]; then
        lacks failed Java "$text: too old, 17 or newer is needed" "$todo"
    else
        line ok Java "$text"
    fi
}

check_maven() {
    local version
    if ! command -v mvn >/dev/null; then
        set -- "there is no mvn on the PATH" "apt-get install maven, or brew install maven"
        if [ "$built" = yes ]; then
            line missing Maven "$1; what is built can be used without" "to build anew: $2; without it: notebooks/launch --no-build"
        else
            lacks missing Maven "$@"
        fi
    elif version=$(mvn -v 2>&1) && version=$(echo "$version" | sed -n 's/.*Apache Maven \([0-9][^ ]*\).*/\1/p' | head -1) && [ -n "$version" ]; then
        line ok Maven "$version, $(command -v mvn)"
    else
        set -- failed Maven "mvn -v does not run: $(mvn -v 2>&1 | grep . | head -1)" "set JAVA_HOME to a Java 17 or newer, or unset it"
        if [ "$built" = yes ]; then line "$@"; else lacks "$@"; fi
    fi
}

check_jupyter() {
    local answer candidate python_there=
    if find_python; then
        answer=$("$python" "$here/jupyter/check_kernel.py" versions)
        line ok Jupyter "${answer#*"$tab"}"
        return
    fi
    python=
    for candidate in "${pythons[@]}"; do
        if answer=$("$candidate" "$here/jupyter/check_kernel.py" versions 2>/dev/null); then
            python_there=${answer#*"$tab"}
            break
        fi
    done
    local todo="notebooks/launch --install installs it"
    [ -z "${POLYVIEW_PYTHON:-}" ] || todo="$POLYVIEW_PYTHON -m pip install notebook nbclient nbconvert, or unset POLYVIEW_PYTHON"
    lacks missing Jupyter "${python_there:-no Python runs, of: ${pythons[*]}}" "$todo"
}

check_kernels() {
    local status=ok own="own (not built)" others="" answer todo=""
    [ "$built" = no ] || own="own (built)"
    if [ -z "$python" ]; then
        line missing kernels "$own; installed ones are found by Jupyter" "see Jupyter"
        return
    fi
    while IFS=$tab read -r answer text; do
        others="$others, $text"
        [ "$answer" = ok ] || status=failed
    done < <("$python" "$here/jupyter/check_kernel.py" kernels 2>/dev/null)
    [ $status = ok ] || todo="install that kernel again; the project's own does not need it"
    line $status kernels "$own${others:-, no other for Java}" "$todo"
}

check_build() {
    if [ "$built" = no ]; then
        lacks missing build "nothing is built in $target" "notebooks/launch builds it (or mvn -DskipTests package)"
    elif ! [ -f "$stamp" ]; then
        line ok build "there; not by notebooks/launch, which builds it anew, or not with --no-build"
    elif build_outdated; then
        line ok build "there, older than the sources: notebooks/launch builds it anew, or not with --no-build"
    else
        line ok build "there and fresh"
    fi
}

# Lets the JVM tell what it finds, and sets facts, the file with it.
run_jvm() {
    facts=$work/facts
    : >"$facts"
    jvm_problem=
    if [ "$built" = no ] || [ "$java_works" = no ]; then
        return
    fi
    set_jvm_flags
    # shellcheck disable=SC2086 # POLYVIEW_JVM_FLAGS is a list of flags.
    TF_CPP_MIN_LOG_LEVEL=2 within $jvm_seconds "$java" "${jvm_flags[@]}" ${POLYVIEW_JVM_FLAGS:-} -cp "$target/kernel/*:$target/lib/*" \
        polyview.kernel.check.Check >"$facts" 2>"$work/words" || jvm_problem="exit code $?"
    grep '^#' "$facts" >>"$work/words" # A JVM that crashes says so on standard output.
    [ "$jvm_problem" != "exit code 143" ] || jvm_problem="not done after $jvm_seconds s"
}

fact() { sed -n "s/^$1	//p" "$facts"; }

check_tensorflow() {
    local jar version
    jar=$(find "$target/lib" -name 'tensorflow-core-api-*.jar' 2>/dev/null | sed 's/.*api-\(.*\)\.jar/\1/' | head -1)
    version=$(fact tensorflow)
    if [ -n "$version" ]; then
        line ok TensorFlow "$version, by TensorFlow Java $jar; devices: $(fact devices | sed 's/	$//; s/	/; /')"
    elif [ -n "$jar" ]; then
        lacks failed TensorFlow "TensorFlow Java $jar is there, but was not loaded" "see the step of training, and Java"
    else
        line missing TensorFlow "it comes with the build" "see build"
    fi
}

check_onednn() {
    if [ -z "$(fact tensorflow)" ]; then
        line missing oneDNN "asked for with TF_ENABLE_ONEDNN_OPTS=$TF_ENABLE_ONEDNN_OPTS; TensorFlow was not loaded" "see TensorFlow"
    else
        case $(fact onednn) in
            on) line ok oneDNN "on, TF_ENABLE_ONEDNN_OPTS=$TF_ENABLE_ONEDNN_OPTS" ;;
            *"x86 processors"*) line ok oneDNN "$(fact onednn)" ;;
            *) line failed oneDNN "$(fact onednn)" "unset it: training is up to four times as fast with oneDNN" ;;
        esac
    fi
}

check_memory() {
    local heap
    heap=$(fact heap)
    set -- "$(memory)"
    local all=${1% *} free=${1#* }
    local text="-Xmx2g${POLYVIEW_JVM_FLAGS:+ $POLYVIEW_JVM_FLAGS}"
    [ -z "$heap" ] || text="up to $(gib "$heap") GB"
    text="$(gib "$all") GB, $(gib "$free") GB free; the kernel's Java takes $text, TensorFlow its own"
    if [ "$all" -gt 0 ] && [ "$free" -lt "${heap:-0}" ]; then
        line failed memory "$text" "close other programs, or give Java less: POLYVIEW_JVM_FLAGS=-Xmx600m"
    else
        line ok memory "$text"
    fi
}

check_disk() {
    local folder free unpacked text
    IFS=$tab read -r folder free unpacked < <(fact cache) || true
    if [ -z "${folder:-}" ]; then # No JVM to ask.
        folder=$HOME/.javacpp
        free=$(free_bytes "$folder")
        unpacked=$(du -sk "$folder" 2>/dev/null | cut -f1)
        unpacked=$((${unpacked:-0} * 1024))
    fi
    text="$(gigabytes "$free") GB free in $folder"
    if [ "$unpacked" -gt 600000000 ]; then
        line ok disk "$text; TensorFlow's library is unpacked there ($(gigabytes "$unpacked") GB)"
    elif [ "$free" -lt 700000000 ]; then
        lacks failed disk "$text, and TensorFlow's library takes 0.7 GB there at the first start" \
            "make room, or name another folder: POLYVIEW_JVM_FLAGS=-Dorg.bytedeco.javacpp.cachedir=FOLDER"
    else
        line ok disk "$text; TensorFlow's library is unpacked there at the first start (0.7 GB)"
    fi
}

check_data() {
    [ -n "${POLYVIEW_DATA:-}" ] || return 0
    if [ -d "$POLYVIEW_DATA" ] && [ -r "$POLYVIEW_DATA" ]; then
        line ok POLYVIEW_DATA "$POLYVIEW_DATA, with: $(cd "$POLYVIEW_DATA" && echo *)"
    else
        lacks failed POLYVIEW_DATA "$POLYVIEW_DATA is no folder that can be read" "unset it, or name a folder with data sets"
    fi
}

check_step() {
    local seconds
    seconds=$(fact step)
    if [ -n "$seconds" ]; then
        line ok "trained step" "$seconds s, with TensorFlow's first start"
    elif [ -z "$jvm_problem" ]; then
        line missing "trained step" "not tried" "see Java, and build"
    else
        lacks failed "trained step" "$(cause_of "$work/words" || echo "$jvm_problem")" \
            "its last lines below tell more ($jvm_problem); where a class is missing, notebooks/launch builds anew"
        last_lines "$work/words"
    fi
}

check_kernel() {
    local name=${POLYVIEW_KERNEL:-own}
    if [ "$built" = no ] || [ -z "$python" ]; then
        line missing kernel "$name: not tried" "see build, and Jupyter"
        return
    fi
    local answer todo="its last lines below tell more; where a class is missing, notebooks/launch builds anew"
    if ! choose_kernel "$work" 2>"$work/kernel-words"; then
        answer=$(grep '^launch: ' "$work/kernel-words" | tail -1)
        lacks failed kernel "${answer#launch: }" "unset POLYVIEW_KERNEL to take the project's own"
        return
    fi
    jupyter_folders "$work"
    [ "$name" = own ] || todo="unset POLYVIEW_KERNEL to take the project's own, or install that kernel again"
    within $((kernel_seconds + 60)) "$python" "$here/jupyter/check_kernel.py" run "$here" $kernel_seconds \
        >"$work/kernel" 2>"$work/kernel-words" || true
    answer=$(head -1 "$work/kernel")
    if [ "${answer%%"$tab"*}" = ok ]; then
        line ok kernel "$name: ${answer#*"$tab"}"
    elif [ -n "$answer" ]; then
        lacks failed kernel "$name: ${answer#*"$tab"}" "$todo"
        sed 1d "$work/kernel" | indent
    else
        lacks failed kernel "$name: $(tail -1 "$work/kernel-words")" "$todo"
        last_lines "$work/kernel-words"
    fi
}

check() {
    set +e # What fails is told, and the rest is looked at.
    if ! work=$(mktemp -d 2>/dev/null); then
        lacks failed temporary "no folder can be made in ${TMPDIR:-/tmp}" "make room there, or set TMPDIR; nothing else was looked at"
        return 1
    fi
    trap '[ -z "$child" ] || kill "$child" 2>/dev/null; rm -rf "$work"' EXIT
    built=no
    if [ -d "$target/kernel" ] && [ -d "$target/lib" ]; then
        built=yes
    fi
    check_system
    check_java
    check_maven
    check_jupyter
    check_kernels
    check_build
    run_jvm
    check_tensorflow
    check_onednn
    check_memory
    check_disk
    check_data
    check_step
    check_kernel
    if [ ${#needed[@]} -gt 0 ]; then
        printf 'failed   %s\n' "of what is needed: $(printf '%s, ' "${needed[@]}" | sed 's/, $//')"
        return 1
    fi
    echo "ok       all that is needed"
}
