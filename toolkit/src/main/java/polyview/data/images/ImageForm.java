package polyview.data.images;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Startup;

/**
 * The form of all images of an input after reading: size, channels, how they are resized, and the range of values.
 *
 * <p>Shape {@code (H, W, C)}, C at least 1. A value is {@code (v - mean) / standardDeviation}, where v is the file's number in 0..1: of
 * whole numbers {@code x / 255} for 8 bits and {@code x / 65535} for 16 ({@link PixelType#most}), of floats the float itself, or what
 * {@link #window}, {@link #percentiles} or {@link #asStored} make of it. Numbers of more than 24 bits are rounded to 32-bit floats.
 *
 * <p><b>Channels.</b> For 3 channels, gray files become colour by three equal channels; for 1, colour becomes gray by {@code 0.299 R +
 * 0.587 G + 0.114 B}. Other forms take files of exactly these channels ({@code it has 3 channels, not 4}). Transparency is dropped, unless {@link
 * #transparency} says otherwise. A file whose numbers would be lost is bad, unless {@link #conversion} allows it: for gray images one
 * with a palette. Of an animated GIF the first frame is read; of files of several pages, volumes and archives, what {@link #pages}, {@link
 * #slices} and {@link #array} ask for, and nothing is guessed.
 *
 * <p><b>Orientation.</b> Pixels are turned upright by EXIF data, see {@link #leaveOrientation}.
 *
 * <p><b>Masks.</b> {@link #mask} reads class indices: whole numbers, taken from the nearest pixel.
 *
 * <p>Refused: {@code height must be positive, got 0}, {@code channels must be positive, got 0}, {@code mean must be finite, got
 * NaN}, {@code standardDeviation must be positive and finite, got 0.0}, {@code mean must have 1 number or 3, got [0.1, 0.2]},
 * and numbers that make pixels infinite, or all the same, in 32 bits ({@code pixels must stay apart and finite as 32-bit
 * floats, got mean [0.0] and standardDeviation [1.0E-60]}).
 *
 * <p>Example: {@code ImageForm.gray(64, 64).aspect(Aspect.FIT).minusOneToOne()} makes every file an image (64, 64, 1) in -1..1,
 * with black bars where its proportions differ.
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param channels 1 for gray, 3 for red, green and blue; any number for files of just these
 * @param resampling where a pixel's value comes from
 * @param aspect what happens to an image of other proportions
 * @param conversion how files with other channels or bits are converted
 * @param mean what is subtracted from values in 0..1: one number, or one for each channel
 * @param standardDeviation what they are then divided by: one number, or one for each channel
 * @param scalesJpeg whether large JPEG files are decoded at a part of their size, see {@link #scaledJpeg()}
 * @param decoding what of a file becomes pixels, and in which range
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
        boolean scalesJpeg,
        Decoding decoding)
        implements Serializable {

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
        /** No conversion: files must have exactly the channels of the form; transparency is one unless it is dropped. */
        EXACT(", exact channels"),
        /**
         * Gray becomes colour, colour gray, and transparency is dropped. Bad are, for a gray form, files with a palette whose indices
         * are not gray values, as masks have; and for a gray form of nearest pixels, gray of 2 or 4 bits, which would be spread
         * over their range: {@link ImageForm#mask} reads both as they are.
         */
        USUAL(""),
        /** All files: palettes become gray by their colours, 2 or 4 bits are spread over their range, and masks may be JPEG files. */
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
        Checks.requirePositive("channels", channels);
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
        if (decoding.classes().isPresent()) {
            requireMask(channels, resampling, mean, standardDeviation);
            if (!(decoding.range() instanceof PixelRange.ByType)) {
                throw new IllegalArgumentException("a mask holds class indices, which have no range: got"
                        + decoding.range().text().replace(",", ""));
            }
        }
        if (decoding.classes().isPresent() && !(decoding.transparency() instanceof Transparency.Drop)) {
            throw new IllegalArgumentException("the transparency of a mask is dropped, got another");
        }
        if (decoding.transparency() instanceof Transparency.Keep && channels != 2 && channels != 4) {
            throw new IllegalArgumentException(
                    "transparency is kept as the last of 2 or 4 channels, got a form of " + channels);
        }
    }

    /** With the usual decoding. */
    public ImageForm(
            int height,
            int width,
            int channels,
            Resampling resampling,
            Aspect aspect,
            Conversion conversion,
            List<Double> mean,
            List<Double> standardDeviation,
            boolean scalesJpeg) {
        this(
                height,
                width,
                channels,
                resampling,
                aspect,
                conversion,
                mean,
                standardDeviation,
                scalesJpeg,
                Decoding.USUAL);
    }

    private static void requireMask(
            int channels, Resampling resampling, List<Double> mean, List<Double> standardDeviation) {
        if (channels != 1 || resampling != Resampling.NEAREST) {
            throw new IllegalArgumentException("a mask has 1 channel of nearest pixels, got " + channels + " "
                    + resampling.name().toLowerCase(Locale.ROOT));
        }
        if (!mean.equals(List.of(0.0)) || !standardDeviation.equals(List.of(1.0))) {
            throw new IllegalArgumentException("a mask holds class indices, which have no range: got mean " + mean
                    + " and standardDeviation " + standardDeviation);
        }
    }

    /** A factor that is infinite in 32 bits makes all pixels infinite, and one that is 0 makes them equal. */
    private static void requireFloats(List<Double> mean, List<Double> standardDeviation) {
        for (int c = 0; c < Math.max(mean.size(), standardDeviation.size()); c++) {
            double scale = scale(standardDeviation, c, 255);
            double offset = offset(mean, standardDeviation, c);
            if (Float.isInfinite((float) scale) || Checks.vanishes(scale) || Float.isInfinite((float) offset)) {
                throw new IllegalArgumentException("pixels must stay apart and finite as 32-bit floats, got mean "
                        + mean + " and standardDeviation " + standardDeviation);
            }
        }
    }

    private static double scale(List<Double> standardDeviation, int channel, double most) {
        return 1 / (most * of(standardDeviation, channel));
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

    /**
     * Masks, whose values are class indices: shape (H, W, 1), whole numbers from the nearest pixel, not divided by anything.
     *
     * <p>Of a file with a palette the index of a pixel is its class, of a gray file its gray value as it is stored, of 1 bit to 16: 3 of 4
     * bits is class 3. Files of three equal channels count as gray. Other classes come by {@link #grayValues} or {@link #colours}.
     *
     * <p>Bad files: colours without a table ({@code pixel (0, 3), row and column, has the colour #ff0000, and a mask has one number: colours(...)
     * takes classes from colours}), JPEG, which changes numbers ({@code a JPEG does not keep the numbers of a mask: save it as PNG}), numbers that
     * are not whole, or below zero.
     *
     * <p>Example: a palette PNG whose pixels are 0, 1 and 2 becomes 0f, 1f and 2f, whatever colours the palette has.
     */
    public static ImageForm mask(int height, int width) {
        return gray(height, width).nearest().decoding(Decoding.USUAL.classes(new MaskClasses.Numbers()));
    }

    /**
     * For a mask: the class of a gray value, or of a palette's index, is its place in this list: {@code grayValues(0, 127, 255)}. A file
     * with another value is bad: {@code pixel (5, 2), row and column, has the value 128, which is none of [0, 127, 255]}.
     *
     * <p>Refused: values twice, and a form that is no mask ({@code grayValues are for masks: begin with ImageForm.mask(height, width)}).
     */
    public ImageForm grayValues(int... values) {
        return mask("grayValues", MaskClasses.OfNumbers.of(values));
    }

    /** For a mask: the class of each value, several of which may be one class: {@code grayValues(Map.of(0, 0, 254, 1, 255, 1))}. */
    public ImageForm grayValues(Map<Integer, Integer> classes) {
        return mask("grayValues", new MaskClasses.OfNumbers(classes));
    }

    /**
     * For a mask in colours, or with a palette: the class of a colour is its place in this list: {@code colours("#000000", "#ff0000")}. A
     * file with another colour is bad: {@code pixel (5, 2), row and column, has the colour #fe0000, which is none of [#000000, #ff0000]}.
     *
     * <p>Refused: {@code colours must be a colour such as #ff8000, got red}, one that is there twice, and a form that is no mask.
     */
    public ImageForm colours(String... colours) {
        return mask(
                "colours",
                new MaskClasses.OfColours(
                        Stream.of(colours).map(c -> Colours.of("colours", c)).toList()));
    }

    /** The same with colours as numbers {@code 0xRRGGBB}. */
    public ImageForm colours(List<Integer> colours) {
        return mask("colours", new MaskClasses.OfColours(colours));
    }

    private ImageForm mask(String option, MaskClasses classes) {
        if (!isMask()) {
            throw new IllegalArgumentException(option + " are for masks: begin with ImageForm.mask(height, width)");
        }
        return decoding(decoding.classes(classes));
    }

    /** Whether values are class indices; see {@link #mask}. */
    public boolean isMask() {
        return decoding.classes().isPresent();
    }

    /** Takes the nearest pixel instead of interpolating. */
    public ImageForm nearest() {
        return with(Resampling.NEAREST, aspect, conversion, scalesJpeg, decoding);
    }

    /** What happens to an image of other proportions. */
    public ImageForm aspect(Aspect newAspect) {
        return with(resampling, newAspect, conversion, scalesJpeg, decoding);
    }

    /** How files with other channels or bits are converted; {@link Conversion#USUAL} by default. */
    public ImageForm conversion(Conversion newConversion) {
        return with(resampling, aspect, newConversion, scalesJpeg, decoding);
    }

    /**
     * {@link Conversion#EXACT}: a file must have just these channels, and transparency is one; others are bad files: {@code it has 4 channels,
     * not 3}.
     */
    public ImageForm exactChannels() {
        return with(resampling, aspect, Conversion.EXACT, scalesJpeg, decoding);
    }

    /** What becomes of the transparency of a file; by default it is dropped. */
    public ImageForm transparency(Transparency transparency) {
        return decoding(decoding.transparency(transparency));
    }

    /** Leaves pixels as they lie in the file, although EXIF data may say that they must be turned. */
    public ImageForm leaveOrientation() {
        return decoding(decoding.unturned());
    }

    /**
     * Numbers of a file as they are, of 8 bits from 0 to 255, of 16 to 65535, not divided; {@link #standardized} then subtracts and divides
     * in these numbers.
     */
    public ImageForm asStored() {
        return decoding(decoding.range(new PixelRange.AsStored()));
    }

    /** Numbers of a file from a window, 0 at its low end and 1 at its high end, nothing outside: {@link PixelRange.Window}. */
    public ImageForm window(double low, double high) {
        return decoding(decoding.range(new PixelRange.Window(low, high)));
    }

    /** The same by percentiles of each image's own numbers, such as 1 and 99: {@link PixelRange.Percentiles}. */
    public ImageForm percentiles(double low, double high) {
        return decoding(decoding.range(new PixelRange.Percentiles(low, high)));
    }

    /** What stands in place of NaN and infinite numbers of float files, which are bad files otherwise; in the file's own numbers. */
    public ImageForm notFiniteAs(double value) {
        return decoding(decoding.notFinite(value));
    }

    /**
     * Pages of a file of several (TIFF), from 0 on, one behind the other in the channels; without it such files are bad: {@code it has 3
     * pages: choose some by pages(0), or everyPage()}.
     *
     * <p>Refused: {@code pages must not be empty}, {@code page must not be negative, got -1}.
     */
    public ImageForm pages(int... pages) {
        if (pages.length == 0) {
            throw new IllegalArgumentException("pages must not be empty");
        }
        return decoding(decoding.pages(IntStream.of(pages).boxed().toList(), false));
    }

    /** All pages of a file, one behind the other in the channels: there must be as many channels as the form has. */
    public ImageForm everyPage() {
        return decoding(decoding.pages(List.of(), true));
    }

    /**
     * Slices of a volume (NIfTI, .npy, .npz) as channels, along an axis: {@link Slices}.
     *
     * <p>Refused: {@code axis must be 0, 1 or 2, got 3}, {@code slices must not be empty}.
     *
     * <p>Example: {@code ImageForm.of(64, 64, 3).slices(2, 10, 11, 12)} takes three slices of a brain as one image.
     */
    public ImageForm slices(int axis, int... indices) {
        return decoding(decoding.slices(Slices.of(axis, indices)));
    }

    /** Slices of a volume with a fourth axis, see {@link Slices}. */
    public ImageForm slices(Slices slices) {
        return decoding(decoding.slices(slices));
    }

    /** The array of this name in an .npz file; without it there must be one only. */
    public ImageForm array(String name) {
        return decoding(decoding.array(name));
    }

    private ImageForm decoding(Decoding newDecoding) {
        return with(resampling, aspect, conversion, scalesJpeg, newDecoding);
    }

    private ImageForm with(
            Resampling newResampling,
            Aspect newAspect,
            Conversion newConversion,
            boolean newScalesJpeg,
            Decoding newDecoding) {
        return new ImageForm(
                height,
                width,
                channels,
                newResampling,
                newAspect,
                newConversion,
                mean,
                standardDeviation,
                newScalesJpeg,
                newDecoding);
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
        return new ImageForm(
                height, width, channels, resampling, aspect, conversion, means, deviations, scalesJpeg, decoding);
    }

    /**
     * Decodes JPEG files of at least twice the height and width of this form at 1/2, 1/4 or 1/8 of their size, the smallest that still has
     * the form's pixels, which takes a part of the time; the rest is resized as always. For large photographs.
     *
     * <p>Each pixel is then the mean of those that fall together, so that the values are others than without it: they are smoothed
     * before they are made smaller. Choose it for training and for use alike. Refused with {@link #nearest}.
     */
    public ImageForm scaledJpeg() {
        return with(resampling, aspect, conversion, true, decoding);
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

    /** The factor of each channel's pixels, for numbers of which this one becomes 1. */
    float[] scale(double most) {
        float[] scale = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) scale(standardDeviation, c, most);
        }
        return scale;
    }

    /** Which number of 8 bits becomes 1, where the range is a factor. */
    double mostOfBytes() {
        return decoding.range() instanceof PixelRange.AsStored ? 1 : 255;
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
                    name + " must have 1 number" + (channels == 1 ? "" : " or " + channels) + ", got " + numbers);
        }
    }

    /** {@code (64, 64, 1) bilinear, stretch}. */
    @Override
    public String toString() {
        return "(" + height + ", " + width + ", " + channels + ") "
                + resampling.name().toLowerCase(Locale.ROOT) + ", "
                + aspect.name().toLowerCase(Locale.ROOT) + conversion.text
                + (isMask() ? ", class indices" : "")
                + decoding.range().text()
                + (scalesJpeg ? ", scaled JPEG" : "");
    }
}
