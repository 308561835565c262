package polyview.data.loader;

import polyview.data.augment.Augmentation;

/** How a {@link MultiInputGenerator} reads; each is checked where the user sets it. */
record GeneratorOptions(
        Reader reader,
        int threads,
        int prefetch,
        long cacheBytes,
        long maxPixels,
        BadFile onBadFile,
        boolean dropRemainder,
        Augmentation augmentation) {

    /** 8192 x 8192: larger than what cameras give, and small enough to be decoded by some threads at once. */
    private static final long MAX_PIXELS = 1L << 26;

    static GeneratorOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new GeneratorOptions(
                Reader.JAVA, processors, 2, 0, MAX_PIXELS, BadFile.SKIP, false, Augmentation.none());
    }

    GeneratorOptions reader(Reader value) {
        return new GeneratorOptions(
                value, threads, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    GeneratorOptions threads(int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("threads must be positive, got " + value);
        }
        return new GeneratorOptions(
                reader, value, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    GeneratorOptions prefetch(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("prefetch must not be negative, got " + value);
        }
        return new GeneratorOptions(
                reader, threads, value, cacheBytes, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    GeneratorOptions cacheBytes(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("cache must not be negative, got " + value);
        }
        return new GeneratorOptions(
                reader, threads, prefetch, value, maxPixels, onBadFile, dropRemainder, augmentation);
    }

    GeneratorOptions maxPixels(long value) {
        if (value <= 0 || value > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "maxPixels must lie between 1 and " + Integer.MAX_VALUE / 4 + ", got " + value);
        }
        return new GeneratorOptions(
                reader, threads, prefetch, cacheBytes, value, onBadFile, dropRemainder, augmentation);
    }

    GeneratorOptions onBadFile(BadFile value) {
        return new GeneratorOptions(
                reader, threads, prefetch, cacheBytes, maxPixels, value, dropRemainder, augmentation);
    }

    GeneratorOptions dropRemainder(boolean value) {
        return new GeneratorOptions(reader, threads, prefetch, cacheBytes, maxPixels, onBadFile, value, augmentation);
    }

    GeneratorOptions augmentation(Augmentation value) {
        return new GeneratorOptions(reader, threads, prefetch, cacheBytes, maxPixels, onBadFile, dropRemainder, value);
    }
}
