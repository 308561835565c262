package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/** All views among the inputs of a model; what is no image, such as presence or numbers, is none of them. */
final class ImageViews {

    private ImageViews() {}

    /**
     * Those of these inputs.
     *
     * @param names of the inputs
     * @param channelViews the inputs whose channels are views
     */
    static List<ViewPixels> of(List<String> names, List<FloatArray> inputs, Set<String> channelViews) {
        for (String name : channelViews) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no input named " + name + "; there are " + names);
            }
        }
        List<ViewPixels> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            all.addAll(ofInput(names.get(i), i, inputs.get(i), channelViews.contains(names.get(i))));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "explained are images (N, H, W), (N, H, W, C) or (N, V, H, W, C), the model takes "
                            + inputs.stream().map(x -> Shapes.text(x.shape())).toList());
        }
        return all;
    }

    private static List<ViewPixels> ofInput(String name, int input, FloatArray array, boolean byChannel) {
        int rank = array.shape().numDimensions();
        if (byChannel && rank != 4) {
            throw new IllegalArgumentException("input " + name
                    + " must be (N, H, W, C), so that its channels are views, got " + Shapes.text(array.shape()));
        }
        if (rank < 3 || rank > 5) {
            return List.of();
        }
        boolean several = byChannel || rank == 5;
        int views = byChannel ? array.size(-1) : rank == 5 ? array.size(1) : 1;
        List<ViewPixels> all = new ArrayList<>();
        for (int part = 0; part < views; part++) {
            OptionalInt number = several ? OptionalInt.of(part) : OptionalInt.empty();
            all.add(ViewPixels.of(new View(name, input, number, byChannel), array));
        }
        return all;
    }
}
