package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.Workers;
import polyview.data.images.ImageForm;
import polyview.data.images.TfDataGraph;

/**
 * Reads samples with tf.data, one part of the pass after the other; the graph is given the paths of each part.
 *
 * <p>A sample that the graph cannot read is missing in the numbers that come with the images. It is read again in Java: so the
 * reason is known, and a sample that can be read after all is not lost. Java also reads samples with a bad header, with images
 * in the cache or with missing views, BMP files and animated GIFs, which the graph cannot read, and formats that are decoded in Java; and of
 * every sample the masks. It does so beside the graph, on as many threads.
 */
final class TfDataStream implements SampleStream {

    private static final int LARGEST_BLOCK = 8;
    /** What a block may take, so that large images do not lie in memory many times over. */
    private static final long BLOCK_BYTES = 1L << 25;

    private static final int FIRST_PART = 128;
    private static final int LARGEST_PART = 8192;

    private final EpochPlan plan;
    private final CheckedRows checked;
    private final ImageSource source;
    private final ImageSource.Images reading;
    private final TfDataGraph graph;
    private final Workers workers;
    private final List<SampleReader> readers = new ArrayList<>();
    private final List<Sample> finished = new ArrayList<>();
    private final float[][] blocks;
    /** The places that the graph has read, and how many of them have been taken. */
    private long[] block = {};

    private int taken;
    private boolean graphIsEmpty = true;
    /** The part of the pass that the graph was given. */
    private int start;

    private int end;
    /** The places {@code ready - finished..ready - 1} are in memory, and the next to be given is {@code position}. */
    private int position;

    private int first;
    private int ready;
    private volatile boolean cancelled;

    TfDataStream(EpochPlan plan, ImageSource source, CheckedRows checked) {
        this.plan = plan;
        this.checked = checked;
        this.source = source;
        this.reading = source.open();
        List<ImageForm> forms = source.graphForms();
        int size = block(source, plan.ahead());
        this.graph = new TfDataGraph(forms, plan.threads(), size, 1 + plan.ahead() / size);
        this.workers = new Workers(plan.threads());
        for (int i = 0; i < plan.threads(); i++) {
            readers.add(new SampleReader(plan, reading));
        }
        for (int i = 0; i < size; i++) {
            finished.add(new Sample(source));
        }
        this.blocks = forms.stream()
                .map(form -> new float[size * 3 * form.height() * form.width()])
                .toArray(float[][]::new);
    }

    /** How many samples the graph gives at once: no more than a batch, and fewer of large images. */
    static int block(ImageSource source, int batch) {
        long largest = BLOCK_BYTES / Math.max(1, EpochPlan.bytes(source));
        return (int) Math.max(1, Math.min(Math.min(LARGEST_BLOCK, batch), largest));
    }

    @Override
    public Optional<Sample> next() {
        if (cancelled || position == plan.visit().length) {
            return Optional.empty();
        }
        if (position == end) {
            startPart();
        }
        if (position == ready) {
            read();
        }
        return Optional.of(finished.get(position++ - first));
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
        block = new long[0];
        taken = 0;
        if (!graphIsEmpty) {
            graph.start(given, Stream.of(paths).filter(p -> p.length > 0).toArray(String[][]::new));
        }
    }

    /** The paths of a row, or none where the graph must not read it. */
    private String[] forGraph(SampleReader reader, int row) {
        return !cancelled && !reader.isCached(row) && checked.mayBeDecoded(reading, row)
                ? source.paths(row)
                : new String[0];
    }

    /** The next samples of the part, as many as there is room for: from the graph where it has them, else in Java. */
    private void read() {
        if (taken == block.length && !graphIsEmpty) {
            block = graph.next(blocks);
            graphIsEmpty = block.length == 0;
            taken = 0;
        }
        // Behind the last place of this block the graph may have read the next.
        int known = graphIsEmpty ? end : (int) block[block.length - 1] + 1;
        first = position;
        ready = Math.min(Math.min(known, end), first + finished.size());
        int[] inBlock = new int[ready - first];
        for (int i = 0; i < inBlock.length; i++) {
            boolean read = taken < block.length && block[taken] == first + i;
            inBlock[i] = read ? taken++ : -1;
        }
        workers.share(inBlock.length, (worker, i) -> {
            int row = plan.visit()[first + i];
            if (inBlock[i] < 0) {
                readers.get(worker).read(row, finished.get(i));
            } else {
                readers.get(worker)
                        .read(row, finished.get(i), (index, into) -> reading.finish(index, blocks, inBlock[i], into));
            }
        });
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
