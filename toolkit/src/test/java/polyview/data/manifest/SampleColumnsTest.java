package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.manifest.SampleColumn.Kind;

/** Inputs and targets of every kind, and the columns that are neither. */
@Tag("data")
class SampleColumnsTest {

    private static final String SCANS = """
            t1,t2,age,dose,mask,clean,grade,site,x,y,w,patient,date,study
            a1.png,b1.png,41,0.5,m1.png,c1.png,high,lung,1,2,0.5,p2,2026-03-01,s-1
            a2.png,b2.png,7,1e2,m2.png,c2.png,low,brain,3,4,2,p1,2025-12-31,s-2
            a3.png,b3.png,65,-3,m3.png,c3.png,low,lung,5,6,0,p2,2026-03-01,
            """;

    @TempDir
    private Path folder;

    private Path file;

    private ManifestColumns csv(String text) throws IOException {
        file = folder.resolve("scans.csv");
        Files.writeString(file, text);
        return Manifest.csv(file);
    }

    private ManifestColumns all() throws IOException {
        return csv(SCANS)
                .label("site")
                .stack("mri", "t1", "t2")
                .numbers("patient", "age", "dose")
                .masks("mask")
                .imageTargets("clean")
                .label("grade")
                .targets("pose", List.of("x", "y"))
                .weight("w")
                .group("patient")
                .time("date")
                .id("study", "t1");
    }

    @Test
    void inputsAndTargetsHaveTheOrderInWhichTheyAreNamed() throws IOException {
        Manifest scans = all().open();
        assertEquals(
                List.of(
                        new SampleColumn("mri", Kind.STACK, List.of("t1", "t2")),
                        new SampleColumn("patient", Kind.NUMBERS, List.of("age", "dose"))),
                scans.inputColumns());
        assertEquals(
                List.of("site", "mask", "clean", "grade", "pose"),
                scans.targetColumns().stream().map(SampleColumn::name).toList());
        assertEquals(List.of("mri", "patient"), scans.inputs());
        assertEquals(List.of("t1", "t2", "mask", "clean"), scans.files());
        assertEquals("b2.png", scans.text(1, "t2"));
        assertEquals(folder.resolve("m3.png"), scans.path(2, "mask"));
    }

    @Test
    void everyLabelHasItsOwnNames() throws IOException {
        Manifest scans = all().open();
        assertEquals(List.of("site", "grade"), scans.labelNames());
        assertEquals(List.of("brain", "lung"), scans.classes("site"));
        assertEquals(List.of("high", "low"), scans.classes("grade"));
        assertEquals(
                List.of(1, 0, 1),
                IntStream.range(0, 3).map(scans::label).boxed().toList());
        assertEquals(
                List.of(0, 1, 1),
                IntStream.range(0, 3).map(r -> scans.label(r, "grade")).boxed().toList());
        Manifest given = all().classes("grade", List.of("none", "low", "high")).open();
        assertEquals(2, given.label(0, "grade"));
        assertEquals(List.of("brain", "lung"), given.classes("site"));
    }

    @Test
    void numbersAreThoseOfTheirColumns() throws IOException {
        Manifest scans = all().open();
        assertArrayEquals(new float[] {7, 100}, scans.numbers(1, List.of("age", "dose")));
        assertArrayEquals(new float[] {5, 6}, scans.targets(2));
        assertEquals(List.of("x", "y"), scans.targetNames());
        assertEquals(0.5f, scans.weight(0));
    }

    @Test
    void rolesAreKeptByParts() throws IOException {
        Manifest scans = all().open();
        assertEquals(List.of("p1", "p2"), scans.groups());
        assertEquals(List.of("2025-12-31", "2026-03-01"), scans.times());
        assertEquals(List.of("s-2", "a2.png"), scans.id(1));
        Manifest part = scans.subset(2, 1);
        assertEquals(
                List.of(1, 0), IntStream.range(0, 2).map(part::group).boxed().toList());
        assertEquals(
                List.of(1, 0), IntStream.range(0, 2).map(part::time).boxed().toList());
        assertEquals(List.of("", "a3.png"), part.id(0));
        assertEquals(2f, part.weight(1));
        assertEquals(
                "patient date w [study, t1]",
                scans.groupName() + " " + scans.timeName() + " " + scans.weightName() + " " + scans.idNames());
    }

    @Test
    void aTableShowsEveryColumnOnce() throws IOException {
        Manifest scans = all().open();
        assertEquals(
                List.of(
                        "line", "t1", "t2", "age", "dose", "site", "mask", "clean", "grade", "x", "y", "w", "patient",
                        "date", "study"),
                scans.table().columnNames());
        assertEquals("low", scans.table().getString(1, "grade"));
        assertEquals("p1", scans.table().getString(1, "patient"));
        assertTrue(
                scans.toString().contains(" of [mri, patient], targets [site, mask, clean, grade, pose], "),
                scans::toString);
    }

    @Test
    void whatAManifestHasNotIsRefused() throws IOException {
        Manifest plain = csv(SCANS).images("t1").open();
        refused(file + " has no group", () -> plain.group(0));
        refused(file + " has no group", plain::groups);
        refused(file + " has no time", () -> plain.time(0));
        refused(file + " has no time", plain::times);
        refused(file + " has no weight", () -> plain.weight(0));
        assertEquals(List.of(), plain.id(0));
        Manifest scans = all().open();
        refused(file + " has no label size; there are [site, grade]", () -> scans.label(0, "size"));
        refused(file + " has no input t9; there are [t1, t2, mask, clean]", () -> scans.text(0, "t9"));
        refused("input mri has 2 files a row: ask for one of the columns [t1, t2]", () -> scans.text(0, 0));
        refused("input patient has no file", () -> scans.text(0, 1));
        refused(
                file + " has no numbers in a column z; there are [age, dose, x, y, w]",
                () -> scans.numbers(0, List.of("z")));
    }

    @Test
    void optionsThatDoNotFitAreRefused() throws IOException {
        ManifestColumns none = csv(SCANS);
        refused("stack mri must have a column, got none", () -> none.stack("mri"));
        refused("views all must differ, got [t1, t1]", () -> none.views("all", "t1", "t1"));
        refused(
                "numbers must be letters, digits, '_', '-' or '.' and begin with a letter, got \"a b\"",
                () -> none.numbers("a b", "age"));
        refused("column t1 must have one use, got two", () -> none.images("t1").stack("mri", "t1", "t2"));
        refused("column grade must have one use, got two", () -> none.label("grade")
                .label("grade"));
        refused("inputs must have names of their own, got \"t1\" twice", () -> none.images("t1")
                .numbers("t1", "age"));
        refused("inputs must have names of their own, got \"v_present\" twice", () -> none.views("v", "t1", "t2")
                .numbers("v_present", "age"));
        refused("targets must have names of their own, got \"x\" twice", () -> none.targets("x")
                .targets("x", List.of("y")));
        refused("masks is set already to [mask], got [clean]", () -> none.masks("mask")
                .masks("clean"));
        refused("weight is set already to [w], got [x]", () -> none.weight("w").weight("x"));
        refused("group is set already to [site], got [patient]", () -> none.group("site")
                .group("patient"));
        refused("id must differ, got [study, study]", () -> none.id("study", "study"));
        ManifestColumns labels = none.images("t1").label("site").label("grade");
        refused(
                "classes needs to know which of the labels [site, grade], as in classes(\"site\", names)",
                () -> labels.classes("lung").open());
        refused(
                "classes must be of one of the labels [site, grade], got \"size\"",
                () -> labels.classes("size", List.of("a")).open());
        refused(
                file + " has no column hospital; there are [t1, t2, age, dose, mask, clean, grade, site, x, y, w,"
                        + " patient, date, study]",
                () -> none.images("t1").group("hospital").open());
        refused(
                "images must be named, as in images(\"left\", \"right\"); " + file + " has [t1, t2, age, dose, mask,"
                        + " clean, grade, site, x, y, w, patient, date, study]",
                () -> none.numbers("patient", "age").open());
    }

    @Test
    void anImageMayBeItsOwnTarget() throws IOException {
        Manifest coder = csv(SCANS).images("t1").imageTargets("t1").open();
        assertEquals(List.of("t1"), coder.files());
        assertEquals(Kind.IMAGE_TARGET, coder.targetColumns().get(0).kind());
        refused(
                "column t1 must have one use, got two",
                () -> csv(SCANS).images("t1").masks("t1"));
    }

    @Test
    void imagesMayBeAStackThatIsATarget() throws IOException {
        Manifest fusion = csv(SCANS)
                .images("t1", "t2")
                .stackedTarget("sources", "t1", "t2")
                .open();
        assertEquals(List.of("t1", "t2"), fusion.files());
        assertEquals(
                List.of(new SampleColumn("sources", Kind.STACKED_TARGET, List.of("t1", "t2"))), fusion.targetColumns());
        // Also of what is a stack as an input, and of columns that are no input.
        csv(SCANS).stack("mri", "t1", "t2").stackedTarget("sources", "t2", "t1").open();
        csv(SCANS).images("t1").stackedTarget("sources", "t1", "clean").open();
        csv(SCANS).stackedTarget("sources", "t1", "t2").images("t1", "t2").open();
        refused(
                "stackedTarget sources must have a column, got none",
                () -> csv(SCANS).images("t1").stackedTarget("sources"));
        refused(
                "stackedTarget sources must differ, got [t1, t1]",
                () -> csv(SCANS).images("t1").stackedTarget("sources", "t1", "t1"));
        refused(
                "targets must have names of their own, got \"sources\" twice",
                () -> csv(SCANS).images("t1").stackedTarget("sources", "t1").stackedTarget("sources", "t2"));
        refused(
                "column mask must have one use, got two",
                () -> csv(SCANS).images("t1").masks("mask").stackedTarget("sources", "t1", "mask"));
        refused(
                file + " has no column t9; there are [t1, t2, age, dose, mask, clean, grade, site, x, y, w, patient,"
                        + " date, study]",
                () -> csv(SCANS)
                        .images("t1")
                        .stackedTarget("sources", "t1", "t9")
                        .open());
    }

    @Test
    void anEmptyCellIsAMissingView() throws IOException {
        ManifestColumns views = csv("v1,v2,v3\na,,b\n,,c\n").views("views", "v1", "v2", "v3");
        Manifest open = views.open();
        assertEquals("", open.text(0, "v2"));
        assertEquals("c", open.text(1, "v3"));
        assertEquals(List.of("views"), open.inputs());
        ManifestColumns none = csv("v1,v2,v3\na,,b\n,,\n").views("views", "v1", "v2", "v3");
        refused(file + ", line 3: no view of views is there, all of [v1, v2, v3] are empty", none::open);
        // What is an image of its own too must be there.
        ManifestColumns both = csv("v1,v2\na,\n").views("views", "v1", "v2").imageTargets("v2");
        refused(file + ", line 2, column v2: must not be empty", both::open);
        refused(
                file + ", line 2, column v2: must not begin or end with a blank, got \" \"",
                () -> csv("v1,v2\na, \n").views("views", "v1", "v2").open());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10|9|1e1|-3|9.5",
                "2026-11-29|2026-02-28|2026-11-29|2024-02-29|2026-11-28",
                "2026-11-29 10:00|2026-11-29T09:00|2026-11-29T10:00:00|2026-11-28 23:59:59|2026-11-29T09:30",
                "2026-11-29T10:00:00+00:00|2026-11-29T10:00:00+01:00|2026-11-29T09:00:00-01:00|2026-11-28T00:00:00Z|"
                        + "2026-11-29T09:30:00Z"
            })
    void timesAreInTheirOrder(String a, String b, String equalToA, String first, String third) throws IOException {
        Manifest open = csv("i,t\n1," + a + "\n2," + b + "\n3," + equalToA + "\n4," + first + "\n5," + third + "\n")
                .images("i")
                .time("t")
                .open();
        assertEquals(
                List.of(3, 1, 3, 0, 2),
                IntStream.range(0, 5).map(open::time).boxed().toList());
        assertEquals(List.of(first, b, third, a), open.times());
    }

    @ParameterizedTest
    @ValueSource(strings = {"29.11.2026", "11/29/2026", "2026-02-30", "", "soon", " 5"})
    void whatIsNoTimeIsRefused(String cell) throws IOException {
        refused(
                "%s, line 2, column t: must be a number or a date such as 2026-11-29 or 2026-11-29T14:05:00, got \"%s\""
                        .formatted(folder.resolve("scans.csv"), cell),
                csv("i,t\n1," + cell + "\n").images("i").time("t")::open);
    }

    @Test
    void rowsOfRolesAreChecked() throws IOException {
        refused(
                "%s, line 3, column t: must be written as those before, such as \"5\", got \"2026-11-29\""
                        .formatted(folder.resolve("scans.csv")),
                csv("i,t\n1,5\n2,2026-11-29\n").images("i").time("t")::open);
        refused(
                "%s, line 2, column w: must be a weight of at least 0, got \"-1\"".formatted(file),
                csv("i,w\n1,-1\n").images("i").weight("w")::open);
        refused(
                "%s, line 2, column w: must be a number, got \"\": a missing number is not 0, fill it or leave the row out"
                        .formatted(file),
                csv("i,w\n1,\n").images("i").weight("w")::open);
        refused(
                "%s, line 2, column g: must not be empty".formatted(file),
                csv("i,g\n1,\n").images("i").group("g")::open);
        refused(
                "%s, line 3, column g: must not begin or end with a blank, got \"p \"".formatted(file),
                csv("i,g\n1,p\n2,p \n").images("i").group("g")::open);
        refused(
                "%s, line 3, column g: groups \"p 1\" and \"p\\u00a01\" differ by U+00A0 NO-BREAK SPACE alone"
                        .formatted(file),
                csv("i,g\n1,p 1\n2,p\u00a01\n").images("i").group("g")::open);
    }
}
