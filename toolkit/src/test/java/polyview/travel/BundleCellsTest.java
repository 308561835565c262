package polyview.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
