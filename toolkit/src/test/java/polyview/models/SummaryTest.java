package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Shapes;
import polyview.layers.BatchNormalization;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Flatten;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;

/** What a summary tells; the numbers of parameters are counted by hand. */
@Tag("models")
class SummaryTest {

    @Test
    void rowsTellShapesParametersAndWhatTheyAreAppliedTo() {
        var left = Input.image("left", 8, 8, 3);
        var right = Input.image("right", 8, 8, 1);
        var x = new DualConv2D(4, 3).fusion(Fusion.attention()).apply(left, right);
        x = new BatchNormalization().apply(x);
        x = new Flatten().apply(x);
        try (var model =
                new Model(List.of(left, right), new Dense(10).trainable(false).apply(x))) {
            // First 3*3*3*4+4 = 112, second 3*3*1*4+4 = 40, gate (4+4)*4+4 = 36; 6*6*4 = 144, 144*10+10 = 1450.
            assertEquals(
                    List.of(
                            "left Input (N, 8, 8, 3) 0 0 []",
                            "right Input (N, 8, 8, 1) 0 0 []",
                            "dual_conv2d DualConv2D (N, 6, 6, 4) 188 188 [left, right]",
                            "batch_normalization BatchNormalization (N, 6, 6, 4) 16 8 [dual_conv2d]",
                            "flatten Flatten (N, 144) 0 0 [batch_normalization]",
                            "dense Dense (N, 10) 1450 0 [flatten]"),
                    model.summary().rows().stream().map(SummaryTest::text).toList());
        }
    }

    private static String text(Summary.Row row) {
        return String.join(
                " ",
                row.name(),
                row.type(),
                Shapes.text(row.shape()),
                Long.toString(row.parameters()),
                Long.toString(row.trainable()),
                row.inputs().toString());
    }

    /** 3*3*3*4+4 parameters for the left image, 3*3*1*4+4 for the right one. */
    @Test
    void aModelIsToldInOneLine() {
        var left = Input.image("left", 8, 8, 3);
        var right = Input.image("right", 8, 8, 1);
        var model = new Model(List.of(left, right), new DualConv2D(4, 3).apply(left, right));
        String expected = "Model [left (N, 8, 8, 3), right (N, 8, 8, 1)] -> [dual_conv2d (N, 6, 6, 8)], 152 parameters:"
                + " 152 trainable, 0 fixed";
        assertEquals(expected, model.toString());
        String program = model.engine().program().toString();
        assertTrue(
                program.matches("Program \\[left \\(N, 8, 8, 3\\), right \\(N, 8, 8, 1\\)\\] -> "
                        + "\\[dual_conv2d \\(N, 6, 6, 8\\)\\], 4 variables, graph of \\d+ bytes, predicts only"),
                program);
        model.close();
        assertEquals(expected, model.toString());
    }

    @Test
    void oneParameterIsToldAsOne() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Dense(1).useBias(false).apply(x))) {
            assertEquals("1 parameter: 1 trainable, 0 fixed", model.summary().totals());
        }
    }

    @Test
    void totalsAndTextFollowFromTheRows() {
        var x = Input.image("image", 5, 5, 1);
        var y = new Conv2D(100, 5).apply(x);
        y = new BatchNormalization().name("norm").apply(y);
        y = new GlobalAveragePooling2D().apply(y);
        try (var model = new Model(x, new Dense(2).trainable(false).apply(y))) {
            Summary summary = model.summary();
            // 25*100+100 = 2600; 4*100, half of it trainable; 100*2+2 = 202.
            assertEquals(3202, summary.parameters());
            assertEquals(2800, summary.trainable());
            assertEquals(402, summary.fixed());
            assertEquals("3,202 parameters: 2,800 trainable, 402 fixed", summary.totals());
            assertEquals(
                    List.of("", "yes", "partly", "", "no"),
                    summary.table().stringColumn("trainable").asList());
            assertEquals(
                    List.of("(N, 5, 5, 1)", "(N, 1, 1, 100)", "(N, 1, 1, 100)", "(N, 100)", "(N, 2)"),
                    summary.table().stringColumn("output shape").asList());
            assertTrue(summary.toString().contains("norm"));
            assertTrue(summary.toString().endsWith("\n" + summary.totals()));
        }
    }

    @Test
    void aSharedLayerIsCountedOnce() {
        var a = Input.of("a", 3);
        var b = Input.of("b", 3);
        var shared = new Dense(2);
        try (var model = new Model(List.of(a, b), new Concatenate().apply(shared.apply(a), shared.apply(b)))) {
            assertEquals(
                    List.of(0L, 0L, 8L, 0L, 0L),
                    model.summary().rows().stream().map(Summary.Row::parameters).toList());
            assertEquals(8, model.summary().parameters());
        }
    }

    @Test
    void trainableIsReadWhenItIsAsked() {
        var x = Input.of("x", 3);
        var dense = new Dense(2);
        try (var model = new Model(x, dense.apply(x))) {
            assertEquals(8, model.summary().trainable());
            dense.trainable(false);
            assertEquals(0, model.summary().trainable());
        }
    }
}
