package polyview.models;

import java.util.HashSet;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.ForwardingDataset;
import polyview.data.Order;

/**
 * A data set with its inputs in the order of the model's: they are matched by name where both have names.
 *
 * @param data the inputs as they come
 * @param places where each input of the model stands in the data
 */
record InputOrder(Dataset data, List<Integer> places) implements ForwardingDataset {

    /**
     * The data in the order of these inputs. Data without names, and data of one input, are taken as they are.
     *
     * <p>Refused: other names ({@code inputs are matched by name: the model has [left, right], the data has [before, after]; name
     * the model's inputs so, or give the data other names with named("left", "right")}).
     */
    static Dataset of(List<Program.Port> inputs, Dataset data) {
        List<String> wanted = inputs.stream().map(Program.Port::name).toList();
        List<String> names = data.inputNames();
        boolean named = !names.equals(Dataset.unnamed(names.size()));
        if (!named || names.size() < 2 || names.size() != wanted.size() || names.equals(wanted)) {
            return data;
        }
        if (!new HashSet<>(names).equals(new HashSet<>(wanted))) {
            throw new IllegalArgumentException("inputs are matched by name: the model has " + wanted + ", the data has "
                    + names + "; name the model's inputs so, or give the data other names with named(\""
                    + String.join("\", \"", wanted) + "\")");
        }
        return new InputOrder(data, wanted.stream().map(names::indexOf).toList());
    }

    private <T> List<T> inOrder(List<T> inputs) {
        return places.stream().map(inputs::get).toList();
    }

    @Override
    public List<Shape> inputShapes() {
        return inOrder(data.inputShapes());
    }

    @Override
    public List<String> inputNames() {
        return inOrder(data.inputNames());
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        return ForwardingDataset.changed(
                data.epoch(batchSize, order), batch -> new Batch(inOrder(batch.inputs()), batch.targets()));
    }
}
