package polyview.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How near training from files, with images changed at random, comes to what the cores allow: the CPU time of the steps
 * alone and that of reading alone, spread over all cores, against the time by the clock of both at once.
 */
public final class Feeding {

    private static final int SIZE = 64;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Seconds by the clock and of CPU. */
    private record Cost(double wall, double cpu) {}

    private Feeding() {}

    /**
     * Prints a table.
     *
     * @param arguments the number of rounds, 5 without it, and the number of pairs, 2000 without it
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        ImagePairs pairs =
                ImagePairs.of(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000, ImagePairs.Kind.MIXED);
        System.out.println(pairs);
        try (Model model = model()) {
            Engine engine = model.engine();
            for (ReadBy reader : ReadBy.values()) {
                MultiInputGenerator files = generator(pairs).reader(reader);
                print(reader, engine, files, rounds, pairs.size());
            }
        }
    }

    private static void print(ReadBy reader, Engine engine, MultiInputGenerator files, int rounds, int pairs) {
        Batch one = firstBatch(files);
        int steps = (pairs + Contender.BATCH - 1) / Contender.BATCH;
        List<Supplier<Cost>> tasks = List.of(
                () -> cost(() -> {
                    for (int i = 0; i < steps; i++) {
                        engine.trainOnBatch(one);
                    }
                }),
                () -> cost(() -> epoch(files, batch -> {})),
                () -> cost(() -> epoch(files, engine::trainOnBatch)));
        List<List<Cost>> costs = Rounds.results(tasks, 1, rounds);
        double step = median(costs.get(0), Cost::cpu);
        double reading = median(costs.get(1), Cost::cpu);
        double both = median(costs.get(2), Cost::wall);
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT,
                "%-8s an epoch: steps alone %.2f s of CPU, reading alone %.2f s of CPU, training from files %.2f s by the clock,"
                        + " %.0f pairs/s: %.0f %% of what %d cores allow%n",
                reader,
                step,
                reading,
                both,
                pairs / both,
                100 * (step + reading) / cores / both,
                cores);
    }

    private interface Work {
        void on(Batch batch);
    }

    private static void epoch(MultiInputGenerator files, Work work) {
        try (Epoch epoch = files.epoch(Contender.BATCH, Order.shuffled(Moves.SEED, 0))) {
            while (epoch.hasNext()) {
                work.on(epoch.next());
            }
        }
    }

    private static Batch firstBatch(MultiInputGenerator files) {
        try (Epoch epoch = files.epoch(Contender.BATCH, Order.asStored())) {
            return epoch.next();
        }
    }

    private static Cost cost(Runnable work) {
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> number) {
        return Rounds.median(costs.stream().map(number::applyAsDouble).toList());
    }

    private static MultiInputGenerator generator(ImagePairs pairs) {
        SplittableRandom random = new SplittableRandom(Moves.SEED);
        Table table =
                Table.create(StringColumn.create("left"), StringColumn.create("right"), StringColumn.create("label"));
        for (int i = 0; i < pairs.size(); i++) {
            table.stringColumn("left").append(pairs.left().get(i).toString());
            table.stringColumn("right").append(pairs.right().get(i).toString());
            table.stringColumn("label").append(random.nextBoolean() ? "a" : "b");
        }
        Manifest manifest = Manifest.table(table, pairs.folder())
                .images("left", "right")
                .label("label")
                .open();
        return new MultiInputGenerator(manifest, ImageForm.rgb(SIZE, SIZE)).augmentation(Moves.AUGMENTATION);
    }

    /** A step takes about as long as to read its batch. */
    private static Model model() {
        var left = Input.image("left", SIZE, SIZE, 3);
        var right = Input.image("right", SIZE, SIZE, 3);
        var x = new DualConv2D(16, 3).activation(Activation.RELU).apply(left, right);
        x = new MaxPooling2D(2).apply(x);
        x = new Conv2D(32, 3).activation(Activation.RELU).apply(x);
        x = new MaxPooling2D(2).apply(x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .seed(Moves.SEED)
                .compile(new Adam(), Loss.softmaxCrossEntropy());
    }
}
