package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;

class ReshapeTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (long[] target :
                new long[][] {{12}, {3, 4}, {4, 3}, {2, 3, 2}, {2, 1, 3, 2}, {-1}, {3, -1}, {-1, 2, 2}, {12, -1}}) {
            for (Shape shape : List.of(Shape.of(12), Shape.of(6, 2), Shape.of(2, 2, 3))) {
                LayerCase made = LayerCase.of(
                                shape + " to " + Arrays.toString(target), () -> new Reshape(target), shape)
                        .reference((in, w) -> in.get(0).reshape(shape(in.get(0).size(0), target)));
                boolean lastIsGiven = target[target.length - 1] != -1;
                cases.add(shape.numDimensions() == 3 && lastIsGiven ? made.sizesMayBeUnknown() : made);
            }
        }
        cases.add(LayerCase.of("[1] to []", Reshape::new, Shape.of(1))
                .reference((in, w) -> in.get(0).reshape(in.get(0).size(0))));
        cases.add(LayerCase.of("[] to [1]", () -> new Reshape(1), Shape.of())
                .reference((in, w) -> in.get(0).reshape(in.get(0).size(0), 1)));
        return cases;
    }

    /** Of 12 elements in each sample. */
    private static int[] shape(int batch, long[] target) {
        int given = (int) LongStream.of(target).filter(s -> s != -1).reduce(1, (a, b) -> a * b);
        return IntStream.concat(
                        IntStream.of(batch), LongStream.of(target).mapToInt(s -> s == -1 ? 12 / given : (int) s))
                .toArray();
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(12));
        return List.of(
                Refusal.option(() -> new Reshape(0), "targetShape must be positive or -1, got 0"),
                Refusal.option(() -> new Reshape(3, -2), "targetShape must be positive or -1, got -2"),
                Refusal.option(() -> new Reshape(-1, 3, -1), "targetShape may hold -1 once, got [-1, 3, -1]"),
                Refusal.input(
                        () -> new Reshape(6, 2),
                        shapes(Shape.of(3, 5)),
                        "reshape to (N, 6, 2) needs 12 elements in each sample, got (N, 3, 5)",
                        good),
                // A batch that is left open would take the factor 2.
                Refusal.input(
                        () -> new Reshape(6, 2),
                        shapes(Shape.of(24)),
                        "reshape to (N, 6, 2) needs 12 elements in each sample, got (N, 24)",
                        good),
                Refusal.input(
                        () -> new Reshape(3, -1).name("rows"),
                        shapes(Shape.of(4, 5)),
                        "rows to (N, 3, ?) needs a multiple of 3 elements in each sample, got (N, 4, 5)",
                        good),
                Refusal.input(
                        Reshape::new,
                        shapes(Shape.of(3)),
                        "reshape to (N) needs 1 element in each sample, got (N, 3)",
                        shapes(Shape.of(1, 1))),
                Refusal.input(
                        () -> new Reshape(12),
                        shapes(Shape.of(12), Shape.of(12)),
                        "reshape takes one input, got 2",
                        good),
                Refusal.laterInput(
                        () -> new Reshape(12),
                        good,
                        shapes(Shape.of(13)),
                        "reshape to (N, 12) needs 12 elements in each sample, got (N, 13)"));
    }

    @Test
    void examplesOfTheDocumentation() {
        Examples.shapeAndParameters(new Reshape(3, 4), shapes(Shape.of(12)), Shape.of(-1, 3, 4), 0);
        Examples.shapeAndParameters(new Reshape(3, -1), shapes(Shape.of(12)), Shape.of(-1, 3, 4), 0);
    }

    @Test
    void anArrayThatIsChangedLaterChangesNothing() {
        long[] target = {3, 4};
        Reshape layer = new Reshape(target);
        target[0] = 4;
        target[1] = 3;
        Examples.shapeAndParameters(layer, shapes(Shape.of(12)), Shape.of(-1, 3, 4), 0);
    }

    /** Two samples of 12 elements never become one of 24, nor one of 24 two of 12. */
    @Test
    void theBatchIsKeptWhereSizesAreUnknown() {
        for (int[] images : new int[][] {{2, 2, 2, 3}, {1, 4, 2, 3}}) {
            try (GraphRun run = new GraphRun(new Reshape(4, 3), false)) {
                run.applyToUnknownSizes(List.of(DoubleArray.zeros(images)));
                assertArrayEquals(new long[] {-1, 4, 3}, run.inferredShape().asArray());
                if (images[0] == 2) {
                    assertEquals(Shape.of(2, 4, 3), run.outputs(Map.of()).get(0).shape());
                } else {
                    String message = assertThrows(TFInvalidArgumentException.class, () -> run.outputs(Map.of()))
                            .getMessage();
                    assertTrue(message.contains("24 values, but the requested shape has 12"), message);
                }
            }
        }
    }
}
