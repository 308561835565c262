package polyview.models;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import polyview.data.FloatArray;

/** A new HDF5 file of arrays in groups, written by jhdf. */
final class Hdf5Writer implements AutoCloseable {

    private final WritableHdfFile file;
    private final Map<String, WritableGroup> groups = new HashMap<>();

    Hdf5Writer(Path path) {
        this.file = HdfFile.write(path);
        groups.put("", file);
    }

    /** Gives a group an attribute. */
    void attribute(String group, String name, String text) {
        if (!group(group).getAttributes().containsKey(name)) {
            group(group).putAttribute(name, text);
        }
    }

    /** Adds an array to a group. */
    void array(String group, String name, FloatArray array) {
        int[] sizes = new int[array.shape().numDimensions()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = array.size(axis);
        }
        group(group).putDataset(name, sizes.length == 0 ? (Object) array.values()[0] : nested(array.values(), sizes));
    }

    private WritableGroup group(String path) {
        WritableGroup known = groups.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        WritableGroup made = group(slash < 0 ? "" : path.substring(0, slash)).putGroup(path.substring(slash + 1));
        groups.put(path, made);
        return made;
    }

    /** As jhdf takes arrays: one of arrays for each axis. */
    private static Object nested(float[] values, int[] sizes) {
        Object whole = Array.newInstance(float.class, sizes);
        fill(whole, values, 0, 0, sizes);
        return whole;
    }

    private static int fill(Object part, float[] values, int from, int axis, int[] sizes) {
        if (axis == sizes.length - 1) {
            System.arraycopy(values, from, part, 0, sizes[axis]);
            return from + sizes[axis];
        }
        int at = from;
        for (int i = 0; i < sizes[axis]; i++) {
            at = fill(Array.get(part, i), values, at, axis + 1, sizes);
        }
        return at;
    }

    @Override
    public void close() {
        file.close();
    }
}
