package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;

/** The display system of rapaio's published kernel; it finds the provider as it does in a notebook. */
@Tag("notebooks")
class RapaioDisplayTest extends DisplayBattery {

    @Override
    void install() {
        RapaioDisplay.install();
        // The kernel looks once in a JVM; each test here has a kernel that looks anew.
        Global.displaySystem().refreshSpiDisplayHandlers();
    }

    @Override
    Object bundle(Object value) {
        return Global.displaySystem().render(value);
    }

    @Override
    Object bundleAs(Object value, String mimeType) {
        return Global.displaySystem().render(mimeType, value);
    }

    @Test
    void kernelsFindIt() {
        List<String> found = ServiceLoader.load(DisplayProvider.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertEquals(List.of(RapaioDisplay.class.getName()), found);
    }

    @Test
    void theKernelIsFoundWhereItRunsAndNotWhereOnlyItsJarIs() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RapaioProgram.class.getName());
        Path out = Files.createTempFile("rapaio", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES));
        String printed = Files.readString(out);
        Files.delete(out);
        assertTrue(printed.contains("before: false false"), printed);
        assertTrue(printed.contains("after: true true"), printed);
    }

    @Test
    void theKernelThatLooksHasTheScreen() {
        assertTrue(Screen.current().live());
    }
}
