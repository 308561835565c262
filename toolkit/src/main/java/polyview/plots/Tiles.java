package polyview.plots;

import java.awt.image.BufferedImage;
import polyview.data.FloatArray;

/** The images of one view as Java images, pixel for pixel. */
final class Tiles {

    private static final int NOT_A_NUMBER = 0xFF00FF;

    private final FloatArray view;
    private final int height;
    private final int width;
    private final int channels;
    private final float black;
    private final float white;

    Tiles(FloatArray view, int count, ImageGrid.Range range) {
        this.view = view;
        this.height = view.size(1);
        this.width = view.size(2);
        this.channels = view.size(3);
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        if (range != ImageGrid.Range.UNIT) {
            for (int i = 0; i < count * height * width * channels; i++) {
                float value = view.values()[i];
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (range == ImageGrid.Range.UNIT || range == ImageGrid.Range.AUTO && low >= -1 && high <= 1) {
            low = low < 0 ? -1 : 0;
            high = 1;
        }
        this.black = low;
        this.white = high;
    }

    private Tiles(FloatArray view, Tiles range) {
        this.view = view;
        this.height = view.size(1);
        this.width = view.size(2);
        this.channels = view.size(3);
        this.black = range.black;
        this.white = range.white;
    }

    /** Other images with the same black and white. */
    Tiles as(FloatArray other) {
        return new Tiles(other, this);
    }

    BufferedImage image(int sample) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(((sample * height + y) * width + x) * channels));
            }
        }
        return image;
    }

    private int rgb(int offset) {
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
            float value = view.values()[offset + (channels == 3 ? i : 0)];
            if (Float.isNaN(value)) {
                return NOT_A_NUMBER;
            }
            rgb = rgb << 8 | level(value);
        }
        return rgb;
    }

    /** The value as one of 256 steps from black to white. */
    private int level(float value) {
        if (value <= black) {
            return 0;
        }
        return value >= white ? 255 : Math.round((value - black) / (white - black) * 255);
    }
}
