package polyview.plots;

import java.awt.Color;
import java.util.List;
import polyview.data.FloatArray;

/** Colour maps that can be read with any kind of colour vision, and by lightness only. */
enum ColorMap {

    /** 0 is white and 1 the first colour of the palette. */
    SEQUENTIAL(List.of(Color.WHITE, Style.color(0), new Color(0x003A5C))),

    /** -1 is blue, 0 white and 1 vermilion. */
    DIVERGING(List.of(new Color(0x00466E), Style.color(0), Color.WHITE, Style.color(1), new Color(0x7A3600))),

    /**
     * 0 is dark violet and 1 yellow: viridis of S. van der Walt and N. Smith (matplotlib, public domain), nine of its colours,
     * interpolated linearly.
     */
    VIRIDIS(List.of(
            new Color(0x440154),
            new Color(0x472D7B),
            new Color(0x3B528B),
            new Color(0x2C728E),
            new Color(0x21918C),
            new Color(0x28AE80),
            new Color(0x5EC962),
            new Color(0xADDC30),
            new Color(0xFDE725)));

    private final List<Color> stops;

    ColorMap(List<Color> stops) {
        this.stops = stops;
    }

    /** The colour of a number in 0..1, or in -1..1 for {@link #DIVERGING}; those outside have the colour of the end. */
    Color color(double value) {
        double share = this == DIVERGING ? (value + 1) / 2 : value;
        double at = Math.max(0, Math.min(1, share)) * (stops.size() - 1);
        int from = Math.min((int) at, stops.size() - 2);
        Color a = stops.get(from);
        Color b = stops.get(from + 1);
        double part = at - from;
        return new Color(
                mix(a.getRed(), b.getRed(), part),
                mix(a.getGreen(), b.getGreen(), part),
                mix(a.getBlue(), b.getBlue(), part));
    }

    /** {@code (...) -> (..., 3)} in 0..1; NaN stays NaN, which {@link ImageGrid} marks. */
    FloatArray rgb(FloatArray numbers, double low, double high) {
        float[] values = new float[numbers.values().length * 3];
        for (int i = 0; i < numbers.values().length; i++) {
            float number = numbers.values()[i];
            double share = high > low ? (number - low) / (high - low) : 0.5;
            float[] rgb = color(this == DIVERGING ? 2 * share - 1 : share).getRGBColorComponents(null);
            for (int k = 0; k < 3; k++) {
                values[3 * i + k] = Float.isNaN(number) ? Float.NaN : rgb[k];
            }
        }
        return FloatArray.of(values, numbers.shape().append(3));
    }

    private static int mix(int a, int b, double part) {
        return (int) Math.round(a + part * (b - a));
    }
}
