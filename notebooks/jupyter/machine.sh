# shellcheck shell=bash
# What check.sh asks the machine, on Linux, macOS and in the bash of Git for Windows.

# Bytes as people count them: memory in powers of 1024, disks in powers of 1000.
gib() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1024 / 1024 / 1024 }'; }
gigabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e9 }'; }

check_system() {
    local system machine name extensions
    system=$(uname -s)
    machine=$(uname -m)
    extensions=$(vector_extensions | tr '\n' ' ')
    name="$system $machine, $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo '?') processors: $(processor)"
    name="$name${extensions:+ with ${extensions% }}"
    case $system-$machine in
        Linux-x86_64 | Linux-aarch64 | Darwin-arm64 | MINGW*-x86_64 | MSYS*-x86_64) line ok system "$name" ;;
        *) lacks failed system "$name: TensorFlow Java has no library for it" \
            "use 64-bit Linux, macOS on ARM, or Windows on x86-64; or Binder" ;;
    esac
}

processor() {
    if [ -r /proc/cpuinfo ]; then
        sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1 | grep . || echo "unknown"
    else
        sysctl -n machdep.cpu.brand_string 2>/dev/null || echo "unknown"
    fi
}

# Those that decide on the speed of TensorFlow: with the last four it turns oneDNN on by itself.
vector_extensions() {
    local flags
    flags=$(grep -m1 '^flags' /proc/cpuinfo 2>/dev/null || sysctl -n machdep.cpu.leaf7_features 2>/dev/null) || return 0
    echo "$flags" | tr ' [:upper:]' '\n[:lower:]' | grep -Ex 'avx2|avx512f|avx512_vnni|avx512_bf16|amx_tile' |
        sed 's/avx512f/avx512/' | sort -u | tr '[:lower:]' '[:upper:]'
}

# Bytes of memory and bytes of it that are free, of the container where one sets a limit.
memory() {
    local all=0 free=0 limit used
    if [ -r /proc/meminfo ]; then
        all=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
        free=$(awk '/^Mem(Available|Free):/ { v = $2 } /^MemAvailable:/ { exit } END { printf "%.0f", v * 1024 }' /proc/meminfo)
        limit=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -1) || true
        used=$(cat /sys/fs/cgroup/memory.current /sys/fs/cgroup/memory/memory.usage_in_bytes 2>/dev/null | head -1) || true
        if [ -n "$limit" ] && [ "$limit" != max ] && [ -n "$used" ] && [ "$limit" -lt "$all" ]; then
            all=$limit
            [ $((limit - used)) -ge "$free" ] || free=$((limit - used))
        fi
    elif sysctl -n hw.memsize >/dev/null 2>&1; then
        all=$(sysctl -n hw.memsize)
        free=$(vm_stat | awk '/page size of/ { size = $8 } /^Pages (free|inactive|speculative):/ { pages += $NF }
            END { printf "%.0f", pages * size }')
    fi
    echo "$all $free"
}

# Bytes that are free where a folder is or would be.
free_bytes() {
    local folder=$1
    while ! [ -d "$folder" ] && [ "$folder" != / ]; do
        folder=$(dirname "$folder")
    done
    df -Pk "$folder" 2>/dev/null | awk 'NR == 2 { printf "%.0f", $4 * 1024; there = 1 } END { if (!there) print 0 }'
}

# within SECONDS COMMAND... ends the command after that time; macOS has no `timeout`. child is the command that runs.
child=
within() {
    local seconds=$1 code=0
    shift
    "$@" &
    child=$!
    (
        while [ "$seconds" -gt 0 ]; do
            sleep 1
            kill -0 "$child" || exit 0
            seconds=$((seconds - 1))
        done
        kill "$child"
    ) >/dev/null 2>&1 &
    wait "$child" || code=$?
    child=
    return $code
}

# What a JVM and TensorFlow say, whatever happens, is left out, and of each stack all but the top.
told() {
    grep -vE '^(NOTE: )?Picked up |^(WARNING|NOTE): |^[0-9: .-]+ [IW] |^[IW][0-9]{4} |^To enable the following|^#? *$' "$1" |
        awk '!/^[ \t]+(at |\.\.\. )/ || !frame { print } { frame = /^[ \t]+(at |\.\.\. )/ }'
}

# The first line that tells why, with what caused it; nothing, and 1, where there is none.
cause_of() {
    local first cause
    first=$(told "$1" | grep -v 'A fatal error has been detected' |
        grep -m1 -iE 'exception|error|invalid|unrecognized|cannot|could not|denied|# +SIG|Check failed') || return 1
    cause=$(told "$1" | grep '^Caused by: ' | tail -1)
    echo "$first${cause:+ ($cause)}"
}

indent() { sed 's/^/                          /'; }

last_lines() { told "$1" | tail -10 | indent; }
