package polyview.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What is known of the machine and the versions that a training ran with: its bits depend on them. */
public final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");

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
        return cpuLine("model name")
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch"));
    }

    /** Those of its instructions that change the last bits of a training; empty where the system does not tell. */
    public static List<String> instructions() {
        List<String> flags = cpuLine("flags")
                .or(() -> cpuLine("Features"))
                .map(line -> List.of(line.split(" ")))
                .orElse(List.of());
        return INSTRUCTIONS.stream().filter(flags::contains).toList();
    }

    private static Optional<String> cpuLine(String name) {
        if (!Files.isReadable(CPU)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // Only a name for a report: the training must not fail for it.
            return Optional.empty();
        }
    }
}
