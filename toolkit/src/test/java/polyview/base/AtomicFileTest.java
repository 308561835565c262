package polyview.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there whole or not at all. */
@Tag("data")
class AtomicFileTest {

    @TempDir
    Path folder;

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    private static void write(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void itTakesThePlaceOfTheFileOfBefore() throws IOException {
        Path file = folder.resolve("a.txt");
        write(file, "first");
        write(file, "second");
        assertEquals("second", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void whatBreaksLeavesTheFileOfBefore() throws IOException {
        Path file = folder.resolve("a.txt");
        write(file, "first");
        var refused = assertThrows(
                UncheckedIOException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no space");
                }));
        assertEquals("cannot write " + file + ": java.io.IOException: no space", refused.getMessage());
        assertEquals("first", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void anInterruptedThreadWritesToo() throws IOException {
        Thread.currentThread().interrupt();
        write(folder.resolve("a.txt"), "whole");
        assertTrue(Thread.interrupted());
        assertEquals("whole", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void theDigestOfBytes() {
        // FIPS 180-2, example B.1.
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Sha256.of("abc".getBytes(StandardCharsets.UTF_8)));
    }
}
