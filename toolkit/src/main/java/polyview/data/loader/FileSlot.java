package polyview.data.loader;

import polyview.data.images.ImageForm;

/**
 * One image file of a sample, and where its pixels go.
 *
 * @param array the number of the array, inputs first
 * @param column of the path in the manifest
 * @param form what the image becomes
 * @param part which of the files of the array it is
 * @param parts how many there are
 * @param isStacked whether the channels of the files follow one another, else whole images do
 * @param mayBeMissing whether it is a view, which a sample need not have
 */
record FileSlot(
        int array, String column, ImageForm form, int part, int parts, boolean isStacked, boolean mayBeMissing) {

    /** Whether it fills its array alone, so that it can be read into it without a copy. */
    boolean isWhole() {
        return parts == 1;
    }

    /** Puts an image into its place in the array. */
    void place(float[] image, float[] array) {
        int channels = form.channels();
        if (!isStacked) {
            System.arraycopy(image, 0, array, part * form.values(), form.values());
            return;
        }
        int to = part * channels;
        for (int from = 0; from < form.values(); from += channels) {
            for (int c = 0; c < channels; c++) {
                array[to + c] = image[from + c];
            }
            to += parts * channels;
        }
    }
}
