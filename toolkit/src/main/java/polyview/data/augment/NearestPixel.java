package polyview.data.augment;

import java.util.Arrays;

/** The value of the pixel nearest to the source; of two equally near, the one further right or down. */
record NearestPixel(int height, int width, int channels, Fill fill) implements PixelReader {

    @Override
    public void inside(SourceLine line, int first, int end, float[] source, int from, float[] target, int to) {
        float[] xs = line.x();
        float[] ys = line.y();
        for (int i = first; i < end; i++) {
            copy(source, from + (nearest(ys[i]) * width + nearest(xs[i])) * channels, target, to + i * channels);
        }
    }

    @Override
    public void anywhere(SourceLine line, int first, int end, float[] source, int from, float[] target, int to) {
        for (int i = first; i < end; i++) {
            int k = to + i * channels;
            float x = Edge.inside(fill.mode(), line.x()[i], width);
            float y = Edge.inside(fill.mode(), line.y()[i], height);
            if (x > -0.5f && x < width - 0.5f && y > -0.5f && y < height - 0.5f) {
                copy(source, from + (nearest(y) * width + nearest(x)) * channels, target, k);
            } else {
                Arrays.fill(target, k, k + channels, fill.value());
            }
        }
    }

    /** Copies one pixel; colours without a loop, which would take twice the time. */
    private void copy(float[] source, int a, float[] target, int k) {
        if (channels == 3) {
            target[k + 2] = source[a + 2];
            target[k] = source[a];
            target[k + 1] = source[a + 1];
        } else {
            for (int c = 0; c < channels; c++) {
                target[k + c] = source[a + c];
            }
        }
    }

    /** For a coordinate above -0.5. As doubles the sum is exact; as floats 0.49999997 and a half would be 1. */
    private static int nearest(float at) {
        return (int) (at + 0.5);
    }
}
