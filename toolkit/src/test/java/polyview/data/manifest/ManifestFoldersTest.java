package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;
import static polyview.data.Refusal.unreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.images.ImageFormats;

@Tag("data")
class ManifestFoldersTest {

    @TempDir
    Path root;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private static List<String> rows(Manifest manifest) {
        return IntStream.range(0, manifest.size())
                .mapToObj(row ->
                        (manifest.classes().isEmpty() ? "" : manifest.classes().get(manifest.label(row)) + ": ")
                                + String.join(
                                        " ",
                                        IntStream.range(0, manifest.inputs().size())
                                                .mapToObj(i -> manifest.text(row, i))
                                                .toList()))
                .toList();
    }

    @Test
    void classFolders() throws IOException {
        files("dog/1.png", "cat/b 2.JPG", "cat/a.jpeg", "ärger/x.Bmp", "cat/z.GIF");
        files(
                "cat/notes.txt",
                "cat/.hidden.png",
                "cat/._a.png",
                ".cache/1.png",
                "cat/Thumbs.db",
                "list.csv",
                "cat/.png");
        Manifest manifest = Manifest.classFolders(root).ignoring("TXT").open();
        assertEquals(List.of("image"), manifest.inputs());
        assertEquals(List.of("cat", "dog", "ärger"), manifest.classes());
        assertEquals(
                List.of(
                        "cat: cat/a.jpeg",
                        "cat: cat/b 2.JPG",
                        "cat: cat/z.GIF",
                        "dog: dog/1.png",
                        "ärger: ärger/x.Bmp"),
                rows(manifest));
        assertEquals(root.resolve("dog/1.png"), manifest.path(3, "image"));
        assertEquals(root + ", row 4", manifest.where(3));
        assertEquals(
                List.of("dog", "ärger", "cat"),
                Manifest.classFolders(root)
                        .ignoring("txt")
                        .classes("dog", "ärger", "cat")
                        .open()
                        .classes());
        assertEquals(List.of(), Manifest.classFolders(root).ignoring("txt").lacking());
    }

    @Test
    void viewFolders() throws IOException {
        files("top/1.png", "top/2.png", "side/2.png", "side/1.png", "side/readme.md");
        ManifestFolders folders = Manifest.viewFolders(root).ignoring("md");
        assertEquals(List.of("side/1.png top/1.png", "side/2.png top/2.png"), rows(folders.open()));
        Manifest manifest = folders.views("top", "side").open();
        assertEquals(List.of("top", "side"), manifest.inputs());
        assertEquals(List.of(), manifest.classes());
        assertEquals(root.resolve("side/2.png"), manifest.path(1, "side"));
        assertEquals(
                List.of("top/1.png", "top/2.png"), rows(folders.views("top").open()));
    }

    @Test
    void viewFoldersWithClasses() throws IOException {
        files("l/ok/1.png", "l/bad/1.png", "l/bad/2.png", "r/bad/1.png", "r/bad/2.png", "r/ok/1.png");
        Manifest manifest = Manifest.viewFolders(root).open();
        assertEquals(List.of("bad", "ok"), manifest.classes());
        assertEquals(
                List.of("bad: l/bad/1.png r/bad/1.png", "bad: l/bad/2.png r/bad/2.png", "ok: l/ok/1.png r/ok/1.png"),
                rows(manifest));
    }

    @Test
    void aMissingPartnerNeverPassesSilently() throws IOException {
        files("left/1.png", "left/2.png", "left/3.png", "right/2.png", "right/3.jpg");
        ManifestFolders folders = Manifest.viewFolders(root);
        assertEquals(List.of("left/3.jpg", "right/1.png", "right/3.png"), folders.lacking());
        refused(
                root + " lacks left/3.jpg, which another view has; 3 files are missing (lacking() names them, "
                        + "onlyComplete() leaves their samples out)",
                folders::open);
        assertEquals(
                List.of("left/2.png right/2.png"), rows(folders.onlyComplete().open()));
        files("left/3.jpg", "right/1.png");
        refused(
                root + " lacks right/3.png, which another view has; 1 file is missing (lacking() names them, "
                        + "onlyComplete() leaves their samples out)",
                folders::open);
        Files.delete(root.resolve("left/3.png"));
        assertEquals(3, folders.open().size());
    }

    @Test
    void viewsWithNothingInCommon() throws IOException {
        files("left/1.png", "right/ok/1.png");
        ManifestFolders folders = Manifest.viewFolders(root);
        assertEquals(List.of("left/ok/1.png", "right/1.png"), folders.lacking());
        refused(root + " has no sample with all of [left, right]", () -> folders.onlyComplete()
                .open());
    }

    @Test
    void foldersAreAsDescribed() throws IOException {
        refused(root + " has no folder", () -> Manifest.classFolders(root).open());
        refused(root + " has no folder", () -> Manifest.viewFolders(root).open());
        Files.createDirectory(root.resolve("a"));
        String empty = root.resolve("a") + " has no image " + ImageFormats.extensions()
                + ": remove the folder, or put images into it";
        refused(empty, () -> Manifest.classFolders(root).open());
        refused(empty, () -> Manifest.viewFolders(root).open());
        files("a/1.png");
        refused(
                root + " has no folder b; there are [a]",
                () -> Manifest.viewFolders(root).views("a", "b").open());
        refused(
                root + " has a class a, which is none of [b, c]",
                () -> Manifest.classFolders(root).classes("b", "c").open());
        refused(
                root + " has no classes, got [b, c]",
                () -> Manifest.viewFolders(root).classes("b", "c").open());
        files("a/old/1.png");
        refused(root.resolve("a") + " has a folder inside: old", () -> Manifest.classFolders(root)
                .open());
        refused(root.resolve("a") + " has images beside its folders: 1.png", () -> Manifest.viewFolders(root)
                .open());
        files("0.png");
        refused(root + " has images beside its folders: 0.png", () -> Manifest.classFolders(root)
                .open());
        Path none = root.resolve("none");
        unreadable("cannot read " + none + ": there is no such folder", () -> Manifest.classFolders(none)
                .open());
        Path file = root.resolve("0.png");
        unreadable("cannot read " + file + ": it is not a folder", () -> Manifest.viewFolders(file)
                .open());
    }

    /** Whoever names a folder one level too high is told the one that was meant. */
    @Test
    void theRootThatWasMeantIsNamed() throws IOException {
        files("test/cross/1.png", "test/disc/1.png");
        Path meant = root.resolve("test");
        refused(meant + " has a folder inside: cross; did you mean " + meant + "?", () -> Manifest.classFolders(root)
                .open());
        assertEquals(2, Manifest.classFolders(meant).open().size());
        files("test/notes.txt");
        refused(meant + " has a folder inside: cross", () -> Manifest.classFolders(root)
                .open());
    }

    @Test
    void theRootOfViewsThatWasMeantIsNamed() throws IOException {
        files("test/top/ok/1.png", "test/side/ok/1.png");
        Path meant = root.resolve("test");
        refused(
                meant.resolve("side") + " has a folder inside: ok; did you mean " + meant + "?",
                () -> Manifest.viewFolders(root).open());
        assertEquals(1, Manifest.viewFolders(meant).open().size());
    }

    @Test
    void optionsAreChecked() {
        refused("views needs viewFolders", () -> Manifest.classFolders(root).views("a"));
        refused("views must differ, got [a, a]", () -> Manifest.viewFolders(root)
                .views("a", "a"));
        refused("classes must differ, got [a, a]", () -> Manifest.classFolders(root)
                .classes("a", "a"));
        refused("classes must not be empty", () -> Manifest.classFolders(root).classes());
    }

    /** 4 of 6 would be read, as if there were no others. */
    @Test
    void filesThatAreNotReadAreRefused() throws IOException {
        files("cat/1.png", "cat/2.png", "cat/3.avif", "cat/4.HEIC", "dog/1.png", "dog/2.png");
        ManifestFolders folders = Manifest.classFolders(root);
        refused(
                root.resolve("cat")
                        + " has 2 files of formats that are not read: [3.avif, 4.HEIC]; convert them, or leave"
                        + " them out by ignoring(\"avif\", \"HEIC\")",
                folders::open);
        refused(
                root.resolve("cat")
                        + " has 1 file of formats that are not read: [4.HEIC]; convert them, or leave them out by"
                        + " ignoring(\"HEIC\")",
                () -> folders.ignoring("avif").open());
        assertEquals(4, folders.ignoring("avif", "heic").open().size());
        refused("ignoring must name other files than images, got PNG", () -> folders.ignoring("PNG"));
        refused("ignoring is set already to [heic], got [avif]", () -> folders.ignoring("heic")
                .ignoring("avif"));
    }

    @Test
    void imagesWithoutAnEndAndManyOthersAreRefused() throws IOException {
        files("cat/1.png", "cat/2");
        refused(
                root.resolve("cat") + " has 1 file of formats that are not read: [2]; move them elsewhere",
                () -> Manifest.classFolders(root).open());
        for (int i = 10; i < 60; i++) {
            files("cat/" + i + ".heic");
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Manifest.classFolders(root)
                        .open())
                .getMessage()
                .contains(" 51 files of formats that are not read: [10.heic, "));
    }

    @Test
    void viewsAndTheFolderOfFoldersAreLookedAtToo() throws IOException {
        files("left/1.png", "right/1.png", "readme.txt");
        assertEquals(1, Manifest.viewFolders(root).open().size());
        files("right/2.bpg");
        refused(
                root.resolve("right")
                        + " has 1 file of formats that are not read: [2.bpg]; convert them, or leave them out"
                        + " by ignoring(\"bpg\")",
                () -> Manifest.viewFolders(root).open());
        files("3.avif");
        refused(
                root + " has 1 file of formats that are not read: [3.avif]; convert them, or leave them out by"
                        + " ignoring(\"avif\")",
                () -> Manifest.viewFolders(root).open());
    }
}
