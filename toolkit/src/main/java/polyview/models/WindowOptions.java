package polyview.models;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.OperationAttributeInspector;

/**
 * How the window of a convolution moves, read from its op; all in the order (N, H, W, C).
 *
 * @param strides the steps
 * @param padding VALID, SAME or EXPLICIT
 * @param pixels of an explicit padding, before and after for each axis; else none
 * @param dilations the distances of neighbouring elements
 */
record WindowOptions(List<Long> strides, String padding, List<Long> pixels, List<Long> dilations) {

    static WindowOptions of(GraphOperation op) {
        OperationAttributeInspector attributes = op.attributes();
        return new WindowOptions(
                list(attributes, "strides"),
                attributes.getAttrString("padding"),
                list(attributes, "explicit_paddings"),
                list(attributes, "dilations"));
    }

    private static List<Long> list(OperationAttributeInspector attributes, String name) {
        return Arrays.stream(attributes.getAttrIntList(name)).boxed().toList();
    }

    /** Whether TensorFlow's depthwise ops can do it on every machine: equal steps, no gaps, no explicit padding. */
    boolean isPlain() {
        return strides.get(1).equals(strides.get(2)) && dilations.stream().allMatch(d -> d == 1) && pixels.isEmpty();
    }
}
