package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class ChannelShuffleTest extends LayerBattery {

    private static final int SAMPLES = 12_000;

    @Override
    List<LayerCase> cases() {
        return List.of(
                LayerCase.of("of rows", ChannelShuffle::new, Shape.of(4)).randomInTraining(),
                LayerCase.of("of images", ChannelShuffle::new, Shape.of(3, 2, 3))
                        .randomInTraining()
                        .sizesMayBeUnknown(),
                LayerCase.of("of one more axis", ChannelShuffle::new, Shape.of(3, 1, 2, 2))
                        .randomInTraining(),
                // One channel has one order, in training too.
                LayerCase.of("of one channel", ChannelShuffle::new, Shape.of(3, 2, 1))
                        .reference((in, w) -> in.get(0))
                        .sizesMayBeUnknown());
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.input(
                        ChannelShuffle::new, shapes(Shape.of()), "channel_shuffle takes (N, ..., C), got (N)", good),
                Refusal.input(
                        () -> new ChannelShuffle().name("mix"),
                        shapes(Shape.of(8, 8, -1)),
                        "mix needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        ChannelShuffle::new,
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "channel_shuffle takes one input, got 2",
                        good));
    }

    /**
     * All orders are equally likely, and those of neighbouring samples have nothing to do with one another: chi-square, with
     * limits that one in ten thousand fair draws would pass.
     */
    @ParameterizedTest
    @CsvSource({"3, 6, 25.7, 74.9", "4, 24, 57.1, 710"})
    void allOrdersAreEquallyLikely(int channels, int orders, double limit, double limitOfPairs) {
        // For pairs of 4! orders: 575 degrees of freedom, 575 + 3.72 sqrt(2 575) + (2/3) (3.72^2 - 1).
        List<String> drawn = orders(draws(channels).once(4));
        assertEquals(orders, new HashSet<>(drawn).size());
        assertTrue(chiSquare(drawn, orders) < limit, "chi-square " + chiSquare(drawn, orders));
        List<String> pairs = IntStream.range(0, SAMPLES / 2)
                .mapToObj(i -> drawn.get(2 * i) + drawn.get(2 * i + 1))
                .toList();
        double ofPairs = chiSquare(pairs, orders * orders);
        assertTrue(ofPairs < limitOfPairs, "chi-square of pairs " + ofPairs);
    }

    private static double chiSquare(List<String> drawn, int kinds) {
        Map<String, Integer> counts = new HashMap<>();
        drawn.forEach(order -> counts.merge(order, 1, Integer::sum));
        double expected = (double) drawn.size() / kinds;
        // A kind that never came adds what it was expected to be.
        double sum = (kinds - counts.size()) * expected;
        for (int count : counts.values()) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    @Test
    void eachStepDrawsAnew() {
        draws(3).eachStepDrawsAnew();
    }

    @Test
    void theSeedDecides() {
        draws(3).theSeedDecides();
    }

    @Test
    void eachUseDrawsItsOwn() {
        draws(3).eachUseDrawsItsOwn();
    }

    /** A whole channel moves, no value changes, and the gradient goes the way back. */
    @Test
    void theGradientFollowsTheOrder() {
        SplittableRandom random = new SplittableRandom(3);
        DoubleArray images = LayerCase.draw(random, 20, 3, 2, 4);
        DoubleArray factor = LayerCase.draw(random, 20, 3, 2, 4);
        for (boolean open : new boolean[] {false, true}) {
            DoubleArray shuffled;
            DoubleArray gradient;
            try (GraphRun forward = new GraphRun(new ChannelShuffle(), true);
                    GraphRun backward = new GraphRun(new ChannelShuffle(), true)) {
                shuffled = DoubleArray.of(
                        apply(forward, images, open).outputs(Map.of()).get(0));
                gradient = DoubleArray.of(apply(backward, images, open)
                        .gradients(Map.of(), List.of(factor))
                        .inputs()
                        .get(0)
                        .get(0));
            }
            Set<List<Integer>> orders = new HashSet<>();
            for (int n = 0; n < 20; n++) {
                List<Integer> order = order(images, shuffled, n);
                orders.add(order);
                for (int place = 0; place < 4; place++) {
                    for (int row = 0; row < 3; row++) {
                        for (int column = 0; column < 2; column++) {
                            int from = order.get(place);
                            assertEquals(images.get(n, row, column, from), shuffled.get(n, row, column, place));
                            assertEquals(factor.get(n, row, column, place), gradient.get(n, row, column, from));
                        }
                    }
                }
            }
            assertTrue(orders.size() > 5, () -> "orders " + orders);
        }
    }

    private static GraphRun apply(GraphRun run, DoubleArray images, boolean open) {
        return open ? run.applyToUnknownSizes(List.of(images)) : run.apply(List.of(images));
    }

    /** Where the channels of one sample came from, by their first pixels, which all differ. */
    private static List<Integer> order(DoubleArray images, DoubleArray shuffled, int n) {
        List<Integer> order = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            double value = shuffled.get(n, 0, 0, place);
            order.add(IntStream.range(0, 4)
                    .filter(c -> images.get(n, 0, 0, c) == value)
                    .findFirst()
                    .orElseThrow());
        }
        assertEquals(4, new HashSet<>(order).size());
        return order;
    }

    /** On rows (0, 1, 2, ...), so that the output tells the order. */
    private static RandomDraws draws(int channels) {
        float[] numbered = new float[SAMPLES * channels];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = i % channels;
        }
        FloatArray rows = FloatArray.of(numbered, SAMPLES, channels);
        return new RandomDraws(ChannelShuffle::new, rows, ChannelShuffleTest::assertUnrelated);
    }

    /** Two independent draws of three channels agree in a sixth of the samples; five standard deviations. */
    private static void assertUnrelated(FloatArray a, FloatArray b) {
        List<String> first = orders(a);
        List<String> second = orders(b);
        long equal = IntStream.range(0, SAMPLES)
                .filter(i -> first.get(i).equals(second.get(i)))
                .count();
        assertEquals(SAMPLES / 6.0, equal, 5 * Math.sqrt(SAMPLES * 5 / 36.0));
    }

    /** The order of each sample, as text. */
    private static List<String> orders(FloatArray rows) {
        return IntStream.range(0, SAMPLES)
                .mapToObj(n -> Arrays.toString(rows.row(n).values()))
                .toList();
    }
}
