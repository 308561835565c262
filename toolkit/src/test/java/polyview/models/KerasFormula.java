package polyview.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * The weights and images of {@code src/test/keras/applications.py}, which both sides make from one formula.
 *
 * @param gain of the kernels
 * @param spread the size of the variances
 * @param size of the images
 */
record KerasFormula(double gain, double spread, double size) {

    /** Of the channels of a feature map every one of these is kept in the file. */
    static final int KEPT = 16;

    private static final int IMAGES = 1000;

    /** Numbers from -1 to 1 by the place of a weight in the network. */
    private static float number(long weight, long i) {
        long x = i * 0x9E3779B97F4A7C15L + weight * 0xD1B54A32D192ED03L;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        x ^= x >>> 32;
        return (float) ((double) (x >>> 40) / (1 << 23) - 1);
    }

    private static FloatArray numbers(long weight, Shape shape, float factor, float offset) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(weight, i) * factor + offset;
        }
        return FloatArray.of(values, shape);
    }

    /** What keeps numbers from vanishing in a network. */
    static KerasFormula of(String network) {
        return switch (network) {
            case "VGG16" -> new KerasFormula(6, 1, 1);
            case "ResNet50" -> new KerasFormula(3, 1, 1);
            case "MobileNetV2" -> new KerasFormula(3, 0.5, 1);
            default -> new KerasFormula(3, 0.36, 127.5);
        };
    }

    /** Kernels as wide as their inputs ask for; means near 0, variances and factors near 1. */
    private FloatArray value(int place, KerasTarget weight) {
        Shape shape = weight.shape();
        return switch (weight.weight()) {
            case "kernel" -> numbers(place, shape, (float) Math.sqrt(gain / inputs(weight)), 0);
            case "moving_variance" -> numbers(place, shape, (float) (0.25 * spread), (float) spread);
            case "gamma", "variance" -> numbers(place, shape, 0.25f, 1);
            case "count" -> FloatArray.zeros(shape);
            default -> numbers(place, shape, 0.125f, 0);
        };
    }

    /** The values of all weights of a model, by path. */
    Map<String, FloatArray> values(Model model) {
        Map<String, FloatArray> values = new LinkedHashMap<>();
        List<KerasTarget> targets = KerasTarget.of(model.life().network());
        for (int i = 0; i < targets.size(); i++) {
            values.put(targets.get(i).path(), value(i, targets.get(i)));
        }
        return values;
    }

    private static long inputs(KerasTarget weight) {
        Shape shape = weight.shape();
        boolean depthwise =
                weight.layer().contains("depthwise") || weight.layer().contains("dwconv");
        return depthwise ? shape.get(0) * shape.get(1) : shape.size() / shape.get(-1);
    }

    FloatArray images(int height, int width) {
        return numbers(IMAGES, Shape.of(2, height, width, 3), (float) size, (float) size);
    }
}
