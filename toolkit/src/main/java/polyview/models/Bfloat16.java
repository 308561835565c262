package polyview.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import polyview.base.Machine;
import polyview.base.Startup;

/**
 * Whether bfloat16 is faster than 32 bits here: on a processor with instructions for it, where oneDNN uses them. On other
 * processors it is many times slower, as each value is converted twice.
 */
final class Bfloat16 {

    static {
        Startup.begin();
    }

    /** What the Linux kernel calls the instructions for it. */
    private static final List<String> INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16");

    /** The settings of oneDNN that leave these instructions out. */
    private static final List<String> WITHOUT =
            List.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2", "AVX512_CORE", "AVX512_CORE_VNNI");

    private Bfloat16() {}

    /** Why it gains nothing on this machine; empty where it does. */
    static Optional<String> whyNot(Optional<Device> device) {
        if (device.map(d -> d.kind() == Device.Kind.GPU)
                .orElseGet(() -> Devices.report().hasGpu())) {
            return Optional.of("mixed precision is built for the CPU, and this model is on a GPU");
        }
        if (!Devices.oneDnn()) {
            return Optional.of("oneDNN is off: " + OneDnnTrace.why());
        }
        return whyNot(Machine.flags(), System.getenv());
    }

    static Optional<String> whyNot(Set<String> flags, Map<String, String> environment) {
        if (flags.isEmpty()) {
            return Optional.of("what this processor can do is told by Linux alone (there is no " + Machine.CPU + ")");
        }
        if (INSTRUCTIONS.stream().noneMatch(flags::contains)) {
            return Optional.of(
                    "this processor has no instructions for bfloat16 (" + String.join(", ", INSTRUCTIONS) + ")");
        }
        for (String variable : List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")) {
            String value = environment.getOrDefault(variable, "");
            if (WITHOUT.contains(value.toUpperCase(Locale.ROOT))) {
                return Optional.of(variable + " is " + value + " in the environment");
            }
        }
        return Optional.empty();
    }
}
