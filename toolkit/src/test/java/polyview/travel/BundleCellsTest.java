package polyview.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.training.ChildJvm;

/** Objects of notebook cells in a process that has never seen the classes of the cells. */
@Tag("data")
class BundleCellsTest {

    private static final String IMPORTS =
            "import java.io.Serializable; import java.util.*; import java.util.function.*;"
                    + " interface Sent<T> extends Supplier<T>, Serializable {}";

    @TempDir
    Path folder;

    private final CellShell cells = new CellShell();

    BundleCellsTest() {
        cells.run(IMPORTS);
    }

    @AfterEach
    void close() {
        cells.close();
    }

    /** What the suppliers give in a process of its own. */
    private List<String> there(Object... suppliers) throws IOException {
        String[] files = new String[suppliers.length];
        for (int i = 0; i < files.length; i++) {
            Path file = folder.resolve("bundle" + i);
            Files.write(file, Bundle.of("supplier " + i, suppliers[i]));
            files[i] = file.toString();
        }
        return ChildJvm.run(OpenMain.class, List.of(), files).stream()
                .filter(line -> line.startsWith("gives "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void recordsLambdasAnonymousAndNestedClassesTravel() throws IOException {
        cells.run("record Inner(int number) implements Serializable { int twice() { return 2 * number; } }");
        Object record = cells.run(
                "record Outer(Inner inner, Optional<String> text) implements Sent<String> { public String get() { return inner.twice() + text.get(); } }"
                        + "\nnew Outer(new Inner(21), Optional.of(\" of a record\"))");
        Object lambda = cells.run("int base = 40; (Sent<Integer>) () -> base + new Inner(1).twice()");
        Object captured =
                cells.run("Sent<Sent<String>> maker(String text) { return () -> (Sent<String>) () -> text + \"!\"; }"
                        + " maker(\"captured\").get()");
        Object anonymous = cells.run("new Sent<List<Integer>>() {"
                + " class Step implements Serializable { int of(int i) { return i * i; } }"
                + " final Step step = new Step();"
                + " public List<Integer> get() { return List.of(step.of(2), step.of(3)); } }");
        Object reference = cells.run("String greet() { return \"hello\"; } (Sent<String>) () -> greet()");
        assertEquals(
                List.of("42 of a record", "42", "captured!", "[4, 9]", "hello"),
                there(record, lambda, captured, anonymous, reference));
    }

    @Test
    void variablesHaveTheValuesOfNow() throws IOException {
        cells.run(
                "int limit = 1; limit = 7; String none = null; List<Integer> list = new ArrayList<>(List.of(1)); list.add(2);"
                        + " double[] sums = {0.5, 0.25}; record Point(int x) implements Serializable {} Point point = new Point(3);"
                        + " Sent<Integer> other = () -> limit * 100;");
        Object lambda = cells.run(
                "(Sent<String>) () -> limit + \" \" + none + \" \" + list + \" \" + sums[1] + \" \" + point + \" \""
                        + " + other.get()");
        assertEquals(List.of("7 null [1, 2] 0.25 Point[x=3] 700"), there(lambda));
    }

    @Test
    void aVariableThatIsChangedThereStaysThatOfItsBundle() throws IOException {
        cells.run("int calls = 10;");
        Object counting = cells.run("(Sent<Integer>) () -> ++calls");
        assertEquals(List.of("11", "11"), there(counting, counting), "each bundle has variables of its own");
        assertEquals(10, cells.run("calls"));
    }

    @Test
    void aVariableThatCannotTravelIsRefusedWhereItIsUsed() {
        cells.run("Object lock = new Object(); String held() { return \"\" + lock; }");
        Object using =
                cells.run("class Using implements Sent<String> { public String get() { return held(); } } new Using()");
        assertEquals(
                "it cannot travel: variable lock is a java.lang.Object, which is not Serializable: let its class implement"
                        + " java.io.Serializable, make the field transient, or leave it out",
                assertThrows(IllegalArgumentException.class, () -> Bundle.of("it", using))
                        .getMessage());
    }

    @Test
    void aVariableOfTheSameCellThatIsNotUsedDoesNoHarm() throws IOException {
        cells.run("Object lock = new Object();");
        Object lambda =
                cells.run("Runnable prints = () -> System.out.println(lock); synchronized (lock) { lock.notify(); }"
                        + " var many = List.<Object>of(lock, (Sent<String>) () -> \"free\"); many.get(1)");
        assertEquals(List.of("free"), there(lambda));
    }

    @Test
    void classesThatAreDeclaredAnewTravelAsTheyWere() throws IOException {
        Object first = cells.run(
                "class Text implements Sent<String> { public String get() { return \"first\"; } } new Text()");
        Object second = cells.run(
                "class Text implements Sent<String> { public String get() { return \"second\"; } } new Text()");
        assertEquals(List.of("first", "second"), there(first, second));
    }

    @Test
    void switchesAndGenericsAreRead() throws IOException {
        cells.run("enum Kind { SMALL, LARGE } int base = 5;"
                + " sealed interface Shape permits Disk, Box {} record Disk(int r) implements Shape, Serializable {}"
                + " record Box(int a) implements Shape, Serializable {}");
        Object cell = cells.run("class Wide<T extends Comparable<T>> implements Sent<String> {"
                + " static final Map<String, Integer> TABLE = new TreeMap<>(Map.of(\"k\", 9));"
                + " public String get() { long sum = 0; int[][] grid = new int[2][3];"
                + " for (Kind kind : Kind.values()) { switch (kind) { case SMALL: sum += 1; break; case LARGE: sum += 10; } }"
                + " for (int i = 0; i < 300; i++) { switch (i) { case 1, 2, 3, 4 -> sum += i; case 100000 -> sum--; default -> sum += 0; } }"
                + " for (String s : List.of(\"a\", \"bb\")) { switch (s) { case \"a\" -> sum += 1000; default -> sum += base; } }"
                + " for (Shape s : List.of(new Disk(1), new Box(2))) { if (s instanceof Disk d) { sum += d.r(); } else { sum += 7; } }"
                + " return sum + \" \" + grid[1].length + TABLE; } } new Wide<String>()");
        assertEquals(List.of(((Supplier<?>) cell).get().toString()), there(cell));
    }

    @Test
    void theBytesOfOthersAreRefused() {
        assertEquals(
                "cannot open a bundle: its first bytes are not those of one",
                assertThrows(IllegalArgumentException.class, () -> Bundle.open(new byte[] {1, 2, 3, 4, 5}))
                        .getMessage());
    }

    /** A loader that makes classes of bytes that it does not give. */
    private static final class Secret extends ClassLoader {
        Secret() {
            super("secret", BundleCellsTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return null;
        }
    }

    /** Is loaded once more by a loader of its own. */
    public static final class Loaded implements Serializable {}

    @Test
    void aLoaderWithoutBytesIsNamed() throws IOException, ReflectiveOperationException {
        byte[] bytes =
                Loaded.class.getResourceAsStream("BundleCellsTest$Loaded.class").readAllBytes();
        Object made = new Secret()
                .define(Loaded.class.getName(), bytes)
                .getConstructor()
                .newInstance();
        assertEquals(
                "it cannot travel: class polyview.travel.BundleCellsTest$Loaded was made in this process, and"
                        + " polyview.travel.BundleCellsTest$Secret, which loaded it, does not give its bytes: put it into a jar"
                        + " that all places have",
                assertThrows(IllegalArgumentException.class, () -> Bundle.of("it", made))
                        .getMessage());
    }
}
