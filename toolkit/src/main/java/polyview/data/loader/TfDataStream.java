package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.Workers;
import polyview.data.images.TfDataGraph;

/**
 * Reads samples with tf.data, one part of the pass after the other; the graph is given the paths of each part.
 *
 * <p>A sample that the graph cannot read is missing in the numbers that come with the images. It is read again in Java: so the
 * reason is known, and a sample that can be read after all is not lost. Java also reads samples with a bad header or with images
 * in the cache, BMP files and animated GIFs, which the graph cannot read, and formats that are decoded in Java.
 */
final class TfDataStream implements SampleStream {

    private static final int BLOCK = 8;
    private static final int FIRST_PART = 16 * BLOCK;
    private static final int LARGEST_PART = 1024 * BLOCK;

    private final EpochPlan plan;
    private final CheckedRows checked;
    private final ImageSource source;
    private final ImageSource.Images reading;
    private final TfDataGraph graph;
    private final Workers workers;
    private final List<SampleReader> readers = new ArrayList<>();
    private final List<Sample> finished = new ArrayList<>();
    private final Sample spare;
    private final float[][] blocks;
    private long[] block = {};
    private int inBlock;
    private boolean graphIsEmpty = true;
    private int start;
    private int end;
    private int position;
    private volatile boolean cancelled;

    TfDataStream(EpochPlan plan, ImageSource source, CheckedRows checked) {
        this.plan = plan;
        this.checked = checked;
        this.source = source;
        this.reading = source.open();
        this.graph = new TfDataGraph(source.forms(), plan.threads(), BLOCK, 1 + plan.ahead() / BLOCK);
        this.workers = new Workers(plan.threads());
        for (int i = 0; i < plan.threads(); i++) {
            readers.add(new SampleReader(plan, reading));
        }
        for (int i = 0; i < BLOCK; i++) {
            finished.add(new Sample(source));
        }
        this.spare = new Sample(source);
        this.blocks = source.forms().stream()
                .map(form -> new float[BLOCK * 3 * form.height() * form.width()])
                .toArray(float[][]::new);
    }

    @Override
    public Optional<Sample> next() {
        if (cancelled || position == plan.visit().length) {
            return Optional.empty();
        }
        if (position == end) {
            startPart();
        }
        if (inBlock == block.length && !graphIsEmpty) {
            fetch();
        }
        int place = position++;
        if (inBlock < block.length && block[inBlock] == place) {
            return Optional.of(finished.get(inBlock++));
        }
        readers.get(0).read(plan.visit()[place], spare);
        return Optional.of(spare);
    }

    /** Small parts at first, so that the first batch comes soon, however long the manifest is. */
    private void startPart() {
        int size = position == 0 ? FIRST_PART : Math.min(LARGEST_PART, 4 * (end - start));
        start = position;
        end = (int) Math.min(plan.visit().length, (long) start + size);
        String[][] paths = new String[end - start][];
        workers.share(end - start, (worker, i) -> paths[i] = forGraph(readers.get(worker), plan.visit()[start + i]));
        long[] given = IntStream.range(0, paths.length)
                .filter(i -> paths[i].length > 0)
                .mapToLong(i -> start + i)
                .toArray();
        graphIsEmpty = given.length == 0;
        if (!graphIsEmpty) {
            graph.start(given, Stream.of(paths).filter(p -> p.length > 0).toArray(String[][]::new));
        }
    }

    /** The paths of a row, or none where the graph must not read it. */
    private String[] forGraph(SampleReader reader, int row) {
        return !cancelled
                        && !reader.isCached(row)
                        && checked.mayBeDecoded(reading, source.forms().size(), row)
                ? source.paths(row)
                : new String[0];
    }

    private void fetch() {
        block = graph.next(blocks);
        graphIsEmpty = block.length == 0;
        inBlock = 0;
        workers.share(block.length, (worker, i) -> readers.get(worker)
                .read(
                        plan.visit()[(int) block[i]],
                        finished.get(i),
                        (row, into) -> reading.finish(row, blocks, i, into)));
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancel();
        workers.close();
        graph.close();
        reading.close();
    }
}
