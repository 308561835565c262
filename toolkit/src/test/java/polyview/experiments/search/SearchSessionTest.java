package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import polyview.experiments.RunReport;
import polyview.experiments.RunResult;
import polyview.experiments.RunTask;
import polyview.experiments.Runner;
import polyview.experiments.RunnerSession;

/** A search opens its runner's session once, and closes it, however it ends. */
class SearchSessionTest {

    /** Notes what is asked of it; its machine is always down. */
    private static class Noting implements Runner {
        final List<String> calls = new ArrayList<>();

        void execute(List<RunTask> tasks, RunReport report) {
            for (RunTask task : tasks) {
                if (report.begin(task)) {
                    report.end(task, RunResult.failed(task.label().key(), "no machine answers", 0, 0));
                }
            }
        }

        @Override
        public void run(List<RunTask> tasks, RunReport report) {
            throw new AssertionError("a search runs in a session");
        }

        @Override
        public RunnerSession session() {
            calls.add("open");
            return new RunnerSession() {
                @Override
                public void run(List<RunTask> tasks, RunReport report) {
                    calls.add("run");
                    execute(tasks, report);
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            };
        }
    }

    private static Search search() {
        return Nets.search(1).strategy(Strategy.random()).seeds(1).runs(3);
    }

    private static void assertOneSession(List<String> calls) {
        assertEquals("open", calls.get(0));
        assertEquals("close", calls.get(calls.size() - 1));
        List<String> between = calls.subList(1, calls.size() - 1);
        assertTrue(between.stream().allMatch("run"::equals), calls::toString);
    }

    @Test
    void oneForAllGenerations() {
        Noting runner = new Noting();
        SearchResults results = search().strategy(Strategy.tpe()).run(runner);
        assertEquals(3, results.trials().size());
        assertOneSession(runner.calls);
        assertTrue(runner.calls.size() >= 4, runner.calls::toString);
    }

    @Test
    void closedWhereTheRunnerFails() {
        Noting runner = new Noting() {
            @Override
            void execute(List<RunTask> tasks, RunReport report) {
                throw new IllegalStateException("the line is dead");
            }
        };
        assertEquals(
                "the line is dead",
                assertThrows(IllegalStateException.class, () -> search().run(runner))
                        .getMessage());
        assertEquals(List.of("open", "run", "close"), runner.calls);
    }

    @Test
    void closedWhereTheSearchIsInterrupted() {
        Noting runner = new Noting() {
            @Override
            void execute(List<RunTask> tasks, RunReport report) {
                Thread.currentThread().interrupt();
            }
        };
        SearchResults results = search().run(runner);
        assertTrue(Thread.interrupted());
        assertEquals(0, results.trials().size());
        assertEquals(List.of("open", "run", "close"), runner.calls);
    }

    @Test
    void oneThatIsOpenStaysOpen() {
        Noting runner = new Noting();
        try (RunnerSession session = runner.session()) {
            search().run(session);
            search().seed(2).run(session);
            assertTrue(runner.calls.contains("run"), runner.calls::toString);
            assertTrue(!runner.calls.contains("close"), runner.calls::toString);
        }
        assertOneSession(runner.calls);
    }

    /** A lambda is a runner too: its session is itself. */
    @Test
    void theSessionOfARunnerThatKeepsNothing() {
        Noting down = new Noting();
        Runner plain = (tasks, report) -> {
            down.calls.add("run");
            down.execute(tasks, report);
        };
        SearchResults results = search().run(plain);
        assertEquals(3, results.trials().size());
        assertTrue(down.calls.stream().allMatch("run"::equals) && !down.calls.isEmpty(), down.calls::toString);
    }
}
