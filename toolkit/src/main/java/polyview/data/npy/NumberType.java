package polyview.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of the numbers of an array in a file: truth values, whole numbers with or without a sign, floats, in either order of bytes.
 *
 * <p>Example: {@code NumberType.of(">i2")}, as NumPy writes it, has 2 bytes, the higher one first, and a sign.
 *
 * @param kind {@code b} truth value, {@code u} whole, {@code i} whole with a sign, {@code f} float
 * @param bytes of one number
 * @param order of the bytes
 */
public record NumberType(char kind, int bytes, ByteOrder order) {

    private static final Pattern TEXT = Pattern.compile("([<>|=])(b1|[iu][1248]|f[248])");

    /** Of NumPy's text; refused: {@code numbers of type <c8 are not read, only b1, i1 to i8, u1 to u8, f2, f4 and f8}. */
    public static NumberType of(String text) throws IOException {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            throw new IOException(
                    "numbers of type " + text + " are not read, only b1, i1 to i8, u1 to u8, f2, f4 and f8");
        }
        String type = found.group(2);
        ByteOrder order = found.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NumberType(type.charAt(0), type.charAt(1) - '0', order);
    }

    /** The number at this place, exactly but for whole numbers of more than 53 bits, which are rounded. */
    public double number(ByteBuffer in, int at) {
        in.order(order);
        return switch (kind) {
            case 'b' -> in.get(at) == 0 ? 0 : 1;
            case 'u' -> unsigned(in, at);
            case 'i' -> signed(in, at);
            default -> bytes == 2 ? half(in.getShort(at)) : bytes == 4 ? in.getFloat(at) : in.getDouble(at);
        };
    }

    private double signed(ByteBuffer in, int at) {
        return switch (bytes) {
            case 1 -> in.get(at);
            case 2 -> in.getShort(at);
            case 4 -> in.getInt(at);
            default -> in.getLong(at);
        };
    }

    private double unsigned(ByteBuffer in, int at) {
        return switch (bytes) {
            case 1 -> in.get(at) & 0xFF;
            case 2 -> Short.toUnsignedInt(in.getShort(at));
            case 4 -> Integer.toUnsignedLong(in.getInt(at));
            default -> {
                long number = in.getLong(at);
                yield number >= 0 ? number : (number >>> 1) * 2.0 + (number & 1);
            }
        };
    }

    /** A float of 16 bits: sign, 5 bits of exponent, 10 of fraction. Source: IEEE 754, binary16. */
    static double half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double sign = bits < 0 ? -1 : 1;
        if (exponent == 31) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, -24)
                : sign * Math.scalb(1024.0 + fraction, exponent - 25);
    }
}
