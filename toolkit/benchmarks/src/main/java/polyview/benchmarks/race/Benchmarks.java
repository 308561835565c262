package polyview.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.Bound;
import polyview.benchmarks.steps.DualConv;
import polyview.benchmarks.steps.Fused;
import polyview.benchmarks.steps.Matrices;
import polyview.benchmarks.steps.UNet;
import polyview.benchmarks.steps.Work;

/** Runs benchmarks by name, and writes their rows to a CSV file where one is asked for. */
public final class Benchmarks {

    private static final List<DualConv> SMALL_TOO = List.of(DualConv.SMALL, DualConv.PLAIN);

    private Benchmarks() {}

    /** By name, in the order in which they run where none is named. A new one is a line here. */
    static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("dual-conv", training("dual-conv", List.of(DualConv.PLAIN)));
        all.put("fusions", training("fusions", Fused.all()));
        all.put("bound", training("bound", Bound.all()));
        all.put("dense2d", training("dense2d", List.of(new Matrices())));
        all.put("predict", predict());
        all.put(
                "fit",
                new Races(
                        "fit", Turn.Kind.TRAIN, () -> List.of(Contender.POLYVIEW, Contender.BARE_PROGRAM), SMALL_TOO));
        all.put("growth", new Growth());
        all.put("start", new Starts());
        all.put("unet", training("unet", List.of(new UNet())));
        all.put("end-to-end", new FromFiles());
        all.put("data", new FileReading());
        return all;
    }

    private static Benchmark training(String name, List<? extends Work> works) {
        return new Races(name, Turn.Kind.TRAIN, Contender::all, works);
    }

    private static Benchmark predict() {
        return new Races(
                "predict",
                Turn.Kind.PREDICT,
                () -> {
                    List<Contender> all = new ArrayList<>(Contender.all());
                    all.add(1, Contender.BARE_PROGRAM);
                    return all;
                },
                SMALL_TOO);
    }

    /**
     * Prints the tables; a contender that fails, or comes to another loss, is an exception.
     *
     * @param arguments see {@link Options}
     */
    public static void main(String[] arguments) throws IOException {
        Options options;
        Map<String, Benchmark> all = all();
        try {
            options = Options.of(arguments);
            requireKnown(options, all);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<String> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (String name : names(options, all)) {
            if (!options.choosesFrom(all.get(name).contenders())) {
                System.err.println(name + " has none of the contenders " + options.contenders());
                continue;
            }
            try {
                all.get(name).run(options).forEach(row -> rows.add(row.csv()));
            } catch (IllegalStateException e) {
                // The other benchmarks run; the end says that this one did not.
                failures.add(name + ": " + e.getMessage());
                System.err.println(name + " failed: " + e.getMessage());
            }
            if (options.csv().isPresent()) {
                write(options.csv().get(), rows);
            }
        }
        if (!failures.isEmpty()) {
            System.err.println(failures.size() + " of the benchmarks failed");
            System.exit(1);
        }
    }

    private static Collection<String> names(Options options, Map<String, Benchmark> all) {
        return options.names().isEmpty() ? all.keySet() : options.names();
    }

    /**
     * Refused: {@code benchmark must be one of [dual-conv, ...], got dual}, and a contender that none of the benchmarks has: {@code
     * --contenders must begin names of [Polyview, bare session, same graph], got Pytorch}.
     */
    static void requireKnown(Options options, Map<String, Benchmark> all) {
        for (String name : options.names()) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException("benchmark must be one of " + all.keySet() + ", got " + name);
            }
        }
        if (options.contenders().isEmpty()) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        names(options, all).forEach(name -> all.get(name).contenders().forEach(c -> known.add(c.name())));
        for (String text : options.contenders()) {
            if (known.stream().noneMatch(name -> Options.begins(name, text))) {
                throw new IllegalArgumentException("--contenders must begin names of " + known + ", got " + text);
            }
        }
    }

    private static void write(Path file, List<String> rows) throws IOException {
        Files.writeString(
                file, Row.COLUMNS + "\n" + rows.stream().map(r -> r + "\n").collect(Collectors.joining()));
    }
}
