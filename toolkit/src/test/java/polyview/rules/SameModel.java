package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.tensorflow.proto.GraphDef;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** The same model with and without a rule. */
final class SameModel {

    private static final int STEPS = 100;
    private static final int SAMPLES = 4;

    private SameModel() {}

    /** A head of two classes on maps. */
    static Model classifier(List<SymbolicTensor> inputs, SymbolicTensor maps) {
        return new Model(inputs, new Dense(2).apply(new GlobalAveragePooling2D().apply(maps))).seed(7);
    }

    /** Predictions and 100 training steps, all bits; gives the rule with the places where it fired. */
    static Watched toTheBit(Supplier<Model> model, GraphRule rule) {
        return within(model, rule, 0, 0);
    }

    /**
     * The same within a relative error.
     *
     * @param predicted of predictions, relative to the largest of them
     * @param trained of losses and weights, relative to the largest of each weight
     */
    static Watched within(Supplier<Model> model, GraphRule rule, double predicted, double trained) {
        Watched watched = new Watched(rule);
        try (Model plain = compiled(model.get().rules(Rules.none()));
                Model ruled = compiled(model.get().rules(Rules.none().with(watched)))) {
            assertSameTraining(plain, ruled, predicted, trained);
        }
        return watched;
    }

    /** The same predictions before and after the same 100 training steps. */
    static void assertSameTraining(Model plain, Model ruled, double predicted, double trained) {
        List<Batch> batches = List.of(batch(plain, 1), batch(plain, 11));
        assertClose(plain.predict(inputs(batches)), ruled.predict(inputs(batches)), predicted);
        for (int step = 0; step < STEPS; step++) {
            Batch batch = batches.get(step % 2);
            double loss = plain.engine().trainOnBatch(batch).loss();
            assertEquals(loss, ruled.engine().trainOnBatch(batch).loss(), trained * Math.abs(loss), "step " + step);
        }
        plain.weights()
                .forEach((path, value) -> assertClose(value, ruled.weights().get(path), trained));
        // Statistics that follow the batches are other ones now.
        assertClose(plain.predict(inputs(batches)), ruled.predict(inputs(batches)), predicted);
    }

    /** A rule that is compiled in, without a run. */
    static Watched watched(Model model, GraphRule rule) {
        Watched watched = new Watched(rule);
        try (Model ruled = compiled(model.rules(Rules.none().with(watched)))) {
            assertEquals(1, ruled.engine().program().outputs().size());
        }
        return watched;
    }

    /** The number of ops of a type in a compiled model. */
    static long count(Model model, String op) throws InvalidProtocolBufferException {
        return GraphDef.parseFrom(model.engine().program().graphDef()).getNodeList().stream()
                .filter(node -> node.getOp().equals(op))
                .count();
    }

    static Model compiled(Model model) {
        return model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
    }

    private static FloatArray[] inputs(List<Batch> batches) {
        return batches.get(0).inputs().toArray(FloatArray[]::new);
    }

    /** Every other input has whole numbers from -2 to 2, so that windows have several largest elements. */
    private static Batch batch(Model model, long seed) {
        List<FloatArray> inputs = new ArrayList<>();
        for (var port : model.engine().program().inputs()) {
            long[] shape = port.shape().asArray();
            shape[0] = SAMPLES;
            FloatArray values = Samples.uniform(seed + inputs.size(), shape);
            inputs.add(inputs.size() % 2 == 0 ? values : whole(seed, values));
        }
        return new Batch(inputs, List.of(Samples.labels(seed, 2, SAMPLES)));
    }

    private static FloatArray whole(long seed, FloatArray like) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[like.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-2, 3);
        }
        return FloatArray.of(values, like.shape().asArray());
    }

    private static void assertClose(FloatArray expected, FloatArray got, double relative) {
        assertEquals(expected.shape(), got.shape());
        float largest = 0;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (relative == 0) {
            assertArrayEquals(expected.values(), got.values());
        } else {
            assertArrayEquals(expected.values(), got.values(), (float) (relative * largest));
        }
    }
}
