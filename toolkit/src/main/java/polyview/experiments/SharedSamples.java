package polyview.experiments;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import polyview.base.Shapes;
import polyview.data.DataFingerprint;
import polyview.data.Dataset;
import polyview.data.ForwardingDataset;
import polyview.data.SampleKeys;

/**
 * Samples that are in two parts of the data, where a score says more than it should: of training data in the test data, or of data that
 * choose and that score.
 *
 * <p>Data in memory are compared by the bits of all input numbers of a sample, data of files by the paths of the input files, data of a
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
        return between(Part.of(here), Part.of(there)).map(Shared::text);
    }

    /** Data, and its keys, which are computed once. */
    private record Part(Dataset data, Optional<SampleKeys> keys) {

        static Part of(Dataset data) {
            return new Part(inner(data), data.sampleKeys());
        }

        /** Without the other names or weights that were put on. */
        private static Dataset inner(Dataset data) {
            return data instanceof ForwardingDataset outer ? inner(outer.data()) : data;
        }
    }

    /** What is shared, and whether it is all of both. */
    private record Shared(boolean all, String text) {

        static Shared allOf(int samples) {
            return new Shared(true, "both have the same " + Shapes.count(samples, "sample"));
        }
    }

    private static Optional<Shared> between(Part here, Part there) {
        if (here.data() == there.data()) {
            return Optional.of(new Shared(true, "they are one data set"));
        }
        if (here.keys().isPresent()
                && there.keys().isPresent()
                && here.keys().get().of().equals(there.keys().get().of())) {
            return between(here.keys().get(), there.keys().get().keys());
        }
        DataFingerprint print = here.data().fingerprint();
        boolean same = !print.sha256().isEmpty() && print.equals(there.data().fingerprint());
        return same ? Optional.of(Shared.allOf(print.samples())) : Optional.empty();
    }

    private static Optional<Shared> between(SampleKeys here, List<String> there) {
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
        if (shared == here.keys().size() && places.keySet().equals(Set.copyOf(here.keys()))) {
            return Optional.of(Shared.allOf(shared));
        }
        String key = here.keys().get(first);
        return Optional.of(new Shared(
                false,
                shared + " of " + Shapes.count(here.keys().size(), "sample") + (shared == 1 ? " is" : " are")
                        + " also among the " + there.size() + ", the first is sample " + first + " here and sample "
                        + places.get(key) + " there" + (here.of().equals("files") ? ", " + key : "")));
    }

    /**
     * Refuses parts that share samples: {@code valid and test must be different data: they are one data set; the score of data that also choose
     * ...}; {@code train and test must share no sample: 3 of 64 ...}, where it is not allowed.
     */
    static Split require(Split split, boolean allowed) {
        Map<String, Part> parts = new LinkedHashMap<>();
        split.parts().forEach((name, data) -> parts.put(name, Part.of(data)));
        if (parts.containsKey("valid")) {
            between(parts.get("valid"), parts.get("test")).filter(Shared::all).ifPresent(same -> {
                throw new IllegalArgumentException("valid and test must be different data: " + same.text()
                        + "; the score of data that also choose, such as the epoch to stop at, is too good; give data(train, test), or"
                        + " other samples for one of them");
            });
        }
        List<String> names = allowed ? List.of() : List.copyOf(parts.keySet());
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                String both = names.get(i) + " and " + names.get(j);
                between(parts.get(names.get(i)), parts.get(names.get(j))).ifPresent(shared -> {
                    throw new IllegalArgumentException(both + " must share no sample: " + shared.text() + ADVICE);
                });
            }
        }
        return split;
    }
}
