package polyview.benchmarks.race;

import java.util.List;

/** A benchmark that can be asked for by name. */
interface Benchmark {

    /** Runs it, prints its tables, and gives their rows. */
    List<Row> run(Options options);
}
