package polyview.models;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/**
 * The part of an epoch that is done, as entries of a file of weights: {@code #epoch/batch_size}, {@code #epoch/totals/loss}. No weight
 * begins so.
 */
final class EpochPartEntries {

    private static final String HEAD = "#epoch/";
    private static final String BATCH_SIZE = HEAD + "batch_size";
    private static final String SHUFFLED = HEAD + "shuffled";
    private static final String SIZE = HEAD + "size";
    private static final String SAMPLES = HEAD + "samples";
    private static final String PARTS = HEAD + "parts";
    private static final String LOCAL_STEPS = HEAD + "local_steps";
    private static final String TOTALS = HEAD + "totals/";

    private EpochPartEntries() {}

    static boolean holds(String entry) {
        return entry.startsWith(HEAD);
    }

    static void write(ArchiveWriter to, EpochPart part) throws IOException {
        to.whole(BATCH_SIZE, part.batchSize());
        to.whole(SHUFFLED, part.shuffled() ? 1 : 0);
        to.whole(SIZE, part.size());
        to.whole(SAMPLES, part.samples());
        to.whole(PARTS, part.parts());
        to.whole(LOCAL_STEPS, part.localSteps());
        for (Map.Entry<String, double[]> total : part.totals().entrySet()) {
            to.numbers(TOTALS + URLEncoder.encode(total.getKey(), StandardCharsets.UTF_8), total.getValue());
        }
    }

    /** Empty where there are no entries of it. */
    static Optional<EpochPart> read(ArchiveReader from, List<String> entries) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Map<String, double[]> totals = new LinkedHashMap<>();
        for (String entry : entries) {
            if (entry.startsWith(TOTALS)) {
                String column = URLDecoder.decode(entry.substring(TOTALS.length()), StandardCharsets.UTF_8);
                totals.put(column, from.numbers(entry));
            }
        }
        return Optional.of(new EpochPart(
                (int) from.whole(BATCH_SIZE),
                from.whole(SHUFFLED) == 1,
                (int) from.whole(SIZE),
                (int) from.whole(SAMPLES),
                // Files of before several machines could share an epoch have none.
                entries.contains(PARTS) ? (int) from.whole(PARTS) : 1,
                entries.contains(LOCAL_STEPS) ? (int) from.whole(LOCAL_STEPS) : 0,
                totals));
    }
}
