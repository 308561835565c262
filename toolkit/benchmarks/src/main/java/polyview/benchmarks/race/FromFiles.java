package polyview.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polyview.benchmarks.FilesTurn;
import polyview.benchmarks.Rounds;
import polyview.benchmarks.peers.Framework;
import polyview.benchmarks.peers.Turn;

/**
 * Training from pairs of JPEG files that are changed at random, from the file to the step: Polyview with both readers, tf.data and a
 * graph by hand, and PyTorch with torchvision's DataLoader.
 */
final class FromFiles implements Benchmark {

    private static final int PAIRS = 512;

    /** An epoch is so many steps. */
    private static final int EPOCH = PAIRS / FilesTurn.WORK.batch();

    @Override
    public List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(List.of(
                Contender.java("Polyview, tf_data", Framework.POLYVIEW, Map.of(), false),
                Contender.java("Polyview, java", Framework.POLYVIEW, Map.of(), false),
                Contender.java(
                        "TensorFlow Java and tf.data",
                        Framework.TENSORFLOW,
                        Contender.TENSORFLOW.environment(),
                        true)));
        if (Python.torchvision()) {
            all.addAll(Contender.ofPython());
        }
        return all;
    }

    @Override
    public List<Row> run(Options options) {
        List<Contender> taking = options.chosen(contenders());
        int epochs = Math.max(1, options.steps() / EPOCH);
        List<List<Child.Result>> results = new ArrayList<>();
        taking.forEach(contender -> results.add(new ArrayList<>()));
        try {
            // Made once, before a clock runs.
            String folder = FilesTurn.folder(PAIRS);
            for (int round = 0; round < options.rounds(); round++) {
                for (int turn : Rounds.order(taking.size(), round)) {
                    results.get(turn).add(turn(taking.get(turn), folder, epochs));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        List<Row> rows = Race.rows("end-to-end", "jpeg, augmented", taking, results, Double.NaN);
        System.out.printf(
                "%nend-to-end: a step from %d pairs of JPEG files, changed at random, %d rounds of %d epochs%n%s%n",
                PAIRS, options.rounds(), epochs, Row.head());
        rows.forEach(row -> System.out.println(row.line()));
        return rows;
    }

    private static Child.Result turn(Contender contender, String folder, int epochs) throws IOException {
        List<String> command = new ArrayList<>();
        if (contender.runtime() == Contender.Runtime.PYTHON) {
            command.addAll(Python.command("torch_files.py", FilesTurn.WORK));
            command.addAll(List.of(folder, Integer.toString(PAIRS), Integer.toString(epochs)));
        } else {
            String name = contender.name();
            String reader = name.startsWith("Polyview, ") ? name.substring("Polyview, ".length()) : "bare";
            command.addAll(Child.java(contender.framework(), List.of(), FilesTurn.class));
            command.addAll(List.of(reader, Integer.toString(PAIRS), Integer.toString(epochs)));
        }
        return Child.result(command, contender, Turn.Kind.TRAIN);
    }
}
