package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.training.Fit;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One class is one class, however its name is typed; and no option takes the place of another without a word. */
@Tag("data")
class ManifestLabelsTest {

    @TempDir
    private Path folder;

    private ManifestColumns labels(String... labels) {
        StringColumn images = StringColumn.create("image");
        StringColumn classes = StringColumn.create("class");
        for (String label : labels) {
            images.append(images.size() + ".png");
            classes.append(label);
        }
        return Manifest.table(Table.create("t", images, classes), folder)
                .images("image")
                .label("class");
    }

    /** 10 before 2 is told, unless someone wanted it so, or it makes no difference. */
    @Test
    void numbersThatSortAsText() {
        Manifest numbers = labels("0", "2", "10", "1", "11").open();
        assertEquals(List.of("0", "1", "10", "11", "2"), numbers.classes());
        assertEquals(2, numbers.label(2));
        String told = " classes (numbers sorted as text: 10 is class 2), ";
        assertTrue(numbers.toString().contains("[image], 5" + told), numbers::toString);
        String given = labels("0", "2", "10").classes("0", "2", "10").open().toString();
        assertTrue(given.contains("[image], 3 classes, "), given);
        for (String[] alike : new String[][] {{"0", "1", "9"}, {"08", "10", "9x", "9"}, {"7", "007"}, {"002", "010"}}) {
            String text = labels(alike).open().toString();
            assertTrue(text.contains("[image], " + alike.length + " classes, "), text);
        }
        String below = labels("-1", "-2").open().toString();
        assertTrue(below.contains(" 2 classes (numbers sorted as text: -1 is class 0), "), below);
    }

    @ParameterizedTest
    @CsvSource({
        "00A0, NO-BREAK SPACE",
        "2009, THIN SPACE",
        "3000, IDEOGRAPHIC SPACE",
        "202F, NARROW NO-BREAK SPACE",
    })
    void blanksOfOtherKinds(String code, String name) {
        String blank = Character.toString(Integer.parseInt(code, 16));
        String shown = "\\u" + code.toLowerCase(java.util.Locale.ROOT);
        refused(
                "table t, row 3, column class: classes \"red car\" and \"red" + shown + "car\" differ by U+" + code
                        + " " + name + " alone",
                () -> labels("red car", "bus", "red" + blank + "car").open());
        // Where it is written so everywhere, it is one class.
        assertEquals(
                List.of("red" + blank + "car"),
                labels("red" + blank + "car", "red" + blank + "car").open().classes());
        refused(
                "table t, row 2, column class: must not begin or end with a blank, got \"cat" + shown + "\"",
                () -> labels("cat", "cat" + blank).open());
    }

    @ParameterizedTest
    @CsvSource({
        "200B, ZERO WIDTH SPACE", "200D, ZERO WIDTH JOINER", "00AD, SOFT HYPHEN", "FEFF, ZERO WIDTH NO-BREAK SPACE",
        "2060, WORD JOINER", "200E, LEFT-TO-RIGHT MARK", "FE0F, VARIATION SELECTOR-16", "3164, HANGUL FILLER",
    })
    void charactersThatLeaveNoMark(String code, String name) {
        String unseen = Character.toString(Integer.parseInt(code, 16));
        refused(
                "table t, row 2, column class: classes \"cat\" and \"c\\u" + code.toLowerCase(java.util.Locale.ROOT)
                        + "at\" differ by U+" + code + " " + name + " alone",
                () -> labels("cat", "c" + unseen + "at").open());
        // Naming both does not tell them apart.
        refused(
                "classes \"cat\" and \"c\\u" + code.toLowerCase(java.util.Locale.ROOT) + "at\" differ by U+" + code
                        + " " + name + " alone",
                () -> labels("cat").classes("cat", "c" + unseen + "at").open());
    }

    @Test
    void caseAndForms() {
        refused(
                "table t, row 2, column class: classes \"Cat\" and \"cat\" differ by upper and lower case alone; where both"
                        + " are meant, name them all in classes(...)",
                () -> labels("Cat", "cat").open());
        assertEquals(
                List.of("a", "A"), labels("A", "a").classes("a", "A").open().classes());
        // One letter with its accent, and a letter and an accent.
        refused(
                "table t, row 2, column class: classes \"caf\u00e9\" and \"cafe\u0301\" differ by the way their characters are"
                        + " written (U+0065 LATIN SMALL LETTER E) alone",
                () -> labels("caf\u00e9", "cafe\u0301").open());
        assertEquals(
                List.of("1", "1.0", "a b", "ab"),
                labels("1", "1.0", "ab", "a b").open().classes());
        assertEquals(List.of("\u2764\ufe0f"), labels("\u2764\ufe0f").open().classes());
    }

    @Test
    void foldersToo() throws IOException {
        for (String name : List.of("cat", "c\u200bat")) {
            Files.createDirectories(folder.resolve("pets/" + name));
            Files.createFile(folder.resolve("pets/" + name + "/1.png"));
        }
        Path pets = folder.resolve("pets");
        refused(
                pets + ": classes \"cat\" and \"c\\u200bat\" differ by U+200B ZERO WIDTH SPACE alone",
                () -> Manifest.classFolders(pets).open());
    }

    @Test
    void columnsThatLookTheSame() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "image,class,class \n1.png,a,b\n");
        refused(
                file + ": columns \"class\" and \"class \" differ by U+0020 SPACE alone",
                () -> Manifest.csv(file).images("image").label("class").open());
        assertEquals(1, Manifest.csv(file).images("image").open().size());
        Files.writeString(file, "image,class\u00a0\n1.png,a\n");
        refused(
                file + " has no column class; there are [image, class\\u00a0]",
                () -> Manifest.csv(file).images("image").label("class").open());
    }

    @Test
    void noOptionTakesThePlaceOfAnother() {
        ManifestColumns columns = Manifest.csv(folder.resolve("a.csv"));
        refused("column a must have one use, got two", () -> columns.label("a").label("a"));
        refused("images is set already to [a], got [b, c]", () -> columns.images("a")
                .images("b", "c"));
        refused("targets is set already to [x], got [y]", () -> columns.targets("x")
                .targets("y"));
        refused(
                "classes is set already to [a], got [a, b]",
                () -> columns.label("k").classes("a").classes("a", "b"));
        ManifestFolders folders = Manifest.viewFolders(folder);
        refused("views is set already to [a], got [b]", () -> folders.views("a").views("b"));
        refused("classes is set already to [a], got [b]", () -> folders.classes("a")
                .classes("b"));
        MultiInputGenerator data = new MultiInputGenerator(labels("a", "b").open(), ImageForm.gray(4, 4));
        Augmentation turned = Augmentation.none().rotation(20);
        refused(
                "augmentation is set already: put all changes into one, or take augmentation(Augmentation.none()) before"
                        + " another",
                () -> data.augmentation(turned).augmentation(Augmentation.none().horizontalFlip()));
        data.augmentation(turned).augmentation(Augmentation.none()).augmentation(turned);
        refused(
                "validation is set already, and there is one only",
                () -> Fit.epochs(1).validation(data).validation(data));
    }

    /** Else copies of one row would stand in training and test. */
    @Test
    void aRowThatComesTwiceIsNotSplit() {
        Manifest more = labels("a", "a", "a", "b").open().oversampled(7);
        String refusal =
                "table t, row 4 comes more than once, and could lie in two parts: split first, then take the training"
                        + " oversampled";
        refused(refusal, () -> more.split(7, 0.5, 0.5));
        refused(refusal, () -> more.stratifiedSplit(7, 0.5, 0.5));
        refused(refusal, () -> new MultiInputGenerator(more, ImageForm.gray(4, 4)).stratifiedSplit(7, 0.5, 0.5));
        List<Manifest> parts = labels("a", "a", "b", "b").open().stratifiedSplit(7, 0.5, 0.5);
        assertEquals(2, parts.get(0).oversampled(7).size());
        // Classes stay together, and with them all copies of a row.
        assertEquals(2, more.classesApart(7, 0.5, 0.5).size());
    }
}
