package polyview.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.data.Tensors;

/**
 * A SavedModel that others trained, as fixed features of data: images go in, what the model puts out becomes the inputs of a data set
 * that a small model is trained on. It is run once for each sample, not in every step.
 *
 * <pre>{@code
 * try (var features = SavedModelFeatures.load(Path.of("mobilenet"))) {
 *     MemoryDataset train = features.of(images, 32);        // (N, 1280) in the place of (N, 224, 224, 3)
 *     head.fit(train, Fit.epochs(20));
 * }
 * }</pre>
 *
 * <p>Inputs are matched by name where the model has several, and must be 32-bit floats in the range that the model was trained with. A
 * SavedModel holds a program: load only what comes from someone you trust. Its native memory is freed by {@link #close()}.
 *
 * <p>Refused: {@code mobilenet is no SavedModel: there is no file saved_model.pb}; {@code mobilenet has no signature embed; there are
 * [serving_default]}; {@code input tokens of mobilenet must be DT_FLOAT, it is DT_STRING}; an output that is not named where there are
 * several ({@code mobilenet has several outputs [logits, pooled]: say output(...)}).
 */
public final class SavedModelFeatures implements AutoCloseable {

    static {
        Startup.begin();
    }

    private final Path folder;
    private final SavedModelBundle bundle;
    private final SessionFunction function;
    private final Optional<String> chosen;

    private SavedModelFeatures(
            Path folder, SavedModelBundle bundle, SessionFunction function, Optional<String> chosen) {
        this.folder = folder;
        this.bundle = bundle;
        this.function = function;
        this.chosen = chosen;
    }

    /** The signature {@code serving_default} of a SavedModel. */
    public static SavedModelFeatures load(Path folder) {
        return load(folder, Signature.DEFAULT_KEY);
    }

    /** Another signature. */
    public static SavedModelFeatures load(Path folder, String signature) {
        if (!Files.isRegularFile(folder.resolve("saved_model.pb"))) {
            throw new IllegalArgumentException(folder + " is no SavedModel: there is no file saved_model.pb");
        }
        SavedModelBundle bundle;
        try {
            bundle = SavedModelBundle.load(folder.toString(), SavedModelBundle.DEFAULT_TAG);
        } catch (TensorFlowException e) {
            throw new IllegalArgumentException(folder + " cannot be loaded: " + e.getMessage(), e);
        }
        try {
            SessionFunction function = bundle.functions().stream()
                    .filter(one -> one.signature().key().equals(signature))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(folder + " has no signature " + signature
                            + "; there are "
                            + bundle.functions().stream()
                                    .map(one -> one.signature().key())
                                    .sorted()
                                    .toList()));
            requireFloats(folder, "input", function.signature().getInputs());
            return new SavedModelFeatures(folder, bundle, function, Optional.empty());
        } catch (IllegalArgumentException e) {
            bundle.close();
            throw e;
        }
    }

    private static void requireFloats(Path folder, String what, Map<String, Signature.TensorDescription> tensors) {
        tensors.forEach((name, tensor) -> {
            if (tensor.dataType != DataType.DT_FLOAT) {
                throw new IllegalArgumentException(
                        what + " " + name + " of " + folder + " must be DT_FLOAT, it is " + tensor.dataType);
            }
        });
    }

    /** The names of the inputs, sorted. */
    public List<String> inputs() {
        return function.signature().inputNames().stream().sorted().toList();
    }

    /** The names of the outputs, sorted. */
    public List<String> outputs() {
        return function.signature().outputNames().stream().sorted().toList();
    }

    /** With this output, where there are several; refused: {@code mobilenet has no output pool; there are [logits, pooled]}. */
    public SavedModelFeatures output(String name) {
        if (!outputs().contains(name)) {
            throw new IllegalArgumentException(folder + " has no output " + name + "; there are " + outputs());
        }
        requireFloats(
                folder, "output", Map.of(name, function.signature().getOutputs().get(name)));
        return new SavedModelFeatures(folder, bundle, function, Optional.of(name));
    }

    /** What the model puts out for these inputs by name: {@code (N, ...)}. */
    public FloatArray of(Map<String, FloatArray> arrays) {
        if (!arrays.keySet().equals(function.signature().inputNames())) {
            throw new IllegalArgumentException(
                    "inputs must be those of " + folder + ": " + inputs() + ", got " + arrays.keySet());
        }
        String output = chosenOutput();
        Map<String, Tensor> fed = new LinkedHashMap<>();
        try {
            arrays.forEach((name, array) -> fed.put(name, Tensors.of(array)));
            try (Result result = function.call(fed)) {
                Tensor found = result.get(output)
                        .orElseThrow(() -> new IllegalStateException(folder + " gave no output " + output));
                return Tensors.read((TFloat32) found);
            }
        } catch (TensorFlowException e) {
            throw new IllegalArgumentException(folder + " cannot take this: " + e.getMessage(), e);
        } finally {
            fed.values().forEach(Tensor::close);
        }
    }

    /**
     * The features of all samples of a data set with their targets, so many samples at once; each input of the model is the data's of
     * the same name, or its only one. Refused: {@code an answer for each of 10 samples is wanted, but 9 could be read}.
     */
    public MemoryDataset of(Dataset data, int batchSize) {
        Checks.requirePositive("batchSize", batchSize);
        List<String> names = namesFor(data);
        List<FloatArray> features = new ArrayList<>();
        List<List<FloatArray>> targets = new ArrayList<>();
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                Batch batch = pass.next();
                Map<String, FloatArray> fed = new LinkedHashMap<>();
                IntStream.range(0, names.size())
                        .forEach(i -> fed.put(names.get(i), batch.inputs().get(i)));
                features.add(of(fed));
                targets.add(batch.targets());
            }
        }
        int read = features.stream().mapToInt(f -> f.size(0)).sum();
        if (read != data.size()) {
            throw new IllegalStateException(
                    "an answer for each of " + data.size() + " samples is wanted, but " + read + " could be read");
        }
        List<FloatArray> all = IntStream.range(0, data.targetShapes().size())
                .mapToObj(i ->
                        FloatArray.concat(targets.stream().map(t -> t.get(i)).toList()))
                .toList();
        return new MemoryDataset(List.of(FloatArray.concat(features)), all);
    }

    /** The name of the model's input for each input of the data. */
    private List<String> namesFor(Dataset data) {
        List<String> own = inputs();
        if (own.size() == 1 && data.inputShapes().size() == 1) {
            return own;
        }
        if (!data.inputNames().stream().sorted().toList().equals(own)) {
            throw new IllegalArgumentException("inputs are matched by name: " + folder + " has " + own
                    + ", the data has " + data.inputNames() + "; give the data other names with named(...)");
        }
        return data.inputNames();
    }

    private String chosenOutput() {
        return chosen.orElseGet(() -> {
            if (outputs().size() > 1) {
                throw new IllegalStateException(folder + " has several outputs " + outputs() + ": say output(...)");
            }
            String only = outputs().get(0);
            requireFloats(folder, "output", function.signature().getOutputs());
            return only;
        });
    }

    /** Frees the model, also for those that {@link #output} gave. */
    @Override
    public void close() {
        bundle.close();
    }

    /** The folder, its inputs and outputs. */
    @Override
    public String toString() {
        return "SavedModel " + folder + " " + inputs() + " -> " + outputs();
    }
}
