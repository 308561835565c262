package polyview.applications;

import polyview.models.Model;
import polyview.models.Tiling;

/**
 * A U-Net for one image: {@code (N, H, W, C) -> (N, H, W, K)}, a number for each pixel and output.
 *
 * <p>That is {@link MultiUNet} with one encoder and nothing to fuse; it has the same options, which are told there. The input is named
 * {@code image}.
 *
 * <p>Refused: {@code height must be a multiple of 16, as 4 scales halve it, got 100: pad the images to 112, or take a depth of 2}; {@code
 * channels must be positive, got 0}.
 *
 * <p>Example: {@code new UNet(64, 64, 1).depth(2).filters(8).outputs(1)} has 29,321 parameters.
 *
 * <pre>{@code
 * var model = new UNet(64, 64, 1).depth(3).outputs(1).build();
 * model.compile(new Adam(1e-3), Loss.binaryCrossEntropy());     // masks (N, 64, 64, 1) of 0 and 1
 * }</pre>
 */
public final class UNet {

    private final MultiUNet one;

    /** For images of this size in pixels, -1 for any, and so many channels. */
    public UNet(int height, int width, int channels) {
        this.one = new MultiUNet(height, width).input("image", channels);
    }

    /** Whether each 3x3 convolution is followed by a batch normalization, before its ReLU; false by default. */
    public UNet batchNormalization(boolean normalize) {
        one.batchNormalization(normalize);
        return this;
    }

    /** A batch normalization after each 3x3 convolution, with this momentum, such as 0.9 for short trainings; see {@link MultiUNet#batchNormalization(double)}. */
    public UNet batchNormalization(double momentum) {
        one.batchNormalization(momentum);
        return this;
    }

    /** How often the size is halved; 4 by default. */
    public UNet depth(int times) {
        one.depth(times);
        return this;
    }

    /** The filters of the first scale, doubled at each other one; 16 by default, 64 in the paper. */
    public UNet filters(int first) {
        one.filters(first);
        return this;
    }

    /** The outputs K of each pixel; 1 by default. */
    public UNet outputs(int number) {
        one.outputs(number);
        return this;
    }

    /**
     * How many pixels away a pixel of the image can be that an output depends on: the margin of tiles whose size and overlap are multiples of
     * {@code 2^depth}; see {@link MultiUNet#receptiveRadius}.
     */
    public int receptiveRadius() {
        return one.receptiveRadius();
    }

    /**
     * Square tiles of so many pixels that give the answers of the whole image, but for rounding; see {@link MultiUNet#tiling}.
     *
     * <p>Refused: {@code tile must be a multiple of 4, as 2 scales halve it, got 81: take 84}; {@code tile must be at least 52, for an overlap of 48
     * and 4 pixels more, got 48: take larger tiles, or a smaller depth}.
     */
    public Tiling tiling(int tile) {
        return one.tiling(tile);
    }

    /** Makes the model, with first weights of its own. */
    public Model build() {
        return one.any();
    }
}
