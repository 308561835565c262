package polyview.benchmarks;

import java.util.Locale;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The toolkit's own generator, as a user writes it. */
final class GeneratorReader implements Contender {

    private final ReadBy reader;
    private final MultiInputGenerator generator;

    GeneratorReader(ImagePairs pairs, ReadBy reader, boolean augmented) {
        this.reader = reader;
        Table table = Table.create(StringColumn.create("left"), StringColumn.create("right"));
        for (int i = 0; i < pairs.size(); i++) {
            table.stringColumn("left").append(pairs.left().get(i).toString());
            table.stringColumn("right").append(pairs.right().get(i).toString());
        }
        Manifest manifest =
                Manifest.table(table, pairs.folder()).images("left", "right").open();
        this.generator = new MultiInputGenerator(manifest, ImageForm.rgb(SIZE, SIZE))
                .reader(reader)
                .threads(THREADS)
                .augmentation(augmented ? Moves.AUGMENTATION : Augmentation.none());
    }

    @Override
    public String name() {
        return "Polyview, " + reader.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int read(int epoch, PixelSum sum) {
        int pairs = 0;
        try (Epoch batches = generator.epoch(BATCH, Order.shuffled(Moves.SEED, epoch))) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                for (FloatArray images : batch.inputs()) {
                    sum.add(images.values());
                }
                pairs += batch.size();
            }
        }
        return pairs;
    }
}
