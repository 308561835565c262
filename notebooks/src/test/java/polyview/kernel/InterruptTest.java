package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("notebooks")
@Timeout(300)
public class InterruptTest {
    private static final String HERE = InterruptTest.class.getName();
    /** Cells count this down when they are where the test wants to interrupt them. */
    public static volatile CountDownLatch there;

    public static volatile boolean endTheBusyLoop;
    private Evaluator evaluator;
    private int number;

    @BeforeEach
    void start() {
        there = new CountDownLatch(1);
        endTheBusyLoop = false;
        evaluator = patient(Duration.ofMinutes(10));
    }

    /** Cells have this time to end after an interrupt. */
    private static Evaluator patient(Duration grace) {
        return new Evaluator(new CellThread(grace), text -> {});
    }

    @AfterEach
    void stop() {
        endTheBusyLoop = true;
        evaluator.close();
    }

    private Optional<Object> run(String source) {
        return evaluator.run(new Cell(++number, source), Function.identity());
    }

    private CellError interrupted(String source) {
        Thread interrupter = new Thread(() -> {
            try {
                there.await();
                evaluator.interrupt();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        interrupter.start();
        CellError error = assertThrows(CellError.class, () -> run(source));
        assertEquals(CellError.INTERRUPTED, error.name());
        return error;
    }

    @Test
    void aSleepingCellEndsAndTheNextOneRunsWithACleanFlag() {
        run("int before = 0;");
        CellError error =
                interrupted("before = 1;\n\n{ " + HERE + ".there.countDown(); Thread.sleep(600_000); }\nbefore = 2;");
        assertEquals("the cell was interrupted", error.value());
        assertTrue(
                error.traceback().get(1).contains("stopped at line 3"),
                error.traceback().toString());
        assertEquals(Optional.of(false), run("Thread.currentThread().isInterrupted()"));
        assertEquals(Optional.of(1), run("before"));
    }

    @Test
    void aLoopThatWatchesTheFlagReturnsItsValueAndTheRestIsNotRun() {
        run("int rest = 0;");
        interrupted("long steps(long n) {\n"
                + "  " + HERE + ".there.countDown();\n"
                + "  while (!Thread.currentThread().isInterrupted()) { n++; }\n"
                + "  return n;\n"
                + "}\n"
                + "long counted = steps(1);\n"
                + "rest = 1;");
        assertEquals(Optional.of(true), run("counted > 0"), "the variable was assigned");
        assertEquals(Optional.of(0), run("rest"));
        assertEquals(Optional.of(false), run("Thread.currentThread().isInterrupted()"));
    }

    @Test
    void aCellThatSwallowsTheInterruptCountsAsInterrupted() {
        interrupted("try {\n  " + HERE
                + ".there.countDown();\n  Thread.sleep(600_000);\n} catch (InterruptedException e) {}");
        assertEquals(Optional.of(2), run("1 + 1"));
    }

    @Test
    void aLoopThatIgnoresTheFlagIsLeftBehindAndTheNextCellRunsElsewhere() throws InterruptedException {
        evaluator.close();
        evaluator = patient(Duration.ofMillis(700));
        Thread busy = (Thread) run("Thread.currentThread()").orElseThrow();
        CellError error = interrupted(
                "long i = 0;\n{ " + HERE + ".there.countDown(); while (!" + HERE + ".endTheBusyLoop) { i++; } }");
        assertTrue(error.value().contains("its thread runs on"), error.value());
        assertTrue(busy.isAlive());
        Thread next = (Thread) run("Thread.currentThread()").orElseThrow();
        assertFalse(next == busy);
        assertEquals(Optional.of(true), run("i >= 0"));
        endTheBusyLoop = true;
        busy.join();
        assertEquals(Optional.of(3), run("1 + 2"), "the end of the old thread disturbs nobody");
    }

    @Test
    void anInterruptBetweenCellsHasNothingToEnd() {
        evaluator.interrupt();
        assertEquals(Optional.of(2), run("1 + 1"));
    }

    @Test
    void anInterruptWhileTheValueIsShownEndsTheCell() {
        Thread interrupter = new Thread(() -> {
            try {
                there.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            evaluator.interrupt();
        });
        interrupter.start();
        CellError error = assertThrows(
                CellError.class,
                () -> evaluator.run(new Cell(++number, "7"), value -> {
                    there.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return value;
                }));
        assertEquals(CellError.INTERRUPTED, error.name());
    }
}
