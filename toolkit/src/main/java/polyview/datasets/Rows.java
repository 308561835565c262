package polyview.datasets;

import polyview.data.FloatArray;

/** Filling an array sample by sample. */
final class Rows {

    private Rows() {}

    /** Puts a picture, row-major, into sample i. */
    static void put(FloatArray images, int i, float[] picture) {
        System.arraycopy(picture, 0, images.values(), i * picture.length, picture.length);
    }
}
