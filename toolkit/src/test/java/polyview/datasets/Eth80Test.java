package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.manifest.Manifest;

class Eth80Test {

    private static final String LIST = """
            image,mask,class,object,tilt_degrees,turn_degrees
            cow/cow1/000-000.png,cow/cow1/000-000-mask.png,cow,cow1,0,0
            cow/cow1/022-090.png,cow/cow1/022-090-mask.png,cow,cow1,22,90
            cup/cup1/000-000.png,cup/cup1/000-000-mask.png,cup,cup1,0,0
            """;

    @TempDir
    private Path temporary;

    private Folders folders() {
        return new Folders(Optional.of(temporary.resolve("data")), temporary.resolve("cache"));
    }

    private static SmallZip zip() throws IOException {
        SmallZip zip = SmallZip.of(0, 0, 0).with("eth80/images.csv", LIST.getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("cow/cow1/000-000", "cow/cow1/022-090", "cup/cup1/000-000")) {
            zip.with("eth80/" + name + ".png", SmallZip.png(SmallZip.paper()))
                    .with("eth80/" + name + "-mask.png", SmallZip.png(SmallZip.paper()));
        }
        return zip;
    }

    private long unpacked() throws IOException {
        try (Stream<Path> all = Files.list(temporary.resolve("cache/eth80"))) {
            return all.count();
        }
    }

    @Test
    void rowsHaveClassObjectAndAngles() throws IOException {
        Manifest images = Eth80.open(zip().write(temporary.resolve("small.zip")), folders());
        assertEquals(3, images.size());
        assertEquals(List.of("cow", "cup"), images.classes());
        assertEquals(1, images.label(2));
        assertEquals(List.of(0, 0, 1), List.of(images.group(0), images.group(1), images.group(2)));
        assertEquals(List.of("22", "90"), images.id(1));
        assertTrue(Files.isRegularFile(images.path(1, "image")), () -> images.path(1, "image")
                .toString());
    }

    @Test
    void unpacksOnceForOneContent() throws IOException {
        Path first = zip().write(temporary.resolve("small.zip"));
        Path again = Eth80.open(first, folders()).path(0, "image");
        assertEquals(again, Eth80.open(first, folders()).path(0, "image"));
        assertEquals(1, unpacked());
        Path other = zip().with("eth80/more.txt", new byte[1]).write(temporary.resolve("other.zip"));
        Eth80.open(other, folders());
        assertEquals(2, unpacked());
    }

    @Test
    void isFoundInTheDataFolderAndThenInTheCache() throws IOException {
        Files.createDirectories(temporary.resolve("data/eth80"));
        Files.createDirectories(temporary.resolve("cache/eth80"));
        assertEquals(Optional.empty(), Eth80.locate(folders()));
        Path cached = zip().write(temporary.resolve("cache/eth80/eth80-64.zip"));
        assertEquals(Optional.of(cached), Eth80.locate(folders()));
        Path given = zip().write(temporary.resolve("data/eth80/eth80-64.zip"));
        assertEquals(Optional.of(given), Eth80.locate(folders()));
    }

    private String refused(Path zip) {
        return assertThrows(RuntimeException.class, () -> Eth80.open(zip, folders()))
                .getMessage();
    }

    @Test
    void refusesWhatIsNoSuchZip() throws IOException {
        Path none = temporary.resolve("none.zip");
        assertEquals("cannot read " + none + ": there is no such file", refused(none));
        Path text = Files.writeString(temporary.resolve("text.zip"), "no zip file");
        assertTrue(refused(text).startsWith("cannot read " + text + ": "), refused(text));
        Path cut = Files.write(temporary.resolve("cut.zip"), Arrays.copyOf(zip().bytes(), 900));
        assertThrows(UncheckedIOException.class, () -> Eth80.open(cut, folders()));
        Path empty = SmallZip.of(1, 1, 1).write(temporary.resolve("drawings.zip"));
        assertEquals(empty + " has no images.csv", refused(empty));
    }

    @Test
    void refusesEntriesOutsideAndTooLargeOnesAndLeavesNothing() throws IOException {
        Path outside = zip().with("../../outside.txt", new byte[1]).write(temporary.resolve("outside.zip"));
        assertEquals("entry ../../outside.txt of " + outside + " lies outside of it", refused(outside));
        Path large = zip().with("eth80/large.png", new byte[(16 << 20) + 1]).write(temporary.resolve("large.zip"));
        assertEquals("entry eth80/large.png of " + large + " is larger than 16777216 bytes", refused(large));
        assertEquals(0, unpacked());
        assertTrue(Files.notExists(temporary.resolve("cache/outside.txt")));
    }
}
