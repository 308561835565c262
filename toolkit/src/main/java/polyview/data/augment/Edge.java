package polyview.data.augment;

/** Maps coordinates outside the image to pixels inside, for the modes of {@link Fill} that repeat the image. */
final class Edge {

    private Edge() {}

    /** The coordinate in {@code 0..size - 1} that has the value; not for a constant, which is nowhere in the image. */
    static float inside(Fill.Mode mode, float at, int size) {
        return switch (mode) {
            case NEAREST -> clamped(at, size);
            case REFLECT -> clamped(mirrored(at, size), size);
            case CONSTANT -> at;
        };
    }

    private static float clamped(float at, int size) {
        return at > 0 ? at < size - 1 ? at : size - 1 : 0;
    }

    /** Of {@code abcd}, as {@code dcba|abcd|dcba}, again and again. */
    private static float mirrored(float at, int size) {
        // The mirror stands half a pixel outside: -1 reads 0.
        float positive = at < 0 ? -1 - at : at;
        if (positive < size) {
            return positive;
        }
        float within = positive - 2 * size * (float) Math.floor(positive / (2 * size));
        return within < size ? within : 2 * size - 1 - within;
    }
}
