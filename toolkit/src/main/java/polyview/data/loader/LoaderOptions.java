package polyview.data.loader;

import java.io.Serializable;
import polyview.base.Checks;
import polyview.data.augment.Augmentation;

/** How samples are read; each option is checked when it is set. The first and {@code maxPixels} are for images only. */
record LoaderOptions(
        ReadBy readBy,
        int threads,
        int prefetch,
        long cacheBytes,
        long maxPixels,
        BadFile onBadFile,
        boolean dropRemainder,
        Augmentation augmentation)
        implements Serializable {

    /** 8192 x 8192: larger than camera images, and small enough to be decoded on several threads at the same time. */
    private static final long MAX_PIXELS = 1L << 26;

    static LoaderOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new LoaderOptions(ReadBy.JAVA, processors, 2, 0, MAX_PIXELS, BadFile.SKIP, false, Augmentation.none());
    }

    LoaderOptions readBy(ReadBy value) {
        return new LoaderOptions(
                value, threads, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    LoaderOptions threads(int value) {
        Checks.requirePositive("threads", value);
        return new LoaderOptions(
                readBy, value, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    LoaderOptions prefetch(int value) {
        Checks.requireNotNegative("prefetch", value);
        return new LoaderOptions(readBy, threads, value, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    LoaderOptions cacheBytes(long value) {
        Checks.requireNotNegative("cache", value);
        return new LoaderOptions(readBy, threads, prefetch, value, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    LoaderOptions maxPixels(long value) {
        if (value <= 0 || value > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "maxPixels must lie between 1 and " + Integer.MAX_VALUE / 4 + ", got " + value);
        }
        return new LoaderOptions(readBy, threads, prefetch, cacheBytes, value, onBadFile, dropRemainder, augmentation);
    }

    LoaderOptions onBadFile(BadFile value) {
        return new LoaderOptions(readBy, threads, prefetch, cacheBytes, maxPixels, value, dropRemainder, augmentation);
    }

    LoaderOptions dropRemainder(boolean value) {
        return new LoaderOptions(readBy, threads, prefetch, cacheBytes, maxPixels, onBadFile, value, augmentation);
    }

    LoaderOptions augmentation(Augmentation value) {
        if (!augmentation.equals(Augmentation.none()) && !value.equals(Augmentation.none())) {
            throw new IllegalArgumentException("augmentation is set already: put all changes into one, or take"
                    + " augmentation(Augmentation.none()) before another");
        }
        return new LoaderOptions(readBy, threads, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, value);
    }
}
