package polyview.experiments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.base.Shapes;
import polyview.data.Dataset;
import polyview.data.ForwardingDataset;
import polyview.data.SampleKeys;

/**
 * Samples that are in two parts of the data, where a score says more than it should: of training data in the test data, or of data that
 * choose and that score.
 *
 * <p>Data in memory are compared by the bits of all numbers of a sample, data of files by the paths of the input files, data of a
 * source of samples by their numbers in it, and others by their {@link Dataset#sampleKeys}. What has no keys, or keys of another
 * kind, is compared by its {@link Dataset#fingerprint}, as a whole. Files with the same image under two names are found by {@link
 * polyview.data.summary.Duplicates}, not here.
 *
 * <p>Not told, since chance makes such samples equal: of data in memory, samples that occur several times in one part, that have fewer than
 * 32 input numbers, or whose input numbers are all the same; see {@link SampleKeys#ofValues}.
 *
 * <pre>{@code
 * SharedSamples.between(train, test)
 * // Optional[3 of 64 samples are also among the 16, the first is sample 17 here and sample 5 there]
 * }</pre>
 */
public final class SharedSamples {

    /** What an experiment says behind what is shared. */
    private static final String ADVICE =
            "; give each part samples of its own, such as by splitter(), or say allowSharedSamples() if they are meant";

    private SharedSamples() {}

    /**
     * What two data sets share, in words; empty where nothing is known to be shared.
     *
     * <p>{@code they are one data set}; {@code both have the same 64 samples}; {@code 3 of 64 samples are also among the 16, the first is sample 17
     * here and sample 5 there}, for files with their paths behind it. Samples count from 0 in the order in which they are stored.
     */
    public static Optional<String> between(Dataset here, Dataset there) {
        if (inner(here) == inner(there)) {
            return Optional.of("they are one data set");
        }
        Optional<SampleKeys> first = here.sampleKeys();
        Optional<SampleKeys> second = there.sampleKeys();
        if (first.isPresent()
                && second.isPresent()
                && first.get().of().equals(second.get().of())) {
            return between(first.get(), second.get().keys());
        }
        boolean same =
                !here.fingerprint().sha256().isEmpty() && here.fingerprint().equals(there.fingerprint());
        return same ? Optional.of("both have the same " + Shapes.count(here.size(), "sample")) : Optional.empty();
    }

    private static Optional<String> between(SampleKeys here, List<String> there) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = there.size() - 1; i >= 0; i--) {
            places.put(there.get(i), i);
        }
        places.remove("");
        int shared = 0;
        int first = -1;
        for (int i = here.keys().size() - 1; i >= 0; i--) {
            if (places.containsKey(here.keys().get(i))) {
                shared++;
                first = i;
            }
        }
        if (shared == 0) {
            return Optional.empty();
        }
        if (shared == here.keys().size() && shared == there.size()) {
            return Optional.of("both have the same " + Shapes.count(shared, "sample"));
        }
        String key = here.keys().get(first);
        return Optional.of(shared + " of " + Shapes.count(here.keys().size(), "sample")
                + (shared == 1 ? " is" : " are") + " also among the " + there.size() + ", the first is sample " + first
                + " here and sample " + places.get(key) + " there" + (here.of().equals("files") ? ", " + key : ""));
    }

    /** What other names or weights were put on. */
    private static Dataset inner(Dataset data) {
        return data instanceof ForwardingDataset outer ? inner(outer.data()) : data;
    }

    /**
     * Refuses parts that share samples: {@code valid and test must be different data: they are one data set; what chooses must not
     * score}; {@code train and test must share no sample: 3 of 64 ...}, where it is not allowed.
     */
    static Split require(Split split, boolean allowed) {
        split.valid().flatMap(valid -> same(valid, split.test())).ifPresent(same -> {
            throw new IllegalArgumentException("valid and test must be different data: " + same
                    + "; the score of data that also choose, such as the epoch to stop at, is too good; give data(train, test), or other"
                    + " samples for one of them");
        });
        if (!allowed) {
            List<Map.Entry<String, Dataset>> parts = List.copyOf(split.parts().entrySet());
            for (int i = 0; i < parts.size(); i++) {
                for (int j = i + 1; j < parts.size(); j++) {
                    String names =
                            parts.get(i).getKey() + " and " + parts.get(j).getKey();
                    between(parts.get(i).getValue(), parts.get(j).getValue()).ifPresent(shared -> {
                        throw new IllegalArgumentException(names + " must share no sample: " + shared + ADVICE);
                    });
                }
            }
        }
        return split;
    }

    /** What {@link #between} tells, where it is all samples of both. */
    private static Optional<String> same(Dataset here, Dataset there) {
        return between(here, there).filter(text -> text.startsWith("they") || text.startsWith("both"));
    }
}
