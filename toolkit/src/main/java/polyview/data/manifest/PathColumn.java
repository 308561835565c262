package polyview.data.manifest;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import polyview.base.Texts;

/** The paths of one input as they were written; the folder of a path is stored once for all rows that share it. */
final class PathColumn implements Serializable {

    private final Texts folders;
    private final int[] folder;
    private final Texts names;

    private PathColumn(Texts folders, int[] folder, Texts names) {
        this.folders = folders;
        this.folder = folder;
        this.names = names;
    }

    String get(int i) {
        return folders.get(folder[i]).concat(names.get(i));
    }

    /** The bytes of the arrays. */
    long memory() {
        return folders.memory() + 4L * folder.length + names.memory();
    }

    /** Collects paths one by one. */
    static final class Builder {
        private final Map<String, Integer> known = new HashMap<>();
        private final Texts.Builder folders = new Texts.Builder();
        private final IntStream.Builder folder = IntStream.builder();
        private final Texts.Builder names = new Texts.Builder();

        void add(String path) {
            int name = path.lastIndexOf('/') + 1;
            folder.add(known.computeIfAbsent(path.substring(0, name), f -> {
                folders.add(f);
                return known.size();
            }));
            names.add(path.substring(name));
        }

        PathColumn build() {
            return new PathColumn(folders.build(), folder.build().toArray(), names.build());
        }
    }
}
