package polyview.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells one sample from another: two samples of data sets, the same or two, with the same key are the same sample.
 *
 * <p>A key of no characters tells nothing: such a sample is never the same as another one.
 *
 * <p>Example: {@code new SampleKeys("patients", List.of("p1", "p7"))} for a data set of your own that reads a database.
 *
 * @param of what the keys are of; keys of different things, by {@code equals}, are not compared
 * @param keys one for each sample, in the order in which they are stored
 */
public record SampleKeys(Object of, List<String> keys) {

    /** Fewer numbers than these may well be equal by chance, as those of a table of a few columns are. */
    private static final int FEWEST = 32;

    /** Keeps a copy of the list. */
    public SampleKeys {
        keys = List.copyOf(keys);
    }

    /**
     * By 64-bit digests of the bits of all input numbers of a sample, whatever its targets are: a model that has seen an image in training has
     * seen it.
     *
     * <p>Without a key are samples whose equality says little: those with fewer than 32 input numbers, those whose input numbers are all
     * equal, such as black images, and those that occur more than once.
     *
     * @param inputs arrays with samples on the first axis
     */
    public static SampleKeys ofValues(List<FloatArray> inputs) {
        int size = inputs.isEmpty() ? 0 : inputs.get(0).size(0);
        List<String> keys = new ArrayList<>(size);
        Map<String, Integer> times = new HashMap<>();
        for (int sample = 0; sample < size; sample++) {
            String key = tells(inputs, sample) ? digest(inputs, sample) : "";
            keys.add(key);
            times.merge(key, 1, Integer::sum);
        }
        keys.replaceAll(key -> times.get(key) > 1 ? "" : key);
        return new SampleKeys("values", keys);
    }

    private static boolean tells(List<FloatArray> inputs, int sample) {
        int count = 0;
        boolean differ = false;
        float first = 0;
        for (FloatArray array : inputs) {
            int length = length(array);
            for (int i = sample * length; i < (sample + 1) * length; i++) {
                float value = array.values()[i];
                first = count == 0 ? value : first;
                differ |= value != first;
                if (++count >= FEWEST && differ) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String digest(List<FloatArray> inputs, int sample) {
        long digest = 0;
        for (FloatArray array : inputs) {
            int length = length(array);
            digest = mixed(digest, length);
            for (int i = sample * length; i < (sample + 1) * length; i++) {
                digest = mixed(digest, Float.floatToRawIntBits(array.values()[i]));
            }
        }
        return Long.toHexString(digest);
    }

    /** A step of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014): every bit counts. */
    private static long mixed(long digest, int next) {
        long z = (digest ^ next) + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static int length(FloatArray array) {
        return Math.toIntExact(array.shape().tail().size());
    }
}
