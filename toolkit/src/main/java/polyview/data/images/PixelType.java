package polyview.data.images;

import java.util.Locale;
import polyview.base.Checks;

/**
 * The type of the numbers of a file's pixels: whole numbers without a sign, with one, or floats, and of how many bits.
 *
 * <p>By it pixels come into 0..1 where an {@link ImageForm} says nothing else: whole numbers are divided by {@link #most}, floats stay
 * as they are. So 65535 of 16 bits becomes 1, 3 of 2 bits becomes 1, and -32767 of 16 bits with a sign becomes -1.
 *
 * <p>Refused: {@code bits must be positive, got 0}.
 *
 * <p>Example: {@code PixelType.unsigned(16).most()} is 65535.
 *
 * @param kind whether there is a sign, or a point
 * @param bits of one number
 */
public record PixelType(Kind kind, int bits) {

    /** Whether numbers are whole, and have a sign. */
    public enum Kind {
        /** Whole numbers from 0 on. */
        UNSIGNED,
        /** Whole numbers with a sign. */
        SIGNED,
        /** Floats. */
        FLOAT
    }

    /** Checks the bits. */
    public PixelType {
        Checks.requirePositive("bits", bits);
    }

    /** Whole numbers from 0 to {@code 2^bits - 1}. */
    public static PixelType unsigned(int bits) {
        return new PixelType(Kind.UNSIGNED, bits);
    }

    /** Whole numbers from {@code -2^(bits-1)} to {@code 2^(bits-1) - 1}. */
    public static PixelType signed(int bits) {
        return new PixelType(Kind.SIGNED, bits);
    }

    /** Floats of so many bits. */
    public static PixelType floats(int bits) {
        return new PixelType(Kind.FLOAT, bits);
    }

    /** The largest number of the type; 1 for floats, whose range the type does not say. */
    public double most() {
        return switch (kind) {
            case UNSIGNED -> Math.pow(2, bits) - 1;
            case SIGNED -> Math.max(1, Math.pow(2, bits - 1.0) - 1);
            case FLOAT -> 1;
        };
    }

    /** {@code 16 bits}, {@code 16 bits signed}, {@code 32 bits float}. */
    @Override
    public String toString() {
        return bits + " bits" + (kind == Kind.UNSIGNED ? "" : " " + kind.name().toLowerCase(Locale.ROOT));
    }
}
