package polyview.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tensorflow.types.TFloat32;
import polyview.benchmarks.peers.Models;
import polyview.benchmarks.peers.TensorFlowSteps;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.DualConv;
import polyview.data.Dataset;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import polyview.training.History;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What runs in a process of its own: training from pairs of JPEG files, changed at random. */
public final class FilesTurn {

    /** Small, so that reading counts: two images 128x128x3, batches of 32. */
    public static final DualConv WORK = new DualConv(Contender.BATCH, Contender.SIZE, 8, 2, 1);

    private FilesTurn() {}

    /** The folder of so many pairs, which are made where they are not there. */
    public static String folder(int pairs) throws IOException {
        return ImagePairs.of(pairs, ImagePairs.Kind.JPEG).folder().toString();
    }

    /**
     * Prints {@code RESULT ms=... loss=NaN peak_mb=...}: the median time of a step, which is that of an epoch divided by its steps.
     *
     * @param arguments a reader of Polyview or {@code bare}; the number of pairs, a multiple of 32; the number of epochs to
     *     measure, behind one to warm up
     */
    public static void main(String[] arguments) throws IOException {
        ImagePairs pairs = ImagePairs.of(Integer.parseInt(arguments[1]), ImagePairs.Kind.JPEG);
        int epochs = Integer.parseInt(arguments[2]);
        double[] seconds = arguments[0].equals("bare")
                ? bare(pairs, epochs)
                : polyview(ReadBy.valueOf(arguments[0].toUpperCase(Locale.ROOT)), pairs, epochs);
        double[] steps = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            steps[i] = 1e3 * seconds[i + 1] * WORK.batch() / pairs.size();
        }
        Turn.print(Turn.median(steps), Double.NaN);
    }

    /** As a user writes it. */
    private static double[] polyview(ReadBy reader, ImagePairs pairs, int epochs) {
        SplittableRandom random = new SplittableRandom(Moves.SEED);
        Table table =
                Table.create(StringColumn.create("left"), StringColumn.create("right"), StringColumn.create("label"));
        for (int i = 0; i < pairs.size(); i++) {
            table.stringColumn("left").append(pairs.left().get(i).toString());
            table.stringColumn("right").append(pairs.right().get(i).toString());
            table.stringColumn("label").append("class" + random.nextInt(DualConv.CLASSES));
        }
        Manifest manifest = Manifest.table(table, pairs.folder())
                .images("left", "right")
                .label("label")
                .open();
        Dataset files = new MultiInputGenerator(manifest, ImageForm.rgb(WORK.size(), WORK.size()))
                .reader(reader)
                .threads(Contender.THREADS)
                .augmentation(Moves.AUGMENTATION)
                .named("image0", "image1");
        try (Model model = Models.of(WORK).seed(Moves.SEED).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            History history = model.fit(
                    files, Fit.epochs(epochs + 1).batchSize(WORK.batch()).verbose(false));
            return history.get(History.SECONDS);
        }
    }

    /** tf.data and a graph, both written by hand: the tensors of the one go into the other as they are. */
    private static double[] bare(ImagePairs pairs, int epochs) {
        double[] seconds = new double[epochs + 1];
        try (TfDataReader reader = new TfDataReader(pairs, TfDataReader.Batches.DROPPED, true);
                TensorFlowSteps steps = new TensorFlowSteps(WORK)) {
            for (int epoch = 0; epoch <= epochs; epoch++) {
                long start = System.nanoTime();
                reader.each(epoch, batch -> steps.step(List.of((TFloat32) batch.get(0), (TFloat32) batch.get(1))));
                seconds[epoch] = (System.nanoTime() - start) / 1e9;
            }
        }
        return seconds;
    }
}
