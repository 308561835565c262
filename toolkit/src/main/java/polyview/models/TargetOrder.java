package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.ForwardingDataset;
import polyview.data.Order;

/**
 * A data set with its targets as the outputs of a model want them: in their order, by name where both have the same names; masks {@code
 * (N, H, W)} with an axis of one channel where a loss wants one; and one weight of samples for each loss that wants weights.
 *
 * @param data the targets as they come
 * @param places where each target of the model stands in the data
 * @param channel which targets of the model get an axis of one channel
 */
record TargetOrder(Dataset data, List<Integer> places, Set<Integer> channel) implements ForwardingDataset {

    /**
     * The data as the outputs want it. Data of another number of targets is left as it is, to be refused by its number.
     *
     * <p>Refused: {@code the data has weights of samples, and no loss takes them: take one with sampleWeights(), or data without weights}.
     *
     * <p>Refused: some of the names, which would leave open what the others are ({@code targets are matched by name: the model has the
     * outputs [class, pose], the data has [pose, shape]; name the layers of the outputs so, or none of them}).
     */
    static Dataset of(Program.Training training, Dataset data) {
        List<Program.Port> ports = training.targets();
        int outputs = training.heads().size();
        int given = data.targetShapes().size();
        int own = given - (data.hasSampleWeights() ? 1 : 0);
        if (own != outputs || ports.size() > outputs && own == given) {
            return data;
        }
        if (own < given && ports.size() == outputs) {
            throw new IllegalArgumentException("the data has weights of samples, and no loss takes them: take one with"
                    + " sampleWeights(), or data without weights");
        }
        List<Integer> places = new ArrayList<>(places(
                training.heads().stream().map(Program.HeadSpec::output).toList(),
                data.targetNames().subList(0, own)));
        // Each loss that takes weights takes the same.
        for (int i = outputs; i < ports.size(); i++) {
            places.add(own);
        }
        Set<Integer> channel = new HashSet<>();
        for (int i = 0; i < outputs; i++) {
            if (lacksChannel(
                    data.targetShapes().get(places.get(i)), ports.get(i).shape())) {
                channel.add(i);
            }
        }
        boolean asItIs = channel.isEmpty()
                && places.equals(IntStream.range(0, given).boxed().toList());
        return asItIs ? data : new TargetOrder(data, places, channel);
    }

    private static List<Integer> places(List<String> outputs, List<String> names) {
        boolean named = outputs.size() > 1 && !names.equals(Dataset.unnamedTargets(names.size()));
        Set<String> known = new HashSet<>(names);
        if (!named || outputs.stream().noneMatch(known::contains)) {
            return IntStream.range(0, outputs.size()).boxed().toList();
        }
        if (!known.equals(new HashSet<>(outputs))) {
            throw new IllegalArgumentException("targets are matched by name: the model has the outputs " + outputs
                    + ", the data has " + names + "; name the layers of the outputs so, or none of them");
        }
        return outputs.stream().map(names::indexOf).toList();
    }

    /** Of images, not of single numbers, whose losses take (N) for (N, 1). */
    private static boolean lacksChannel(Shape sample, Shape wanted) {
        return !wanted.isUnknown() && sample.numDimensions() == 2 && wanted.numDimensions() == 4 && wanted.get(3) == 1;
    }

    private FloatArray target(int i, List<FloatArray> targets) {
        FloatArray array = targets.get(places.get(i));
        return channel.contains(i) ? FloatArray.of(array.values(), array.shape().append(1)) : array;
    }

    @Override
    public List<Shape> targetShapes() {
        List<Shape> shapes = data.targetShapes();
        return IntStream.range(0, places.size())
                .mapToObj(i -> channel.contains(i) ? shapes.get(places.get(i)).append(1) : shapes.get(places.get(i)))
                .toList();
    }

    @Override
    public List<String> targetNames() {
        List<String> names = data.targetNames();
        return places.stream().map(names::get).toList();
    }

    @Override
    public List<List<String>> targetClasses() {
        List<List<String>> classes = data.targetClasses();
        return places.stream().map(classes::get).toList();
    }

    @Override
    public Epoch epoch(int batchSize, Order order) {
        return ForwardingDataset.changed(data.epoch(batchSize, order), batch -> {
            List<FloatArray> targets = IntStream.range(0, places.size())
                    .mapToObj(i -> target(i, batch.targets()))
                    .toList();
            return new Batch(batch.inputs(), targets);
        });
    }
}
