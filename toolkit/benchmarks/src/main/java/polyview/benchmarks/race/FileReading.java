package polyview.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import polyview.benchmarks.ReadTurn;
import polyview.benchmarks.ReadTurn.Reader;
import polyview.benchmarks.Rounds;
import polyview.benchmarks.peers.Framework;
import polyview.benchmarks.peers.Turn;

/**
 * Pairs of image files become batches: a JPEG and a PNG, or two JPEG files, as they are and changed at random; Polyview with both
 * readers, tf.data by hand, ImageIO, and torchvision's DataLoader with both of its decoders. A JPEG and a file of 16 bits a channel, TIFF
 * or .npy, which the others do not read with all their bits, by Polyview alone.
 */
final class FileReading implements Benchmark {

    private static final int PAIRS = 1000;

    /** Of the means of pixels: PIL rounds to 8 bits after its resize. */
    private static final double TOLERANCE = 1e-4;

    /** By name; the others are torchvision. */
    private static final Map<String, Reader> READERS = Map.of(
            "Polyview, java", Reader.JAVA,
            "Polyview, tf_data", Reader.TF_DATA,
            "tf.data, arrays", Reader.COPIED,
            "tf.data, dropped", Reader.DROPPED,
            "ImageIO", Reader.IMAGE_IO);

    private static final String POLYVIEW = "Polyview, ";

    private static final String TORCHVISION = "torchvision, ";

    @Override
    public List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(List.of(
                Contender.java("Polyview, java", Framework.POLYVIEW, Map.of(), false),
                Contender.java("Polyview, tf_data", Framework.POLYVIEW, Map.of(), false),
                bare("tf.data, arrays", true),
                // Its pixels cannot be used: it shows what reading costs at the least.
                bare("tf.data, dropped", false),
                bare("ImageIO", true)));
        if (Python.torchvision()) {
            for (String decoder : List.of("pil", "io")) {
                all.add(new Contender(
                        TORCHVISION + decoder, Contender.Runtime.PYTHON, Framework.LIBTORCH, Map.of(), true));
            }
        }
        return all;
    }

    private static Contender bare(String name, boolean peer) {
        return Contender.java(name, Framework.TENSORFLOW, Contender.TENSORFLOW.environment(), peer);
    }

    @Override
    public List<Row> run(Options options) {
        List<Contender> taking = options.chosen(contenders());
        List<Row> all = new ArrayList<>();
        try {
            for (String kind : List.of("MIXED", "JPEG")) {
                // Made once, before a clock runs.
                System.out.println("data: " + ReadTurn.made(kind, PAIRS));
                for (boolean augmented : new boolean[] {false, true}) {
                    all.addAll(run(kind, augmented, taking, options));
                }
            }
            List<Contender> ours = taking.stream()
                    .filter(contender -> contender.name().startsWith(POLYVIEW))
                    .toList();
            for (String kind : ours.isEmpty() ? List.<String>of() : List.of("TIFF16", "NPY16")) {
                System.out.println("data: " + ReadTurn.made(kind, PAIRS));
                all.addAll(run(kind, false, ours, options));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return all;
    }

    private static List<Row> run(String kind, boolean augmented, List<Contender> taking, Options options)
            throws IOException {
        String ofCase = kind.toLowerCase(Locale.ROOT) + (augmented ? ", augmented" : "");
        List<String> numbers = Stream.of(PAIRS, augmented, epochs(options.warmUp()), epochs(options.steps()))
                .map(Object::toString)
                .toList();
        List<List<Child.Result>> results = new ArrayList<>();
        taking.forEach(contender -> results.add(new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            System.err.printf("data, %s: round %d of %d%n", ofCase, round + 1, options.rounds());
            for (int turn : Rounds.order(taking.size(), round)) {
                results.get(turn).add(turn(taking.get(turn), kind, augmented, numbers));
            }
        }
        List<Row> rows = Race.rows("data", ofCase, taking, results, Double.NaN);
        System.out.printf(
                "%ndata: %s, %d pairs, batches of %d, %d rounds of %d epochs%n",
                ofCase, PAIRS, ReadTurn.batch(), options.rounds(), epochs(options.steps()));
        print(rows);
        requireEqualPixels(rows, augmented);
        return rows;
    }

    /** At least one, of {@code PAIRS}. */
    private static int epochs(int batches) {
        return Math.max(1, batches * ReadTurn.batch() / PAIRS);
    }

    private static Child.Result turn(Contender contender, String kind, boolean augmented, List<String> numbers)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (contender.runtime() == Contender.Runtime.PYTHON) {
            command.addAll(Python.command("torchvision_epochs.py"));
            command.add(ReadTurn.folder(kind, PAIRS));
            for (int number : new int[] {PAIRS, ReadTurn.size(), ReadTurn.batch(), ReadTurn.threads()}) {
                command.add(Integer.toString(number));
            }
            command.addAll(List.of(
                    Boolean.toString(augmented),
                    ReadTurn.rightEnd(kind),
                    contender.name().substring(TORCHVISION.length())));
            command.addAll(numbers.subList(2, 4));
        } else {
            command.addAll(Child.java(contender.framework(), List.of(), ReadTurn.class));
            command.addAll(List.of(READERS.get(contender.name()).name(), kind));
            command.addAll(numbers);
        }
        return Child.result(command, contender, Turn.Kind.TRAIN);
    }

    private static void print(List<Row> rows) {
        double torchvision = rows.stream()
                .filter(row -> row.contender().startsWith(TORCHVISION))
                .mapToDouble(Row::ms)
                .min()
                .orElse(Double.NaN);
        System.out.printf(
                "%-20s %9s %9s %8s %14s %12s %9s %11s%n",
                "", "ms a pair", "pairs/s", "x best", "x torchvision", "CPU ms", "peak MB", "mean pixel");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %9.3f %9.0f %8s %14s %12.3f %9.0f %11.6f%n",
                    row.contender(),
                    row.ms(),
                    1e3 / row.ms(),
                    Row.number("%.3f", row.ratio()),
                    Row.number("%.2f", torchvision / row.ms()),
                    row.cpuMs(),
                    row.peakMb(),
                    row.loss());
        }
    }

    /** All read the same pixels; but torchvision draws its own changes, and fills with black. */
    private static void requireEqualPixels(List<Row> rows, boolean augmented) {
        List<Row> compared = rows.stream()
                .filter(row -> !augmented || !row.contender().startsWith(TORCHVISION))
                .toList();
        for (Row row : compared) {
            double first = compared.get(0).loss();
            if (!(Math.abs(row.loss() - first) <= TOLERANCE * first)) {
                throw new IllegalStateException(row.ofCase() + ": the mean pixel of " + row.contender() + " is "
                        + row.loss() + ", that of " + compared.get(0).contender() + " " + first);
            }
        }
    }
}
