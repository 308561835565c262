package polyview.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import polyview.benchmarks.Rounds;
import polyview.benchmarks.peers.Matmul;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.Flops;
import polyview.benchmarks.steps.Work;

/**
 * The contenders do a work in turns: every round starts a process for each, in the opposite order of the round before.
 *
 * @param name of the benchmark
 * @param kind what is measured
 * @param contenders who takes part
 */
record Race(String name, Turn.Kind kind, List<Contender> contenders) {

    /** After three steps two right contenders differ by rounding only, of which Adam makes some. */
    private static final double TOLERANCE = 2e-3;

    /** The products for the peak: their time is far from a quarter of a second. */
    private static final int PRODUCTS = 8;

    /**
     * Runs a work and prints its table.
     *
     * <p>Refused: contenders that do not come to the same loss, for they did not do the same work.
     */
    List<Row> run(Work work, Options options) {
        List<Contender> taking = new ArrayList<>(options.chosen(contenders));
        taking.add(Contender.MATMUL);
        List<List<Child.Result>> results = new ArrayList<>();
        taking.forEach(contender -> results.add(new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            System.err.printf("%s, %s: round %d of %d%n", name, work.name(), round + 1, options.rounds());
            for (int turn : Rounds.order(taking.size(), round)) {
                results.get(turn).add(turn(taking.get(turn), work, options));
            }
        }
        double fastestProduct = median(results.get(taking.size() - 1), Child.Result::ms);
        double peak = Matmul.operations() / fastestProduct;
        double operations = kind == Turn.Kind.PREDICT ? Flops.ofPrediction(work) : Flops.ofTraining(work);
        List<Row> rows = rows(name, work.name(), taking.subList(0, taking.size() - 1), results, operations / peak);
        System.out.printf(
                Locale.ROOT,
                "%n%s: %s, %.2f GFLOP a step, %d rounds of %d steps, matmul peak %.0f GFLOP/s%n%s%n",
                name,
                work.name(),
                operations / 1e9,
                options.rounds(),
                options.steps(),
                peak / 1e6,
                Row.head());
        rows.forEach(row -> System.out.println(row.line()));
        requireEqualLosses(work, rows);
        return rows;
    }

    private Child.Result turn(Contender contender, Work work, Options options) {
        return contender.equals(Contender.MATMUL)
                ? Child.turn(kind, contender, work, 3, PRODUCTS, List.of())
                : Child.turn(kind, contender, work, options.warmUp(), options.steps(), List.of());
    }

    /**
     * The rows of a case.
     *
     * @param fullSpeed the milliseconds that the work would take at the peak; NaN where that has no meaning
     */
    static List<Row> rows(
            String name, String ofCase, List<Contender> taking, List<List<Child.Result>> results, double fullSpeed) {
        double[] times = results.stream()
                .limit(taking.size())
                .mapToDouble(r -> median(r, Child.Result::ms))
                .toArray();
        double best = IntStream.range(0, taking.size())
                .filter(i -> taking.get(i).peer())
                .mapToDouble(i -> times[i])
                .min()
                .orElse(Double.NaN);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < taking.size(); i++) {
            rows.add(new Row(
                    name,
                    ofCase,
                    taking.get(i).name(),
                    times[i],
                    times[i] / best,
                    100 * fullSpeed / times[i],
                    median(results.get(i), Child.Result::peakMb),
                    median(results.get(i), Child.Result::loss),
                    results.get(i).size(),
                    median(results.get(i), Child.Result::cpuMs)));
        }
        return rows;
    }

    private static void requireEqualLosses(Work work, List<Row> rows) {
        for (Row row : rows) {
            double first = rows.get(0).loss();
            if (!(Math.abs(row.loss() - first) <= TOLERANCE * Math.abs(first))) {
                throw new IllegalStateException(work.name() + ": the loss of " + row.contender() + " is " + row.loss()
                        + ", that of " + rows.get(0).contender() + " " + first + ": they did not do the same work");
            }
        }
    }

    private static double median(List<Child.Result> results, ToDoubleFunction<Child.Result> number) {
        return Rounds.median(results.stream().map(number::applyAsDouble).toList());
    }
}
