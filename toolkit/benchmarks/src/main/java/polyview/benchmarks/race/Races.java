package polyview.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.Work;

/**
 * Steps of one work after the other.
 *
 * @param name of the benchmark
 * @param kind what is measured
 * @param all who take part; asked for when it runs, for Python is then looked for
 * @param works what is done
 */
record Races(String name, Turn.Kind kind, Supplier<List<Contender>> all, List<? extends Work> works)
        implements Benchmark {

    @Override
    public List<Contender> contenders() {
        return all.get();
    }

    @Override
    public List<Row> run(Options options) {
        Race race = new Race(name, kind, contenders());
        List<Row> rows = new ArrayList<>();
        works.forEach(work -> rows.addAll(race.run(work, options)));
        return rows;
    }
}
