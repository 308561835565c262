package polyview.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import polyview.base.Unreadable;

/**
 * Finds the weights in an HDF5 file of Keras, in one of two layouts.
 *
 * <p>Keras 2, and {@code .h5} of Keras 3: an attribute {@code layer_names} of the root, or of {@code model_weights} in a whole model;
 * each layer is a group with an attribute {@code weight_names}, which are paths of datasets in it. Long lists are in several
 * attributes, {@code layer_names0} and so on.
 *
 * <p>Keras 3, {@code .weights.h5} and {@code .keras}: groups that are called after the kind of layer and a number, as {@code
 * layers/conv2d_1}, each with a group {@code vars} of datasets 0, 1 and so on, which has the name of the layer as an attribute; old
 * files do not have that.
 */
final class KerasLayout {

    /**
     * What a file has.
     *
     * @param numbered whether weights have numbers and layers places, as in Keras 3
     * @param entries in the order of the file
     */
    record Found(boolean numbered, List<KerasEntry> entries) {}

    private static final Set<String> CONTAINERS = Set.of("layers", "_layer_checkpoint_dependencies");

    /** Weights of a model itself, and not of its layers. */
    private static final String TOP = "top_level_model_weights";

    /** Keras nests models in models, but not this deep: a damaged file may go in circles. */
    private static final int DEEPEST = 40;

    private static final int MOST_ENTRIES = 100_000;

    private final Path told;
    private final Hdf5File file;
    private final List<KerasEntry> entries = new ArrayList<>();

    private KerasLayout(Path told, Hdf5File file) {
        this.told = told;
        this.file = file;
    }

    /** Refused: a file that has neither. */
    static Found read(Path told, Hdf5File file) {
        KerasLayout layout = new KerasLayout(told, file);
        for (String root : List.of("", "model_weights")) {
            Optional<List<String>> layers = layout.list(root, "layer_names");
            if (layers.isPresent()) {
                layout.named(root, layers.get());
                return new Found(false, layout.checked());
            }
        }
        layout.numbered("", "", "", "", 0);
        return new Found(true, layout.checked());
    }

    private List<KerasEntry> checked() {
        if (entries.isEmpty()) {
            throw refused("it holds no weights of Keras: there is neither an attribute layer_names nor a group layers");
        }
        return List.copyOf(entries);
    }

    private void named(String root, List<String> layers) {
        List<String> all = new ArrayList<>(layers);
        if (file.has(join(root, TOP))) {
            all.add(TOP);
        }
        for (String layer : all) {
            String group = join(root, layer);
            if (!file.has(group)) {
                throw refused("there is no group of layer " + layer);
            }
            for (String weight : list(group, "weight_names").orElse(List.of())) {
                int slash = weight.lastIndexOf('/');
                String inside = slash < 0 ? "" : weight.substring(0, slash);
                add(layer, inside, "", weight.substring(slash + 1), join(group, weight));
            }
        }
    }

    /** An attribute that may be split into several. */
    private Optional<List<String>> list(String group, String attribute) {
        Optional<List<String>> whole = file.strings(group, attribute);
        if (whole.isPresent()) {
            return whole;
        }
        List<String> all = new ArrayList<>();
        Optional<List<String>> part = file.strings(group, attribute + 0);
        boolean any = part.isPresent();
        for (int i = 1; part.isPresent(); i++) {
            all.addAll(part.get());
            part = file.strings(group, attribute + i);
        }
        return any ? Optional.of(all) : Optional.empty();
    }

    private void numbered(String group, String outer, String inside, String place, int depth) {
        if (depth > DEEPEST) {
            throw refused("its groups go in circles");
        }
        for (String child : file.groups(group)) {
            String path = join(group, child);
            if (child.equals("vars")) {
                variables(path, outer, inside, place);
            } else if (CONTAINERS.contains(child)) {
                numbered(path, outer, inside, place, depth + 1);
            } else if (!(group.isEmpty() && child.equals("optimizer"))) {
                String name = file.strings(join(path, "vars"), "name")
                        .filter(names -> names.size() == 1)
                        .map(names -> names.get(0))
                        .orElse(child);
                String first = outer.isEmpty() ? name : outer;
                String rest = outer.isEmpty() ? "" : join(inside, name);
                numbered(path, first, rest, join(place, child), depth + 1);
            }
        }
    }

    private void variables(String path, String outer, String inside, String place) {
        file.datasets(path).stream()
                .filter(name -> name.matches("\\d{1,6}"))
                .sorted(Comparator.comparingInt(Integer::parseInt))
                .forEach(name -> add(outer, inside, place, name, join(path, name)));
    }

    private void add(String outer, String inside, String place, String weight, String dataset) {
        if (entries.size() >= MOST_ENTRIES) {
            throw refused("it tells of more than " + MOST_ENTRIES + " weights");
        }
        KerasEntry entry =
                new KerasEntry(outer, inside, place, weight, file.shape(dataset), file.type(dataset), "/" + dataset);
        if (!entry.isSeed()) {
            entries.add(entry);
        }
    }

    private static String join(String first, String second) {
        return first.isEmpty() ? second : first + "/" + second;
    }

    private UncheckedIOException refused(String reason) {
        return Unreadable.refused(told, new IOException(reason));
    }
}
