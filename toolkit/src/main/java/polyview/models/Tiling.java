package polyview.models;

import java.util.Objects;
import polyview.base.Checks;

/**
 * How large images are cut into tiles that a model can take, and how what it puts out for them is joined again: see {@link
 * Model#predict(Tiling, polyview.data.FloatArray...)}.
 *
 * <p>Along an axis of L pixels, tiles of T begin at 0, S, 2S, ..., with {@code S = T - overlap}; the last one is moved back so that it ends at
 * the border of the image. No pixel is made up: an edge of the image is an edge of its tile, with the padding that the layers give it. Only
 * edges inside the image are blended. In the overlap of O pixels of two neighbours, the one counts with {@code w = r((x - m) / (O - 2m))} and the
 * other with {@code 1 - w}, where x is the distance of the centre of the pixel from the inner edge, m the margin, and {@code r(t) = t} or {@code
 * (1 - cos(pi t)) / 2} within [0, 1], 0 before and 1 after; where {@code O = 2m} it is a cut in the middle. The weight of a tile is that of
 * the row times that of the column, and where more than two tiles meet, weights are divided by their sum: they sum to 1 everywhere.
 *
 * <p>What a network puts out for a pixel depends on the pixels around it up to the radius R of its receptive field. Where a pixel is farther than
 * R from the inner edges of all tiles that count for it, the answer is that of the whole image, but for rounding: with {@code margin(R)}
 * everywhere, where the overlap is {@code 2R} at least. R is {@code sum of (k - 1) / 2 * d * s} over the convolutions and poolings of a path, with window k, dilation d and the product s of the
 * strides before it; where there are strides, T and the overlap must be multiples of their product, or tiles see another grid of pixels than
 * the image: for a U-Net of depth d multiples of {@code 2^d}, which twice its radius is for a depth of 1 alone; its {@code tiling} has the right
 * numbers. The answers of the whole image are not to be had, whatever the margin, where a layer looks at all pixels: global
 * pooling, dense layers, squeeze-and-excite, attention over positions, normalization by the statistics of the image. Batch normalization is no such
 * layer: in prediction its numbers are fixed.
 *
 * <p>Refused: {@code tile must be positive, got 0}; {@code overlap must be less than the tile (64, 64), got 64}; {@code margin must be at
 * most half of the overlap of 16, got 10}; {@code batchSize must be positive, got 0}.
 *
 * <pre>{@code
 * Tiling tiling = Tiling.of(256, 64);                          // a step of 192 pixels, blended over 64
 * Tiling exact = Tiling.of(256, 64).margin(23);                // blended over 18: nothing counts that is within 23 of an inner edge
 * Tiling same = new UNet(-1, -1, 3).depth(2).tiling(256);      // Tiling.of(256, 48).margin(23)
 * FloatArray mask = model.predict(exact, image);               // (1, 1500, 2000, 3) -> (1, 1500, 2000, 1)
 * }</pre>
 *
 * @param height of a tile, in pixels of the image
 * @param width of a tile
 * @param overlap of two neighbours, at least
 * @param margin pixels along the inner edges that do not count, 0 by default
 * @param blend how the weights go from 0 to 1, linearly by default
 * @param batchSize the tiles that are computed at once, 8 by default
 */
public record Tiling(int height, int width, int overlap, int margin, Blend blend, int batchSize) {

    /** How the weight of a tile goes from 0 to 1 over the overlap. */
    public enum Blend {
        /** {@code r(t) = t}. */
        LINEAR {
            @Override
            double rise(double t) {
                return t;
            }
        },
        /** {@code r(t) = (1 - cos(pi t)) / 2}: without a kink at either end. */
        COSINE {
            @Override
            double rise(double t) {
                return (1 - Math.cos(Math.PI * t)) / 2;
            }
        };

        /** For t in [0, 1]. */
        abstract double rise(double t);
    }

    /** Checks all of it. */
    public Tiling {
        Checks.requirePositive("tile", Math.min(height, width));
        Checks.requireNotNegative("overlap", overlap);
        if (overlap >= Math.min(height, width)) {
            throw new IllegalArgumentException(
                    "overlap must be less than the tile (" + height + ", " + width + "), got " + overlap);
        }
        Checks.requireNotNegative("margin", margin);
        if (2L * margin > overlap) {
            throw new IllegalArgumentException(
                    "margin must be at most half of the overlap of " + overlap + ", got " + margin);
        }
        Objects.requireNonNull(blend, "blend must not be null");
        Checks.requirePositive("batchSize", batchSize);
    }

    /** Square tiles of so many pixels, blended linearly over the whole overlap. */
    public static Tiling of(int tile, int overlap) {
        return of(tile, tile, overlap);
    }

    /** The same with another width. */
    public static Tiling of(int height, int width, int overlap) {
        return new Tiling(height, width, overlap, 0, Blend.LINEAR, 8);
    }

    /**
     * With so many pixels along the inner edges that do not count: the radius of the receptive field, for the answers of the whole image. Where
     * the model has strides or poolings, that needs tiles and an overlap that are multiples of their product, which twice the radius
     * seldom is: of 23 with a product of 4 take an overlap of 48, not 46. Others are refused when the model runs, where it is made of convolutions and
     * poolings: {@code with a margin, tile and overlap must have multiples of 4 rows, as the model makes one of so many, got a tile of 80 and an overlap
     * of 46: take 80 and 48, or no margin}.
     */
    public Tiling margin(int pixels) {
        return new Tiling(height, width, overlap, pixels, blend, batchSize);
    }

    /** With another course of the weights. */
    public Tiling blend(Blend course) {
        return new Tiling(height, width, overlap, margin, course, batchSize);
    }

    /** With so many tiles computed at once: memory is that of the images, of the outputs, and of these. */
    public Tiling batchSize(int tiles) {
        return new Tiling(height, width, overlap, margin, blend, tiles);
    }
}
