package polyview.travel;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The constants of a class file: JVMS 4.4. */
final class ConstantPool {

    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;

    /** A constant: its tag, its text where it is one, and up to two numbers. */
    private record Constant(int tag, String text, int first, int second) {}

    private final List<Constant> constants = new ArrayList<>();

    ConstantPool(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        Constant none = new Constant(0, "", 0, 0);
        constants.add(none);
        while (constants.size() < count) {
            Constant constant = read(in);
            constants.add(constant);
            if (constant.tag == 5 || constant.tag == 6) {
                // Numbers of 8 bytes take two places.
                constants.add(none);
            }
        }
    }

    private static Constant read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case UTF8:
                return new Constant(tag, in.readUTF(), 0, 0);
            case CLASS, 8, 16, 19, 20:
                return new Constant(tag, "", in.readUnsignedShort(), 0);
            case METHOD_HANDLE:
                return new Constant(tag, "", in.readUnsignedByte(), in.readUnsignedShort());
            case 3, 4:
                in.skipNBytes(4);
                return new Constant(tag, "", 0, 0);
            case 5, 6:
                in.skipNBytes(8);
                return new Constant(tag, "", 0, 0);
            case FIELD, METHOD, INTERFACE_METHOD, 12, DYNAMIC, INVOKE_DYNAMIC:
                return new Constant(tag, "", in.readUnsignedShort(), in.readUnsignedShort());
            default:
                throw new IOException("there is no constant of tag " + tag);
        }
    }

    String text(int index) {
        return constants.get(index).text;
    }

    List<String> texts() {
        return constants.stream().filter(c -> c.tag == UTF8).map(Constant::text).toList();
    }

    /** The binary name of a class, that of its elements for arrays. */
    String className(int index) {
        String name = text(constants.get(index).first);
        return (name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name).replace('/', '.');
    }

    List<String> classNames() {
        return IntStream.range(0, constants.size())
                .filter(i -> constants.get(i).tag == CLASS)
                .mapToObj(this::className)
                .toList();
    }

    /** The member that a constant refers to, itself or by a method handle; empty for other constants. */
    Optional<ClassFile.Member> member(int index) {
        Constant constant = constants.get(index);
        return switch (constant.tag) {
            case FIELD, METHOD, INTERFACE_METHOD -> {
                Constant nameAndType = constants.get(constant.second);
                yield Optional.of(new ClassFile.Member(
                        className(constant.first),
                        text(nameAndType.first),
                        constant.tag == FIELD ? "" : text(nameAndType.second)));
            }
            case METHOD_HANDLE -> member(constant.second);
            case CLASS -> Optional.of(new ClassFile.Member(className(index), "", ""));
            default -> Optional.empty();
        };
    }

    /** The number of the bootstrap method of a dynamic constant or call; empty for others. */
    OptionalInt bootstrap(int index) {
        Constant constant = constants.get(index);
        return constant.tag == DYNAMIC || constant.tag == INVOKE_DYNAMIC
                ? OptionalInt.of(constant.first)
                : OptionalInt.empty();
    }
}
