package polyview.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the parts of {@link MemoryDataset#split} and {@link MemoryDataset#stratifiedSplit}. */
final class Splits {

    private Splits() {}

    static MemoryDataset.Parts atRandom(MemoryDataset data, double fraction, long seed) {
        int count = firstCount(data.size(), fraction);
        int[] order = Order.shuffled(seed, 0).permutation(data.size());
        return new MemoryDataset.Parts(
                data.subset(Arrays.copyOf(order, count)), data.subset(Arrays.copyOfRange(order, count, order.length)));
    }

    static MemoryDataset.Parts byClass(MemoryDataset data, double fraction, long seed) {
        int[] classes = classes(data);
        int count = firstCount(data.size(), fraction);
        int[] left = quotas(classes, fraction, count);
        int[] order = Order.shuffled(seed, 0).permutation(data.size());
        // The first samples of each class in a shuffled order: both parts stay shuffled, not sorted by class.
        boolean[] inFirst = new boolean[data.size()];
        for (int i : order) {
            inFirst[i] = left[classes[i]]-- > 0;
        }
        return new MemoryDataset.Parts(
                data.subset(IntStream.of(order).filter(i -> inFirst[i]).toArray()),
                data.subset(IntStream.of(order).filter(i -> !inFirst[i]).toArray()));
    }

    private static int firstCount(int size, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("fraction must lie between 0 and 1, both excluded, got " + fraction);
        }
        int count = (int) Math.round(fraction * size);
        if (count == 0 || count == size) {
            throw new IllegalArgumentException("fraction " + fraction + " of " + size + " samples leaves a part empty");
        }
        return count;
    }

    private static int[] classes(MemoryDataset data) {
        List<FloatArray> targets = data.all().targets();
        if (targets.size() != 1 || targets.get(0).shape().numDimensions() != 1) {
            throw new IllegalArgumentException("stratifiedSplit needs one target of class indices of shape (N), got "
                    + targets.size() + " of shapes " + data.targetShapes());
        }
        float[] values = targets.get(0).values();
        int[] classes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            // 2^24: from there on, floats no longer hold every whole number.
            if (!(values[i] >= 0 && values[i] < 1 << 24) || values[i] != (int) values[i]) {
                throw new IllegalArgumentException(
                        "a class index must be a whole number from 0, got " + values[i] + " in sample " + i);
            }
            classes[i] = (int) values[i];
        }
        return classes;
    }

    /** How many of each class go into the first part: rounded down, then one more for the largest remainders. */
    private static int[] quotas(int[] classes, double fraction, int count) {
        int[] sizes = new int[IntStream.of(classes).max().orElse(-1) + 1];
        IntStream.of(classes).forEach(c -> sizes[c]++);
        int[] quotas = new int[sizes.length];
        Arrays.setAll(quotas, c -> (int) Math.floor(fraction * sizes[c]));
        IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> quotas[c] - fraction * sizes[c]))
                .limit(count - IntStream.of(quotas).sum())
                .forEach(c -> quotas[c]++);
        return quotas;
    }
}
