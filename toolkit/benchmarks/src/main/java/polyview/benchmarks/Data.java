package polyview.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import polyview.benchmarks.EpochRun.Reading;
import polyview.data.loader.ReadBy;

/** Reading pairs of image files, with and without augmentation. */
public final class Data {

    /** The contenders that every other is compared with. */
    private static final List<String> RULERS =
            List.of("torchvision", TfDataReader.Batches.COPIED.toString(), TfDataReader.Batches.DROPPED.toString());

    private Data() {}

    /**
     * Prints a table.
     *
     * @param arguments the number of rounds, 11 without it; the number of pairs, 2000 without it; {@code mixed} or {@code jpeg},
     *     mixed without it
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 11;
        ImagePairs pairs = ImagePairs.of(
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000,
                ImagePairs.Kind.valueOf(arguments.length > 2 ? arguments[2].toUpperCase(Locale.ROOT) : "MIXED"));
        System.out.println(pairs);
        List<Contender> contenders = contenders(pairs);
        try {
            List<EpochRun> runs = contenders.stream()
                    .map(contender -> new EpochRun(contender, pairs.size()))
                    .toList();
            List<Supplier<Reading>> tasks = new ArrayList<>();
            runs.forEach(run -> tasks.add(run::next));
            // The runs are warm: each has read an epoch.
            print(runs, Rounds.results(tasks, 0, rounds), rounds);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static List<Contender> contenders(ImagePairs pairs) {
        List<Contender> contenders = new ArrayList<>();
        for (boolean augmented : new boolean[] {false, true}) {
            contenders.add(new ImageIoReader(pairs, augmented));
            for (TfDataReader.Batches batches : TfDataReader.Batches.values()) {
                contenders.add(new TfDataReader(pairs, batches, augmented));
            }
            // What run names: the folder of the benchmarks.
            Path script = Path.of(System.getProperty("benchmarks.folder"), "src/main/python/torchvision_epochs.py");
            TorchvisionReader.Found torchvision = TorchvisionReader.start(script, pairs, augmented);
            torchvision.contender().ifPresent(contenders::add);
            if (!augmented) {
                System.out.println(torchvision.message());
            }
            for (ReadBy reader : ReadBy.values()) {
                contenders.add(new GeneratorReader(pairs, reader, augmented));
            }
        }
        return contenders;
    }

    private static void print(List<EpochRun> runs, List<List<Reading>> readings, int rounds) {
        System.out.printf(
                "median of %d epochs, two threads, batches of %d; on the right: how many times as fast as%n%n",
                rounds, Contender.BATCH);
        System.out.printf("%-24s %-9s %8s %12s %10s", "contender", "augmented", "pairs/s", "CPU ms/pair", "mean pixel");
        RULERS.forEach(ruler -> System.out.printf(" %23s", ruler));
        System.out.println();
        for (int i = 0; i < runs.size(); i++) {
            double speed = Reading.median(readings.get(i), Reading::pairsPerSecond);
            Contender contender = runs.get(i).contender();
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-24s %-9s %8.0f %12.3f %10.6f",
                    contender.name(),
                    contender.augmented() ? "yes" : "no",
                    speed,
                    Reading.median(readings.get(i), Reading::cpuMilliseconds),
                    runs.get(i).mean()));
            for (String ruler : RULERS) {
                row.append(ratio(speed, ruler, contender.augmented(), runs, readings));
            }
            System.out.println(row);
        }
    }

    private static String ratio(
            double speed, String ruler, boolean augmented, List<EpochRun> runs, List<List<Reading>> readings) {
        for (int i = 0; i < runs.size(); i++) {
            Contender contender = runs.get(i).contender();
            if (contender.name().equals(ruler) && contender.augmented() == augmented) {
                return String.format(
                        Locale.ROOT, " %23.2f", speed / Reading.median(readings.get(i), Reading::pairsPerSecond));
            }
        }
        return String.format(" %23s", "-");
    }
}
