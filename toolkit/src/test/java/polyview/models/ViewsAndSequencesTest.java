package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Conv3D;
import polyview.layers.ConvLSTM2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.GlobalAveragePooling3D;
import polyview.layers.MaxPooling2D;
import polyview.layers.MaxPooling3D;
import polyview.layers.MultiHeadAttention;
import polyview.layers.Padding;
import polyview.layers.PerView;
import polyview.layers.SymbolicTensor;
import polyview.layers.TimeDistributed;
import polyview.layers.ViewDropout;
import polyview.layers.ViewPooling;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.rules.Rules;

/** Whole networks over sets of views and over sequences, in everything that a model does. */
@Tag("models")
class ViewsAndSequencesTest {

    private static final int SAMPLES = 5;
    private static final int VIEWS = 3;

    /** The networks; each takes views or frames and their presence. */
    private enum Net {
        POOLED {
            @Override
            SymbolicTensor of(SymbolicTensor views, SymbolicTensor presence) {
                var seen = new ViewDropout(0.3).apply(presence);
                return ViewPooling.max().apply(new PerView(encoder().asLayer()).apply(views, seen), seen);
            }
        },
        ATTENDED {
            @Override
            SymbolicTensor of(SymbolicTensor views, SymbolicTensor presence) {
                var x = new PerView(encoder().asLayer()).apply(views, presence);
                x = new MultiHeadAttention(2, 4).apply(x, presence);
                return ViewPooling.attention().units(6).apply(x, presence);
            }
        },
        RECURRENT {
            @Override
            SymbolicTensor of(SymbolicTensor views, SymbolicTensor presence) {
                var x = new TimeDistributed(new Conv2D(4, 3).activation(Activation.RELU)).apply(views, presence);
                x = new ConvLSTM2D(4, 3).padding(Padding.SAME).apply(x, presence);
                return new GlobalAveragePooling2D().apply(x);
            }
        },
        VOLUME {
            @Override
            SymbolicTensor of(SymbolicTensor views, SymbolicTensor presence) {
                var x = new TimeDistributed(new Conv2D(5, 1)).apply(views, presence);
                x = new Conv3D(4, 3)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .apply(x);
                x = new MaxPooling3D(1, 2, 2).apply(x);
                x = new Conv3D(6, 2, 3, 3).activation(Activation.RELU).apply(x);
                return new GlobalAveragePooling3D().apply(x);
            }
        };

        abstract SymbolicTensor of(SymbolicTensor views, SymbolicTensor presence);
    }

    private static Model encoder() {
        var one = Input.image("view", 10, 10, 2);
        var x = new Conv2D(8, 3).activation(Activation.RELU).apply(one);
        x = new BatchNormalization().apply(new MaxPooling2D(2).apply(x));
        return new Model(one, new GlobalAveragePooling2D().apply(x));
    }

    private static Model model(Net net) {
        var views = Input.of("views", VIEWS, 10, 10, 2);
        var presence = Input.of("presence", VIEWS);
        return new Model(List.of(views, presence), new Dense(3).name("scores").apply(net.of(views, presence))).seed(5);
    }

    private static Model compiled(Model model) {
        return model.compile(new Adam(1e-2), Loss.softmaxCrossEntropy());
    }

    private static Batch batch() {
        FloatArray presence = FloatArray.of(new float[] {1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1}, SAMPLES, VIEWS);
        return new Batch(
                List.of(Samples.uniform(1, SAMPLES, VIEWS, 10, 10, 2), presence),
                List.of(Samples.labels(3, 3, SAMPLES)));
    }

    private static FloatArray predict(Model model) {
        return model.predict(batch().inputs().toArray(FloatArray[]::new));
    }

    /** The rules that make graphs faster change neither answers nor losses by more than rounding. */
    @ParameterizedTest
    @EnumSource(Net.class)
    void rulesChangeNothing(Net net) {
        try (Model with = compiled(model(net));
                Model without = compiled(model(net).rules(Rules.none()))) {
            for (int step = 0; step < 5; step++) {
                double expected = without.engine().trainOnBatch(batch()).loss();
                assertEquals(expected, with.engine().trainOnBatch(batch()).loss(), 1e-4, "step " + step);
            }
            assertNear(predict(without), predict(with), 1e-3);
            assertTrue(predict(with).values()[0] != predict(model(net)).values()[0], "training moves");
        }
    }

    /** Half the bits where the processor gains by them: two digits, and never a number that is not finite. */
    @ParameterizedTest
    @EnumSource(Net.class)
    void mixedPrecisionGivesTwoDigits(Net net) {
        boolean gains = Bfloat16.whyNot(Optional.empty()).isEmpty();
        try (Model exact = compiled(model(net).precision(Precision.FLOAT32));
                Model mixed = compiled(model(net).precision(Precision.MIXED))) {
            assertEquals(
                    gains ? Precision.MIXED : Precision.FLOAT32,
                    mixed.engine().precision().used());
            assertNear(predict(exact), predict(mixed), gains ? 0.02 : 0);
            for (int step = 0; step < 5; step++) {
                double expected = exact.engine().trainOnBatch(batch()).loss();
                assertEquals(expected, mixed.engine().trainOnBatch(batch()).loss(), gains ? 0.03 : 0, "step " + step);
            }
        }
    }

    /** Saved, loaded and trained on: the same bits; the summary and what is told of rules and costs can be made. */
    @ParameterizedTest
    @EnumSource(Net.class)
    void savedAndExplained(Net net, @TempDir Path folder) {
        Path file = folder.resolve("model.zip");
        try (Model model = compiled(model(net))) {
            model.engine().trainOnBatch(batch());
            model.saveForTraining(file);
            FloatArray predicted = predict(model);
            double next = model.engine().trainOnBatch(batch()).loss();
            try (Engine loaded = Engine.load(file)) {
                assertEquals(predicted, loaded.predictOnBatch(batch().inputs()).get(0));
                assertEquals(next, loaded.trainOnBatch(batch()).loss());
            }
            assertFalse(model.explain().toString().isEmpty());
            assertTrue(model.summary().parameters() > 0);
        }
    }

    private static void assertNear(FloatArray expected, FloatArray got, double share) {
        double largest = 1e-2;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], got.values()[i], share * largest + 1e-9, Arrays.toString(got.values()));
        }
    }
}
