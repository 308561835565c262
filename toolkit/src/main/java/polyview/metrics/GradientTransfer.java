package polyview.metrics;

import polyview.data.FloatArray;

/** The edges of sources that an image keeps, see {@link FusionScores#gradientTransfer}. */
final class GradientTransfer {

    /** Sobel's kernels need so many pixels. */
    static final int LEAST = 3;

    private GradientTransfer() {}

    /**
     * Strength and direction of the edges of an image, without its outermost pixels.
     *
     * @param strength 0 and more
     * @param direction in -pi/2 to pi/2
     */
    private record Edges(double[] strength, double[] direction) {

        static Edges of(FloatArray images, int image, int channel) {
            int down = images.size(1) - 2;
            int across = images.size(2) - 2;
            double[] strength = new double[down * across];
            double[] direction = new double[down * across];
            for (int i = 0; i < strength.length; i++) {
                int y = i / across + 1;
                int x = i % across + 1;
                double right = 0;
                double below = 0;
                for (int k = -1; k <= 1; k++) {
                    int weight = 2 - k * k;
                    right += weight
                            * (at(images, image, y + k, x + 1, channel) - at(images, image, y + k, x - 1, channel));
                    below += weight
                            * (at(images, image, y + 1, x + k, channel) - at(images, image, y - 1, x + k, channel));
                }
                strength[i] = Math.sqrt(right * right + below * below);
                direction[i] = right == 0 ? Math.PI / 2 : Math.atan(below / right);
            }
            return new Edges(strength, direction);
        }

        private static double at(FloatArray images, int image, int y, int x, int channel) {
            int pixel = (image * images.size(1) + y) * images.size(2) + x;
            return images.values()[pixel * images.size(3) + channel];
        }

        /** How much of an edge of this source is kept at a pixel. */
        double kept(Edges fused, int i) {
            double less = Math.min(strength[i], fused.strength[i]);
            double share = less / Math.max(strength[i], fused.strength[i]);
            double half = Math.PI / 2;
            double along = Math.abs(Math.abs(direction[i] - fused.direction[i]) - half) / half;
            return sigmoid(0.9994, -15, 0.5, share) * sigmoid(0.9879, -22, 0.8, along);
        }
    }

    private static double sigmoid(double most, double slope, double middle, double x) {
        return most / (1 + Math.exp(slope * (x - middle)));
    }

    static double of(FloatArray images, FloatArray sources, int image) {
        Edges fused = Edges.of(images, image, 0);
        double kept = 0;
        double all = 0;
        for (int s = 0; s < sources.size(3); s++) {
            Edges source = Edges.of(sources, image, s);
            for (int i = 0; i < source.strength.length; i++) {
                // Nothing is kept of an edge that is not there; of two that are not there the share would be 0 / 0.
                if (source.strength[i] != 0) {
                    kept += source.strength[i] * source.kept(fused, i);
                    all += source.strength[i];
                }
            }
        }
        return all == 0 ? 0 : kept / all;
    }
}
