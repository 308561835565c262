package polyview.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.base.Checks;

/**
 * The same data in training batches that are balanced by class: P different classes in each, and K samples of each of them, P K in all.
 * Losses that compare the samples of a batch with one another need such batches: {@link polyview.losses.Loss#batchContrastive}, {@link
 * polyview.losses.Loss#triplet}, {@link polyview.losses.Loss#ntXent}. {@link Dataset#classBatches} makes it.
 *
 * <p><b>What an epoch has.</b> Each class is shuffled and cut into groups of K; the n mod K samples that are left wait for another epoch.
 * Batches are then formed of groups of P different classes, as many batches as can be, so that no sample comes twice; fewer than P groups are
 * left over. A class with far more samples than the others waits too: with {@code g_c} groups in class c, an epoch has the largest number of
 * batches B with {@code sum min(g_c, B) >= P B}. {@link #batchesPerEpoch} tells it. {@link #batches} sets another number of batches:
 * then each draws P classes, all equally likely, and samples of a class come again when all have come.
 *
 * <p>All of it depends only on the seed of the training and the number of the epoch. Evaluation and prediction see every sample once, as
 * stored; the loss of a validation depends on which samples a batch holds by chance, so look at {@code recallAt}.
 *
 * <p><b>Samples that cannot be read</b> are replaced by others of their class, drawn from the same seed, which may come a second time in the
 * epoch then: a batch stays whole. Where the class has no other, with {@link SmallClasses#REPEAT} one of the group is taken twice, else the
 * epoch throws: {@code class b has no other sample that can be read, and a batch needs 4: take the bad
 * samples out of the data}.
 *
 * <p>Refused: {@code classes must be at least 2, got 1}; {@code samples must be positive, got 0}; {@code batches of 8 classes need 8 classes
 * of at least 4 samples, the data has 5}; {@code class b has 2 samples, fewer than the 4 of a batch: ...}, see {@link SmallClasses}. In
 * training: {@code batches of 8 classes x 4 samples need batchSize(32), got 16}; {@code batches of classes are drawn anew in each epoch:
 * leave shuffle on}; {@code batches of classes are made by one machine: train without a cluster}.
 *
 * <p>Example: with 10 samples in each of 6 classes, {@code classBatches(3, 4)} has 4 batches of 12 in an epoch, and 12 samples wait. Source:
 * Hermans, Beyer and Leibe 2017, <i>In defense of the triplet loss for person re-identification</i>.
 *
 * <pre>{@code
 * var batches = train.classBatches(8, 4);
 * model.compile(new Adam(1e-3), Loss.triplet(0.2).semiHard(), Metric.recallAt(1));
 * model.fit(batches, Fit.epochs(20).batchSize(batches.batchSize()).validation(valid));
 * }</pre>
 */
public final class ClassBatches implements ForwardingDataset {

    private final Dataset data;
    private final int[] labels;
    private final SmallClasses small;
    private final ClassVisit visit;

    private ClassBatches(Dataset data, int[] labels, SmallClasses small, ClassVisit visit) {
        this.data = data;
        this.labels = labels;
        this.small = small;
        this.visit = visit;
    }

    /**
     * Of data whose classes you know.
     *
     * <p>Refused besides: {@code labels must be one for each of the 10 samples, got 9}; {@code label must not be negative, got -1 in sample
     * 3}.
     *
     * @param labels the number of the class of each sample, from 0
     * @param classes P, how many classes a batch has
     * @param samples K, how many samples of each
     * @param small what to do with classes of fewer than K samples
     */
    public static ClassBatches of(Dataset data, int[] labels, int classes, int samples, SmallClasses small) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be at least 2, got " + classes);
        }
        Checks.requirePositive("samples", samples);
        Math.multiplyExact(classes, samples);
        if (labels.length != data.size()) {
            throw new IllegalArgumentException(
                    "labels must be one for each of the " + data.size() + " samples, got " + labels.length);
        }
        List<int[]> members = new ArrayList<>();
        for (int[] rows : members(labels)) {
            boolean enough = rows.length >= samples;
            if (!enough && small == SmallClasses.REFUSE) {
                throw new IllegalArgumentException("class " + name(data, labels[rows[0]]) + " has " + rows.length
                        + (rows.length == 1 ? " sample" : " samples") + ", fewer than the " + samples
                        + " of a batch: SmallClasses.REPEAT takes them several times, LEAVE_OUT leaves the class out");
            }
            if (enough || small == SmallClasses.REPEAT) {
                members.add(rows);
            }
        }
        if (members.size() < classes) {
            throw new IllegalArgumentException("batches of " + classes + " classes need " + classes + " classes"
                    + (small == SmallClasses.REPEAT ? "" : " of at least " + samples + " samples") + ", the data has "
                    + members.size());
        }
        return new ClassBatches(data, labels.clone(), small, new ClassVisit(members, classes, samples, 0));
    }

    /** The samples of each class that has any, in rising order. */
    private static List<int[]> members(int... labels) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                throw new IllegalArgumentException("label must not be negative, got " + labels[i] + " in sample " + i);
            }
        }
        int[] rows = IntStream.range(0, labels.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(labels[a], labels[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> members = new ArrayList<>();
        for (int from = 0; from < rows.length; ) {
            int to = from;
            while (to < rows.length && labels[rows[to]] == labels[rows[from]]) {
                to++;
            }
            members.add(Arrays.copyOfRange(rows, from, to));
            from = to;
        }
        return members;
    }

    /**
     * The same with so many batches in an epoch, each of P classes that are all equally likely, whatever their sizes.
     *
     * <p>For data in which one class is far larger than the others, or for epochs of one length. Within a class no sample comes a second
     * time before all but the last n mod K have come.
     *
     * <p>Refused: {@code batches must be positive, got 0}.
     */
    public ClassBatches batches(int perEpoch) {
        Checks.requirePositive("batches", perEpoch);
        return new ClassBatches(data, labels, small, visit.batches(perEpoch));
    }

    @Override
    public Dataset data() {
        return data;
    }

    /** P K, the number of samples in a batch: what {@code Fit.batchSize} must be. */
    public int batchSize() {
        return visit.classes() * visit.samples();
    }

    /** The number of batches in an epoch of training. */
    public int batchesPerEpoch() {
        return visit.batches();
    }

    @Override
    public Optional<int[]> sampleClasses() {
        return Optional.of(labels.clone());
    }

    /** Of the data, and how its batches are made. */
    @Override
    public DataFingerprint fingerprint() {
        DataFingerprint first = data.fingerprint();
        return first.sha256().isEmpty()
                ? first
                : new DataFingerprint(
                        size(),
                        first.of(),
                        DataFingerprint.ofRows(
                                        size(),
                                        List.of(
                                                first.sha256(),
                                                rule() + ", " + visit.set(),
                                                small.name(),
                                                Arrays.toString(labels)))
                                .sha256());
    }

    @Override
    public Optional<DataRecipe> recipe() {
        int[] classes = labels;
        SmallClasses rule = small;
        ClassVisit how = visit;
        return data.recipe().map(first -> first.then(there -> new ClassBatches(there, classes, rule, how)));
    }

    /** A pass over batches of classes where the order is that of an epoch of training; else over all samples. */
    @Override
    public Epoch epoch(int batchSize, Order order) {
        if (!(order instanceof Order.Seeded)) {
            return data.epoch(batchSize, order);
        }
        if (order instanceof Order.Part) {
            throw new IllegalArgumentException(
                    "batches of classes are made by one machine: train without a cluster, or without classBatches");
        }
        if (!(order instanceof Order.Shuffled shuffled)) {
            throw new IllegalArgumentException("batches of classes are drawn anew in each epoch: leave shuffle on");
        }
        if (batchSize != batchSize()) {
            throw new IllegalArgumentException(
                    "batches of " + rule() + " need batchSize(" + batchSize() + "), got " + batchSize);
        }
        int[] rows = visit.of(shuffled.seed(), shuffled.epoch());
        return new ClassEpoch(this, shuffled, rows);
    }

    int samplesOfEach() {
        return visit.samples();
    }

    boolean repeats() {
        return small == SmallClasses.REPEAT;
    }

    int label(int sample) {
        return labels[sample];
    }

    String className(int label) {
        return name(data, label);
    }

    private static String name(Dataset data, int label) {
        List<String> names = data.classNames();
        return label < names.size() ? names.get(label) : String.valueOf(label);
    }

    private String rule() {
        return visit.classes() + " classes x " + visit.samples() + " samples";
    }

    /** {@code 4 batches of 3 classes x 4 samples an epoch, from 60 samples}. */
    @Override
    public String toString() {
        return batchesPerEpoch() + (batchesPerEpoch() == 1 ? " batch of " : " batches of ") + rule()
                + " an epoch, from " + size() + " samples";
    }
}
