package polyview.metrics;

import polyview.data.FloatArray;

/**
 * The pixels of one image as levels of gray from 0 to 255.
 *
 * @param of each pixel
 * @param whole whether all pixels were numbers
 */
record GrayLevels(int[] of, boolean whole) {

    private static final int COUNT = 256;

    static GrayLevels of(FloatArray images, int image, int channel, double maxValue) {
        int channels = images.size(3);
        int pixels = images.size(1) * images.size(2);
        int[] levels = new int[pixels];
        boolean whole = true;
        for (int i = 0; i < pixels; i++) {
            float x = images.values()[(image * pixels + i) * channels + channel];
            whole &= Float.isFinite(x);
            levels[i] = (int) Math.max(0, Math.min(COUNT - 1, Math.round(x / maxValue * (COUNT - 1))));
        }
        return new GrayLevels(levels, whole);
    }

    /** In bits. */
    double entropy() {
        int[] counts = new int[COUNT];
        for (int level : of) {
            counts[level]++;
        }
        return whole ? entropy(counts) : Double.NaN;
    }

    /** What these tell of others, and others of these, in bits. */
    double sharedWith(GrayLevels other) {
        int[] together = new int[COUNT * COUNT];
        for (int i = 0; i < of.length; i++) {
            together[of[i] * COUNT + other.of[i]]++;
        }
        return entropy() + other.entropy() - entropy(together);
    }

    private double entropy(int[] counts) {
        double sum = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / of.length;
                sum -= share * Math.log(share) / Math.log(2);
            }
        }
        return sum;
    }
}
