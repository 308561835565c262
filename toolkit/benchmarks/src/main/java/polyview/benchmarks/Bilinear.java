package polyview.benchmarks;

/** Bilinear interpolation in plain loops; images are rows of pixels of three channels, {@link Contender#SIZE} squared. */
final class Bilinear {

    private static final int SIZE = Contender.SIZE;
    private static final int CHANNELS = Contender.CHANNELS;

    private Bilinear() {}

    /** Resizes with half-pixel centres: pixel i has its source at (i + 0.5) length / SIZE - 0.5. Bytes come to 0..1. */
    static void resize(byte[] rgb, int width, int height, float[] to, int offset) {
        int at = offset;
        for (int y = 0; y < SIZE; y++) {
            float v = source(y, height);
            int top = (int) v * width;
            int bottom = Math.min((int) v + 1, height - 1) * width;
            float down = v - (int) v;
            for (int x = 0; x < SIZE; x++) {
                float u = source(x, width);
                int left = (int) u;
                int right = Math.min(left + 1, width - 1);
                float across = u - left;
                float a = (1 - across) * (1 - down) / 255;
                float b = across * (1 - down) / 255;
                float c = (1 - across) * down / 255;
                float d = across * down / 255;
                int topLeft = (top + left) * CHANNELS;
                int topRight = (top + right) * CHANNELS;
                int bottomLeft = (bottom + left) * CHANNELS;
                int bottomRight = (bottom + right) * CHANNELS;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    to[at++] = a * (rgb[topLeft + channel] & 255)
                            + b * (rgb[topRight + channel] & 255)
                            + c * (rgb[bottomLeft + channel] & 255)
                            + d * (rgb[bottomRight + channel] & 255);
                }
            }
        }
    }

    private static float source(int pixel, int length) {
        return Math.max(0, (pixel + 0.5f) * length / SIZE - 0.5f);
    }

    /** Takes every pixel from its source; a source outside the frame is the nearest point of it. */
    static void move(float[] from, double[] toSource, float[] to, int offset) {
        int at = offset;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float u = inside(toSource[0] * x + toSource[1] * y + toSource[2]);
                float v = inside(toSource[3] * x + toSource[4] * y + toSource[5]);
                int left = (int) u;
                int top = (int) v;
                float across = u - left;
                float down = v - top;
                int right = Math.min(left + 1, SIZE - 1);
                int bottom = Math.min(top + 1, SIZE - 1);
                int topLeft = (top * SIZE + left) * CHANNELS;
                int topRight = (top * SIZE + right) * CHANNELS;
                int bottomLeft = (bottom * SIZE + left) * CHANNELS;
                int bottomRight = (bottom * SIZE + right) * CHANNELS;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    float above = from[topLeft + channel] * (1 - across) + from[topRight + channel] * across;
                    float below = from[bottomLeft + channel] * (1 - across) + from[bottomRight + channel] * across;
                    to[at++] = above * (1 - down) + below * down;
                }
            }
        }
    }

    private static float inside(double place) {
        return (float) Math.max(0, Math.min(SIZE - 1, place));
    }
}
