package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.Multiply;
import polyview.layers.Padding;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/** The same training as in PyTorch, from the same weights with the same batches: see {@code src/test/pytorch/training.py}. */
@Tag("training")
class PyTorchTrainingTest {

    private static final int BATCH = 16;
    private static final int SAMPLES = 60;

    private static FloatArray waves(double frequency, double phase, double scale, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * Math.sin(frequency * i + phase));
        }
        return FloatArray.of(values, shape);
    }

    private static int label(int i) {
        return (i * 7 + i / 5) % 3;
    }

    /** The higher the class, the stronger the waves. */
    private static FloatArray images(double phase) {
        float[] values = new float[SAMPLES * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((0.5 + 0.5 * label(i / 64)) * Math.sin(0.37 * i + phase));
        }
        return FloatArray.of(values, SAMPLES, 8, 8, 1);
    }

    private static FloatArray kernel(double phase, double scale, long... shape) {
        return waves(1.3, phase, scale, shape);
    }

    private static Model model() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var a = new Conv2D(6, 3).padding(Padding.SAME).name("first").apply(left);
        var b = new Conv2D(6, 3).padding(Padding.SAME).name("second").apply(right);
        var x = new Activation(Activation.RELU).apply(new Multiply().apply(a, b));
        x = new MaxPooling2D(2).apply(x);
        x = new Conv2D(8, 3).activation(Activation.RELU).name("third").apply(x);
        x = new Dense(3).name("dense").apply(new GlobalAveragePooling2D().apply(x));
        Model model = new Model(List.of(left, right), x)
                .seed(1)
                .compile(new Adam(2e-3, 0.9, 0.999, 1e-20), Loss.softmaxCrossEntropy());
        model.setWeights(Map.of(
                "first/kernel", kernel(0.1, 0.4, 3, 3, 1, 6),
                "second/kernel", kernel(0.9, 0.4, 3, 3, 1, 6),
                "third/kernel", kernel(0.3, 0.2, 3, 3, 6, 8),
                "dense/kernel", kernel(0.5, 0.5, 8, 3)));
        return model;
    }

    private record Line(double exact, double single) {}

    private static Map<Integer, Line> reference() throws IOException {
        try (InputStream in = PyTorchTrainingTest.class.getResourceAsStream("/training/pytorch.csv")) {
            Map<Integer, Line> lines = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        String[] parts = line.split(",");
                        lines.put(
                                Integer.parseInt(parts[0]),
                                new Line(Double.parseDouble(parts[1]), Double.parseDouble(parts[2])));
                    });
            return lines;
        }
    }

    @Test
    void itsLossesAreThoseOfPyTorch() throws IOException {
        Map<Integer, Line> reference = reference();
        assertEquals(200, reference.size());
        FloatArray left = images(0);
        FloatArray right = images(1.7);
        float[] labels = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = label(i);
        }
        FloatArray targets = FloatArray.of(labels, SAMPLES);
        double largest = 0;
        double ofPyTorch = 0;
        try (Model model = model()) {
            for (int step = 0; step < 200; step++) {
                int begin = step * BATCH;
                int[] rows = IntStream.range(0, BATCH)
                        .map(i -> (begin + i) % SAMPLES)
                        .toArray();
                Batch batch = new Batch(List.of(left.rows(rows), right.rows(rows)), List.of(targets.rows(rows)));
                double loss = model.engine().trainOnBatch(batch).loss();
                Line line = reference.get(step);
                largest = Math.max(largest, Math.abs(loss - line.exact()));
                ofPyTorch = Math.max(ofPyTorch, Math.abs(line.single() - line.exact()));
            }
        }
        System.out.printf(
                "200 steps of Adam: largest difference of the loss from PyTorch in 64 bits %.2e; PyTorch's own in 32 bits %.2e%n",
                largest, ofPyTorch);
        // It learns, so that the differences mean something.
        assertTrue(reference.get(199).exact() < 0.9 * reference.get(0).exact());
        assertTrue(largest < 2e-5, "largest difference " + largest);
    }
}
