package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** DEPENDENCIES.md against the jars that the build has put together, and the toolkit's own jar. */
class DependenciesIT {

    private static final Path PROJECT = Launcher.NOTEBOOKS.getParent();
    private static final Path TARGET = Launcher.NOTEBOOKS.resolve("target");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| [^|]+ \\| ([0-9.]+) \\| [^|]+ \\|");
    private static final Pattern NATIVE = Pattern.compile("(tensorflow-core-native-[\\d.]+)-(linux|macosx|windows).*");

    @Test
    void thePageNamesEveryJarWithItsSize() throws IOException {
        Map<String, Double> told = told();
        Map<String, Double> there = new TreeMap<>();
        for (Path jar : jars()) {
            String name = jar.getFileName().toString().replaceFirst("(-[\\d.]+-SNAPSHOT)?\\.jar$", "");
            Matcher platform = NATIVE.matcher(name);
            if (platform.matches()) {
                // The sizes on the page are those of one platform.
                name = platform.group(1) + "-linux-x86_64";
                there.put(name, told.getOrDefault(name, 0.0));
            } else {
                there.put(name, Files.size(jar) / 1e6);
            }
        }
        assertEquals(there.keySet(), told.keySet());
        there.forEach((name, size) ->
                assertTrue(Math.abs(size - told.get(name)) <= 0.06 + 0.1 * size, name + " has " + size + " MB"));
    }

    private static Map<String, Double> told() throws IOException {
        Map<String, Double> told = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("DEPENDENCIES.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                told.put(row.group(1), Double.parseDouble(row.group(2)));
            }
        }
        return told;
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("lib", "kernel", "kernel/maven")) {
            try (Stream<Path> files = Files.list(TARGET.resolve(folder))) {
                files.filter(f -> f.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars;
    }

    @Test
    void theToolkitsJarHasItsModuleNameAndItsLicence() throws IOException {
        Path jar = jars().stream()
                .filter(f -> f.getFileName().toString().startsWith("polyview-toolkit"))
                .findFirst()
                .orElseThrow();
        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals(
                    "io.github.polyview.toolkit",
                    file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
            for (String name : List.of("LICENSE", "NOTICE")) {
                try (var in = file.getInputStream(file.getEntry("META-INF/" + name))) {
                    assertEquals(
                            Files.readString(PROJECT.resolve(name)),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            // Reproducible: what stands in the jar has the build's date, not that of the machine.
            List<Long> times =
                    file.stream().map(entry -> entry.getTime()).distinct().toList();
            assertEquals(1, times.size(), times.toString());
        }
    }
}
