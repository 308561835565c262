package polyview.travel;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tensorflow.ndarray.Shape;

/** What travels in the place of values that Java does not serialize: paths, which become absolute, shapes, and what may be empty. */
final class Stand {

    private Stand() {}

    /** What travels for this object; itself for most. */
    static Object of(Object object) {
        if (object instanceof Optional<?> optional) {
            return new Maybe(optional.orElse(null));
        }
        if (object instanceof OptionalInt number) {
            return new MaybeInt(number.isPresent(), number.orElse(0));
        }
        if (object instanceof OptionalLong number) {
            return new MaybeLong(number.isPresent(), number.orElse(0));
        }
        if (object instanceof OptionalDouble number) {
            return new MaybeDouble(number.isPresent(), number.orElse(0));
        }
        if (object instanceof Path path) {
            return new Place(path.toAbsolutePath().toString());
        }
        if (object instanceof Shape shape) {
            return new Sizes(shape.isUnknown(), shape.isUnknown() ? new long[0] : shape.asArray());
        }
        return object;
    }

    private record Maybe(Object value) implements Serializable {
        private Object readResolve() {
            return Optional.ofNullable(value);
        }
    }

    private record MaybeInt(boolean there, int value) implements Serializable {
        private Object readResolve() {
            return there ? OptionalInt.of(value) : OptionalInt.empty();
        }
    }

    private record MaybeLong(boolean there, long value) implements Serializable {
        private Object readResolve() {
            return there ? OptionalLong.of(value) : OptionalLong.empty();
        }
    }

    private record MaybeDouble(boolean there, double value) implements Serializable {
        private Object readResolve() {
            return there ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
    }

    private record Place(String path) implements Serializable {
        private Object readResolve() {
            return Path.of(path);
        }
    }

    private record Sizes(boolean unknown, long[] sizes) implements Serializable {
        private Object readResolve() {
            return unknown ? Shape.unknown() : Shape.of(sizes);
        }
    }
}
