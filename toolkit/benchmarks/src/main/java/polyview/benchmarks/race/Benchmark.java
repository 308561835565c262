package polyview.benchmarks.race;

import java.util.List;

/** A benchmark that can be asked for by name. */
interface Benchmark {

    /** All who take part where nobody is chosen. */
    List<Contender> contenders();

    /** Runs it, prints its tables, and gives their rows. */
    List<Row> run(Options options);
}
