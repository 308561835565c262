package polyview.benchmarks.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import polyview.benchmarks.Rounds;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.DualConv;

/**
 * The time by the clock from the start of a process to the end of its first step: warm, and from nothing, where a JVM has to unpack
 * its native libraries first.
 */
final class Starts implements Benchmark {

    @Override
    public List<Contender> contenders() {
        return Contender.all().stream()
                .filter(c -> c.environment().isEmpty() || c.equals(Contender.TENSORFLOW))
                .toList();
    }

    @Override
    public List<Row> run(Options options) {
        List<Row> rows = new ArrayList<>();
        for (boolean warm : new boolean[] {true, false}) {
            List<Contender> taking = options.chosen(contenders()).stream()
                    // Debian's package lies unpacked already.
                    .filter(c -> warm || c.runtime() == Contender.Runtime.JAVA)
                    .toList();
            List<Row> some = run(taking, warm, options);
            System.out.printf(
                    "%nstart: %s, to the first step of %s, %d rounds%n%s%n",
                    warm ? "warm" : "from nothing", DualConv.PLAIN.name(), options.rounds(), Row.head());
            some.forEach(row -> System.out.println(row.line()));
            rows.addAll(some);
        }
        return rows;
    }

    private static List<Row> run(List<Contender> taking, boolean warm, Options options) {
        List<List<Child.Result>> results = new ArrayList<>();
        taking.forEach(contender -> results.add(new ArrayList<>()));
        // The round before the first fills the caches.
        for (int round = warm ? -1 : 0; round < options.rounds(); round++) {
            for (int turn : Rounds.order(taking.size(), round)) {
                Child.Result result = warm ? turn(taking.get(turn), List.of()) : fromNothing(taking.get(turn));
                if (round >= 0) {
                    results.get(turn).add(result);
                }
            }
        }
        return Race.rows("start", warm ? "warm" : "from nothing", taking, results, Double.NaN);
    }

    private static Child.Result turn(Contender contender, List<String> flags) {
        return Child.turn(Turn.Kind.START, contender, DualConv.PLAIN, 0, 0, flags);
    }

    private static Child.Result fromNothing(Contender contender) {
        try {
            Path empty = Files.createTempDirectory("polyview-benchmark-start-");
            try {
                return turn(
                        contender,
                        List.of(
                                "-Dorg.bytedeco.javacpp.cachedir=" + empty,
                                "-DDJL_CACHE_DIR=" + empty,
                                "-DENGINE_CACHE_DIR=" + empty));
            } finally {
                delete(empty);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
