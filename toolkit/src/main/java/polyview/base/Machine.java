package polyview.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is known of the machine and the versions that a training ran with: its bits depend on them. */
public final class Machine {

    /** Where Linux tells of its processors. */
    public static final Path CPU = Path.of("/proc/cpuinfo");

    /** The instructions that TensorFlow's kernels choose by. */
    private static final List<String> INSTRUCTIONS =
            List.of("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "asimd", "bf16");

    private Machine() {}

    /** The version of the toolkit. */
    public static String toolkitVersion() {
        Properties properties = new Properties();
        try (InputStream in = Machine.class.getResourceAsStream("toolkit.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version of the toolkit: " + e.getMessage(), e);
        }
        return properties.getProperty("version");
    }

    /** The processor as its maker names it, where the system tells, else the architecture. */
    public static String processor() {
        return Optional.ofNullable(Lookup.FIRST_PROCESSOR.get("model name"))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch"));
    }

    /** Those of its instructions that change the last bits of a training; empty where the system does not tell. */
    public static List<String> instructions() {
        return INSTRUCTIONS.stream().filter(flags()::contains).toList();
    }

    /** All that its processor can do, in the words of the Linux kernel; empty elsewhere. */
    public static Set<String> flags() {
        String line = Lookup.FIRST_PROCESSOR.getOrDefault("flags", Lookup.FIRST_PROCESSOR.getOrDefault("Features", ""));
        return line.isEmpty() ? Set.of() : new TreeSet<>(List.of(line.split(" +")));
    }

    /** A processor does not change while a JVM runs. */
    private static final class Lookup {
        static final Map<String, String> FIRST_PROCESSOR = firstProcessor();

        private static Map<String, String> firstProcessor() {
            if (!Files.isReadable(CPU)) {
                return Map.of();
            }
            try (Stream<String> lines = Files.lines(CPU)) {
                Map<String, String> told = new HashMap<>();
                lines.filter(line -> line.contains(":")).forEach(line -> {
                    String[] parts = line.split(":", 2);
                    told.putIfAbsent(parts[0].strip(), parts[1].strip());
                });
                return told;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + CPU + ": " + e.getMessage(), e);
            }
        }
    }
}
