package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.manifest.Manifest;

class RoadSceneTest {

    private static final String LIST = """
            infrared,visible,width,height
            infrared/b.png,visible/b.png,21,21
            infrared/a.png,visible/a.png,21,21
            """;

    @TempDir
    private Path temporary;

    private Folders folders() {
        return new Folders(Optional.of(temporary.resolve("data")), temporary.resolve("cache"));
    }

    private static SmallZip zip() throws IOException {
        SmallZip zip = SmallZip.of(0, 0, 0).with("roadscene/pairs.csv", LIST.getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("infrared/a", "visible/a", "infrared/b", "visible/b")) {
            zip.with("roadscene/" + name + ".png", SmallZip.png(SmallZip.paper()));
        }
        return zip;
    }

    @Test
    void pairsInTheOrderOfTheList() throws IOException {
        Manifest pairs = RoadScene.open(zip().write(temporary.resolve("small.zip")), folders());
        assertEquals(2, pairs.size());
        assertEquals(List.of("infrared", "visible"), pairs.inputs());
        assertEquals("infrared/b.png", pairs.text(0, 0));
        assertEquals(List.of("21", "21"), pairs.id(1));
        assertTrue(Files.isRegularFile(pairs.path(1, "visible")));
        assertEquals(
                "roadscene",
                temporary
                        .resolve("cache")
                        .relativize(pairs.path(1, "visible"))
                        .getName(0)
                        .toString());
    }

    @Test
    void isFoundInTheDataFolderAndThenInTheCache() throws IOException {
        Files.createDirectories(temporary.resolve("data/roadscene"));
        Files.createDirectories(temporary.resolve("cache/roadscene"));
        assertEquals(Optional.empty(), RoadScene.locate(folders()));
        Path cached = zip().write(temporary.resolve("cache/roadscene/roadscene-half.zip"));
        assertEquals(Optional.of(cached), RoadScene.locate(folders()));
        Path given = zip().write(temporary.resolve("data/roadscene/roadscene-half.zip"));
        assertEquals(Optional.of(given), RoadScene.locate(folders()));
    }

    @Test
    void refusesWhatIsNoSuchZip() throws IOException {
        Path none = temporary.resolve("none.zip");
        assertEquals(
                "cannot read " + none + ": there is no such file",
                assertThrows(RuntimeException.class, () -> RoadScene.open(none, folders()))
                        .getMessage());
        Path drawings = SmallZip.of(1, 1, 1).write(temporary.resolve("drawings.zip"));
        assertEquals(
                drawings + " has no pairs.csv",
                assertThrows(RuntimeException.class, () -> RoadScene.open(drawings, folders()))
                        .getMessage());
    }
}
