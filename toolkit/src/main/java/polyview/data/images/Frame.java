package polyview.data.images;

/**
 * Which part of a decoded image is resized, and where it stands in the image of a form: as {@link ImageGraph} has it.
 *
 * @param top the first row of the part
 * @param left its first column
 * @param height of the part, in source pixels
 * @param width of the part
 * @param innerHeight of the part after it is resized
 * @param innerWidth of the part after it is resized
 */
record Frame(int top, int left, int height, int width, int innerHeight, int innerWidth) {

    /** For a decoded image of this size. */
    static Frame of(ImageForm form, int height, int width) {
        return switch (form.aspect()) {
            case STRETCH -> new Frame(0, 0, height, width, form.height(), form.width());
            case CROP -> {
                int down = part(height, width, form.height(), form.width());
                int across = part(width, height, form.width(), form.height());
                yield new Frame((height - down) / 2, (width - across) / 2, down, across, form.height(), form.width());
            }
            case FIT ->
                new Frame(
                        0,
                        0,
                        height,
                        width,
                        inner(height, width, form.height(), form.width()),
                        inner(width, height, form.width(), form.height()));
        };
    }

    /** The side of the largest part of the wanted proportions. */
    private static int part(long side, long across, long wanted, long wantedAcross) {
        return (int) Math.min(side, Math.max(1, across * wanted / wantedAcross));
    }

    /** The side of the whole image in the frame, rounded. */
    private static int inner(long side, long across, long wanted, long wantedAcross) {
        return (int) Math.min(wanted, Math.max(1, (2 * side * wantedAcross + across) / (2 * across)));
    }
}
