package polyview.kernel;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs the Java of one page: its blocks are the cells of one notebook, a block with a {@code main} is a program.
 *
 * <p>A line that ends in {@code // -> text} is held against that text: in a cell the value of the expression that ends there,
 * or what it prints where it has none; in a program the lines that it prints, in this order.
 */
final class PageRun implements AutoCloseable {

    private static final String ARROW = "// -> ";

    private final Evaluator evaluator = new Evaluator(new CellThread(Duration.ofSeconds(20)), text -> {});
    private int number;

    /** Runs a block; an error tells the line of the page. */
    void run(MarkdownPage.Block block) throws IOException, InterruptedException {
        if (block.isProgram()) {
            runProgram(block);
            return;
        }
        StringBuilder piece = new StringBuilder();
        int line = block.line();
        for (String text : block.code().lines().toList()) {
            piece.append(text).append('\n');
            int arrow = text.indexOf(ARROW);
            if (arrow >= 0) {
                String expected = text.substring(arrow + ARROW.length()).strip();
                String got = cell(block, line, piece.toString());
                if (!expected.equals(got)) {
                    throw new AssertionError(
                            block.page() + ", line " + line + ": must give " + expected + ", got " + got);
                }
                piece.setLength(0);
            }
            line++;
        }
        cell(block, line, piece.toString());
    }

    /** The value as text, or what was printed where there is none. */
    String cell(MarkdownPage.Block block, int line, String source) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Optional<Object> value = evaluator.run(new Cell(++number, source), Function.identity());
            return value.map(Object::toString)
                    .orElseGet(() -> printed.toString(StandardCharsets.UTF_8).strip());
        } catch (CellError e) {
            throw new AssertionError(
                    block.page() + ", up to line " + line + ":\n" + String.join("\n", e.traceback()), e);
        } finally {
            System.setOut(before);
        }
    }

    private static void runProgram(MarkdownPage.Block block) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("program");
        Path source = Files.writeString(folder.resolve("Program.java"), block.code());
        Path out = folder.resolve("out.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(Launcher.log("program"))
                .redirectInput(new File("/dev/null"))
                .start();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(block + " did not end within five minutes");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(block + " ended with " + process.exitValue() + ": see " + Launcher.log("program"));
        }
        requirePrinted(block, Files.readAllLines(out));
    }

    /** Each expected line in its order; others may stand between. */
    static void requirePrinted(MarkdownPage.Block block, List<String> printed) {
        int at = 0;
        for (String text : block.code().lines().filter(t -> t.contains(ARROW)).toList()) {
            String expected =
                    text.substring(text.indexOf(ARROW) + ARROW.length()).strip();
            while (at < printed.size() && !printed.get(at).strip().equals(expected)) {
                at++;
            }
            if (at++ == printed.size()) {
                throw new AssertionError(block + " must print " + expected + ", printed " + printed);
            }
        }
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
