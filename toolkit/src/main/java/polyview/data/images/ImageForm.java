package polyview.data.images;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Startup;

/**
 * The form of all images of an input after reading: size, channels, how they are resized, and the range of values.
 *
 * <p>Shape {@code (H, W, C)}; C is 1 or 3. A value is {@code (x / 255 - mean) / standardDeviation} for the pixel x in 0..255.
 *
 * <p>Gray files become colour by three equal channels, colour becomes gray by {@code 0.299 R + 0.587 G + 0.114 B}. Transparency is
 * dropped. A file whose numbers would be lost is bad, unless {@link #conversion} allows it: one of 16 bits a channel, and for gray
 * images one with a palette. Of an animated GIF the first frame is read. The orientation in EXIF data is ignored.
 *
 * <p>Refused: {@code height must be positive, got 0}, {@code channels must be 1 or 3, got 2}, {@code mean must be finite, got
 * NaN}, {@code standardDeviation must be positive and finite, got 0.0}, {@code mean must have 1 number or 3, got [0.1, 0.2]},
 * and numbers that make pixels infinite, or all the same, in 32 bits ({@code pixels must stay apart and finite as 32-bit
 * floats, got mean [0.0] and standardDeviation [1.0E-60]}).
 *
 * <p>Example: {@code ImageForm.gray(64, 64).aspect(Aspect.FIT).minusOneToOne()} makes every file an image (64, 64, 1) in -1..1,
 * with black bars where its proportions differ.
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param channels 1 for gray, 3 for red, green and blue
 * @param resampling where a pixel's value comes from
 * @param aspect what happens to an image of other proportions
 * @param conversion how files with other channels or bits are converted
 * @param mean what is subtracted from values in 0..1: one number, or one for each channel
 * @param standardDeviation what they are then divided by: one number, or one for each channel
 * @param scalesJpeg whether large JPEG files are decoded at a part of their size, see {@link #scaledJpeg()}
 */
public record ImageForm(
        int height,
        int width,
        int channels,
        Resampling resampling,
        Aspect aspect,
        Conversion conversion,
        List<Double> mean,
        List<Double> standardDeviation,
        boolean scalesJpeg) {

    static {
        Startup.begin();
    }

    /** Where the value of a pixel of a resized image comes from; centres of pixels lie at halves. */
    public enum Resampling {
        /** Between the four nearest pixels; nothing is smoothed before an image is made smaller. */
        BILINEAR,
        /** From the pixel that contains its centre: for masks, whose values are classes. */
        NEAREST
    }

    /** What happens to an image of other proportions. */
    public enum Aspect {
        /** It is stretched, each axis on its own. */
        STRETCH,
        /** It is shown whole, in the middle; the rest is black. */
        FIT,
        /** The largest part of the right proportion is cut out of its middle. */
        CROP
    }

    /** What a file with other channels or bits may become. */
    public enum Conversion {
        /** No conversion: files must have exactly the channels of the form, without transparency, and at most 8 bits in each. */
        EXACT(", exact channels"),
        /**
         * Gray becomes colour, colour gray, and transparency is dropped. Bad are files of 16 bits a channel; for a gray form,
         * files with a palette whose indices are not gray values, as masks have; and for a gray form of nearest pixels, gray of 2
         * or 4 bits, which would be spread over 0..255.
         */
        USUAL(""),
        /**
         * All files: of 16 bits the upper 8 are kept, palettes become gray by their colours, and 2 or 4 bits are spread over
         * 0..255.
         */
        ANY(", any conversion");

        private final String text;

        Conversion(String text) {
            this.text = text;
        }
    }

    /** Checks the options; copies of the lists are kept. */
    public ImageForm {
        Checks.requirePositive("height", height);
        Checks.requirePositive("width", width);
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, got " + channels);
        }
        if ((long) height * width * channels > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("an image may have at most " + Integer.MAX_VALUE / Float.BYTES
                    + " values, got " + height + " x " + width + " x " + channels);
        }
        mean = List.copyOf(mean);
        standardDeviation = List.copyOf(standardDeviation);
        if (scalesJpeg && resampling == Resampling.NEAREST) {
            throw new IllegalArgumentException(
                    "scaledJpeg takes means of pixels, and nearest takes no means: choose one of them");
        }
        requireCount("mean", mean, channels);
        requireCount("standardDeviation", standardDeviation, channels);
        for (double m : mean) {
            if (!Double.isFinite(m)) {
                throw new IllegalArgumentException("mean must be finite, got " + m);
            }
        }
        for (double s : standardDeviation) {
            if (!(s > 0) || !Double.isFinite(s)) {
                throw new IllegalArgumentException("standardDeviation must be positive and finite, got " + s);
            }
        }
        requireFloats(mean, standardDeviation);
    }

    /** A factor that is infinite in 32 bits makes all pixels infinite, and one that is 0 makes them equal. */
    private static void requireFloats(List<Double> mean, List<Double> standardDeviation) {
        for (int c = 0; c < Math.max(mean.size(), standardDeviation.size()); c++) {
            double scale = scale(standardDeviation, c);
            double offset = offset(mean, standardDeviation, c);
            if (Float.isInfinite((float) scale) || Checks.vanishes(scale) || Float.isInfinite((float) offset)) {
                throw new IllegalArgumentException("pixels must stay apart and finite as 32-bit floats, got mean "
                        + mean + " and standardDeviation " + standardDeviation);
            }
        }
    }

    private static double scale(List<Double> standardDeviation, int channel) {
        return 1 / (255 * of(standardDeviation, channel));
    }

    private static double offset(List<Double> mean, List<Double> standardDeviation, int channel) {
        // A zero is added so that there is no minus zero.
        return -of(mean, channel) / of(standardDeviation, channel) + 0.0;
    }

    /** Images in colour, stretched with bilinear interpolation, values in 0..1. */
    public static ImageForm rgb(int height, int width) {
        return of(height, width, 3);
    }

    /** Gray images, else as {@link #rgb}. */
    public static ImageForm gray(int height, int width) {
        return of(height, width, 1);
    }

    /** With this number of channels; see {@link #rgb}. */
    public static ImageForm of(int height, int width, int channels) {
        return new ImageForm(
                height,
                width,
                channels,
                Resampling.BILINEAR,
                Aspect.STRETCH,
                Conversion.USUAL,
                List.of(0.0),
                List.of(1.0),
                false);
    }

    /** Takes the nearest pixel instead of interpolating. */
    public ImageForm nearest() {
        return new ImageForm(
                height, width, channels, Resampling.NEAREST, aspect, conversion, mean, standardDeviation, scalesJpeg);
    }

    /** What happens to an image of other proportions. */
    public ImageForm aspect(Aspect newAspect) {
        return new ImageForm(
                height, width, channels, resampling, newAspect, conversion, mean, standardDeviation, scalesJpeg);
    }

    /** How files with other channels or bits are converted; {@link Conversion#USUAL} by default. */
    public ImageForm conversion(Conversion newConversion) {
        return new ImageForm(
                height, width, channels, resampling, aspect, newConversion, mean, standardDeviation, scalesJpeg);
    }

    /**
     * {@link Conversion#EXACT}: a file must have just these channels, without transparency, and 8 bits in each at most; others are
     * bad files: {@code it has 4 channels, not 3}, {@code it has 16 bits a channel, not 8}.
     */
    public ImageForm exactChannels() {
        return new ImageForm(
                height, width, channels, resampling, aspect, Conversion.EXACT, mean, standardDeviation, scalesJpeg);
    }

    /** Values from 0, black, to 1, white; this is the default. */
    public ImageForm zeroToOne() {
        return standardized(0, 1);
    }

    /** Values from -1, black, to 1, white. */
    public ImageForm minusOneToOne() {
        return standardized(0.5, 0.5);
    }

    /** Values from 0, black, to 255, white, as the files have them. */
    public ImageForm zeroTo255() {
        return standardized(0, 1.0 / 255);
    }

    /** One mean and standard deviation for all channels, of values in 0..1. */
    public ImageForm standardized(double newMean, double newDeviation) {
        return standardized(new double[] {newMean}, new double[] {newDeviation});
    }

    /**
     * A mean and a standard deviation for each channel, of values in 0..1, as they are published with trained networks: {@code
     * standardized(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225})}.
     */
    public ImageForm standardized(double[] newMean, double[] newDeviation) {
        List<Double> means = DoubleStream.of(newMean).boxed().toList();
        List<Double> deviations = DoubleStream.of(newDeviation).boxed().toList();
        return new ImageForm(height, width, channels, resampling, aspect, conversion, means, deviations, scalesJpeg);
    }

    /**
     * Decodes JPEG files of at least twice the height and width of this form at 1/2, 1/4 or 1/8 of their size, the smallest that still has
     * the form's pixels, which takes a part of the time; the rest is resized as always. For large photographs.
     *
     * <p>Each pixel is then the mean of those that fall together, so that the values are others than without it: they are smoothed
     * before they are made smaller. Choose it for training and for use alike. Refused with {@link #nearest}.
     */
    public ImageForm scaledJpeg() {
        return new ImageForm(height, width, channels, resampling, aspect, conversion, mean, standardDeviation, true);
    }

    /** By what a JPEG of this size is divided when it is decoded: 1, 2, 4 or 8. */
    int jpegRatio(int fileHeight, int fileWidth) {
        if (!scalesJpeg) {
            return 1;
        }
        int ratio = 8;
        // Decoders round a scaled side up.
        while (ratio > 1 && (fileHeight < (long) ratio * height || fileWidth < (long) ratio * width)) {
            ratio /= 2;
        }
        return ratio;
    }

    /** The shape of one image, (H, W, C). */
    public Shape shape() {
        return Shape.of(height, width, channels);
    }

    /** The number of values of an image, {@code H W C}. */
    public int values() {
        return height * width * channels;
    }

    /** The factor of each channel's pixels. */
    float[] scale() {
        float[] scale = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) scale(standardDeviation, c);
        }
        return scale;
    }

    /** What is then added to each channel's pixels. */
    float[] offset() {
        float[] offset = new float[channels];
        for (int c = 0; c < channels; c++) {
            offset[c] = (float) offset(mean, standardDeviation, c);
        }
        return offset;
    }

    private static double of(List<Double> numbers, int channel) {
        return numbers.get(numbers.size() == 1 ? 0 : channel);
    }

    private static void requireCount(String name, List<Double> numbers, int channels) {
        if (numbers.size() != 1 && numbers.size() != channels) {
            throw new IllegalArgumentException(
                    name + " must have 1 number" + (channels == 1 ? "" : " or 3") + ", got " + numbers);
        }
    }

    /** {@code (64, 64, 1) bilinear, stretch}. */
    @Override
    public String toString() {
        return "(" + height + ", " + width + ", " + channels + ") "
                + resampling.name().toLowerCase(Locale.ROOT) + ", "
                + aspect.name().toLowerCase(Locale.ROOT) + conversion.text
                + (scalesJpeg ? ", scaled JPEG" : "");
    }
}
