package polyview.experiments;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import polyview.base.Sha256;

/**
 * Which run of an experiment: a variant, a seed, and a fold where the experiment has folds.
 *
 * <p>Example: prints {@code concat seed 2}, or {@code concat seed 2 fold 3}.
 *
 * @param variant its name
 * @param seed the seed of everything random
 * @param fold from 1, as {@link Experiment#folds} lists them; 0 without folds
 */
public record RunKey(String variant, long seed, int fold) {

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");
    private static final int LONGEST = 30;
    private static final int DIGITS = 8;

    /** Without folds. */
    public static RunKey of(String variant, long seed) {
        return new RunKey(variant, seed, 0);
    }

    /**
     * A name for a file or folder of this run, which every file system accepts, unique even where upper and lower case do not count.
     *
     * <p>Example: {@code concat-seed-2}, or {@code concat-seed-2-fold-3}; of {@code A+B seed 2} it is {@code A_B-}, 8 digits of a hash, and {@code -seed-2}.
     */
    public String fileName() {
        String plain = variant;
        if (!PLAIN.matcher(variant).matches()) {
            String words = variant.replaceAll("[^A-Za-z0-9]+", "_");
            String hash = Sha256.of(variant.getBytes(StandardCharsets.UTF_8));
            plain = words.substring(0, Math.min(LONGEST, words.length())) + "-" + hash.substring(0, DIGITS);
        }
        return plain + "-seed-" + seed + (fold > 0 ? "-fold-" + fold : "");
    }

    /** What the data of the run is made from: the same for all variants. */
    RunKey ofData() {
        return new RunKey("", seed, fold);
    }

    @Override
    public String toString() {
        return variant + " seed " + seed + (fold > 0 ? " fold " + fold : "");
    }
}
