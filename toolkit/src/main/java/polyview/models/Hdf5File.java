package polyview.models;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Unreadable;

/** An HDF5 file, read by jhdf. This class alone knows jhdf, which is needed only where it is used. */
final class Hdf5File implements AutoCloseable {

    /** No weight of Keras has more axes. */
    private static final int LARGEST_RANK = 8;

    private final Path told;
    private final HdfFile file;
    private final long bytes;

    private Hdf5File(Path told, HdfFile file) {
        this.told = told;
        this.file = file;
        this.bytes = file.size();
    }

    /** Opens a file; in messages it has another name where it was unpacked from that. */
    static Hdf5File open(Path file, Path told) {
        return guarded(told, () -> new Hdf5File(told, new HdfFile(file)));
    }

    /** The groups in a group, whose path is empty for the root. */
    List<String> groups(String path) {
        return children(path, true);
    }

    /** The datasets in a group. */
    List<String> datasets(String path) {
        return children(path, false);
    }

    private List<String> children(String path, boolean groups) {
        return guarded(told, () -> group(path)
                .map(group -> group.getChildren().values().stream()
                        .filter(node -> groups ? node instanceof Group : node instanceof Dataset)
                        .map(Node::getName)
                        .toList())
                .orElse(List.of()));
    }

    private Optional<Group> group(String path) {
        Node found = file;
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            found = found instanceof Group group ? group.getChild(name) : null;
        }
        return found instanceof Group group ? Optional.of(group) : Optional.empty();
    }

    /** Whether there is a group. */
    boolean has(String path) {
        return guarded(told, () -> group(path).isPresent());
    }

    /** The texts of an attribute of a group; empty where there is none. */
    Optional<List<String>> strings(String path, String attribute) {
        return guarded(told, () -> group(path)
                .map(group -> group.getAttributes().get(attribute))
                .map(this::strings));
    }

    private List<String> strings(Attribute attribute) {
        if (attribute.getSizeInBytes() > bytes) {
            throw new IllegalArgumentException("attribute " + attribute.getName() + " would be larger than the file");
        }
        Object data = attribute.isEmpty() || attribute.getSize() == 0 ? new String[0] : attribute.getData();
        if (data instanceof String text) {
            return List.of(text);
        }
        return data instanceof String[] texts ? Stream.of(texts).toList() : List.of();
    }

    /** The shape of a dataset. */
    Shape shape(String path) {
        return guarded(told, () -> {
            Dataset dataset = file.getDatasetByPath(path);
            long[] sizes = dataset.isScalar() ? new long[0] : dataset.getDimensionsAsLong();
            if (sizes.length > LARGEST_RANK) {
                throw new IllegalArgumentException(path + " has " + sizes.length + " axes");
            }
            return Shape.of(sizes);
        });
    }

    /** What the numbers of a dataset are: {@code float32}, {@code int64}, or jhdf's name of something else. */
    String type(String path) {
        return guarded(told, () -> {
            Dataset dataset = file.getDatasetByPath(path);
            Class<?> type = dataset.getJavaType();
            int bits = 8 * dataset.getDataType().getSize();
            boolean whole = type == int.class || type == long.class || type == short.class || type == byte.class;
            return type == float.class || type == double.class
                    ? "float" + bits
                    : whole ? "int" + bits : type.getSimpleName().toLowerCase(Locale.ROOT);
        });
    }

    /** The numbers of a dataset, row by row, as an array of float, double, int, long or others. */
    Object numbers(String path) {
        return guarded(told, () -> file.getDatasetByPath(path).getDataFlat());
    }

    /** Whatever a damaged file makes jhdf throw means one thing. */
    private static <T> T guarded(Path told, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException | StackOverflowError e) {
            String reason = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            throw Unreadable.refused(told, new IOException("it is not an HDF5 file that can be read: " + reason, e));
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
