package polyview.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.Seeds;

/** A pass over batches of classes: as the data gives them, but for samples that it leaves out, which are replaced within their class. */
final class ClassEpoch implements Epoch {

    /** Names the stream of random numbers of replacements. */
    private static final long REPLACED = 0x5245504C41434544L;

    private final ClassBatches batches;
    private final Order.Seeded order;
    private final int[] visit;
    private final Epoch rows;
    private int done;
    private int[] last = {};
    /** Rows that were read and not used yet, and how many were read before them. */
    private Optional<Read> waiting = Optional.empty();

    private int taken;
    private int readBefore;

    ClassEpoch(ClassBatches batches, Order.Seeded order, int[] visit) {
        this.batches = batches;
        this.order = order;
        this.visit = visit;
        this.rows = batches.data().epoch(batches.batchSize(), Order.listed(order, visit));
    }

    /** Rows with their numbers in the data. */
    private record Read(Batch batch, int[] numbers) {}

    /** One of them. */
    private record Row(Batch batch, int at, int number) {}

    @Override
    public boolean hasNext() {
        return done < visit.length;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch is over");
        }
        int[] wanted = Arrays.copyOfRange(visit, done, done + batches.batchSize());
        done += wanted.length;
        Optional<Read> read = ahead();
        if (taken == 0 && read.isPresent() && Arrays.equals(read.get().numbers(), wanted)) {
            waiting = Optional.empty();
            last = wanted;
            return read.get().batch();
        }
        return joined(picked(wanted));
    }

    /** Rows with one that was not taken yet; empty where there are no more. */
    private Optional<Read> ahead() {
        if (waiting.isPresent() && taken == waiting.get().numbers().length) {
            waiting = Optional.empty();
        }
        if (waiting.isEmpty() && rows.hasNext()) {
            Batch batch = rows.next();
            int from = readBefore;
            readBefore += batch.size();
            // An epoch that does not tell them gives all samples in the order of the visit.
            int[] numbers = rows.samples().orElseGet(() -> Arrays.copyOfRange(visit, from, from + batch.size()));
            waiting = Optional.of(new Read(batch, numbers));
            taken = 0;
        }
        return waiting;
    }

    private Row[] picked(int[] wanted) {
        Row[] picked = new Row[wanted.length];
        boolean[] there = new boolean[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            Optional<Read> read = ahead();
            if (read.isPresent() && read.get().numbers()[taken] == wanted[i]) {
                picked[i] = new Row(read.get().batch(), taken, wanted[i]);
                there[i] = true;
                taken++;
            }
        }
        int each = batches.samplesOfEach();
        for (int from = 0; from < wanted.length; from += each) {
            replace(picked, there, wanted, from);
        }
        return picked;
    }

    /** Fills what is missing of a group with others of its class. */
    private void replace(Row[] picked, boolean[] there, int[] wanted, int from) {
        int to = from + batches.samplesOfEach();
        int[] missing = IntStream.range(from, to).filter(i -> !there[i]).toArray();
        if (missing.length == 0) {
            return;
        }
        Set<Integer> group = new HashSet<>();
        IntStream.range(from, to).forEach(i -> group.add(wanted[i]));
        int[] own = IntStream.range(from, to)
                .filter(i -> there[i])
                .map(i -> wanted[i])
                .distinct()
                .toArray();
        int[] others = others(wanted[from], wanted[missing[0]], group);
        int filled = 0;
        try (Epoch more = batches.data()
                .epoch(
                        1,
                        Order.listed(
                                order,
                                IntStream.concat(IntStream.of(others), IntStream.of(own))
                                        .toArray()))) {
            for (int read = 0; filled < missing.length && more.hasNext(); read++) {
                Batch one = more.next();
                int at = read;
                int number = more.samples()
                        .map(s -> s[0])
                        .orElseGet(() -> at < others.length ? others[at] : own[at - others.length]);
                if (group.contains(number) && !batches.repeats()) {
                    break;
                }
                picked[missing[filled++]] = new Row(one, 0, number);
            }
        }
        if (filled < missing.length && filled > 0 && batches.repeats()) {
            for (int i = filled; i < missing.length; i++) {
                picked[missing[i]] = picked[missing[i % filled]];
            }
        } else if (filled < missing.length) {
            throw new IllegalStateException("class " + batches.className(batches.label(wanted[from]))
                    + " has no other sample that can be read, and a batch needs " + (to - from)
                    + ": take the bad samples out of the data");
        }
    }

    /** The samples of the class that are not in the group, shuffled. */
    private int[] others(int ofClass, int name, Set<Integer> group) {
        int label = batches.label(ofClass);
        int[] others = IntStream.range(0, batches.size())
                .filter(i -> batches.label(i) == label && !group.contains(i))
                .toArray();
        SplittableRandom random = Seeds.stream(order.seed(), order.epoch(), REPLACED, name);
        for (int i = others.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = others[i];
            others[i] = others[j];
            others[j] = swapped;
        }
        return others;
    }

    private Batch joined(Row... picked) {
        last = Stream.of(picked).mapToInt(Row::number).toArray();
        return new Batch(joined(picked, Batch::inputs), joined(picked, Batch::targets));
    }

    private static List<FloatArray> joined(Row[] picked, Function<Batch, List<FloatArray>> arrays) {
        int count = arrays.apply(picked[0].batch()).size();
        return IntStream.range(0, count)
                .mapToObj(a -> FloatArray.stack(Stream.of(picked)
                        .map(row -> arrays.apply(row.batch()).get(a).row(row.at()))
                        .toList()))
                .toList();
    }

    @Override
    public Optional<int[]> samples() {
        return Optional.of(last.clone());
    }

    @Override
    public void close() {
        done = visit.length;
        rows.close();
    }
}
