package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("notebooks")
class ArrayTextTest {
    @Test
    void valuesAreAsJavaPrintsThem() {
        assertEquals("[1, 2, 3]", ArrayText.of(new int[] {1, 2, 3}));
        assertEquals("[0.1, 1.0E10, NaN]", ArrayText.of(new double[] {0.1, 1e10, Double.NaN}));
        assertEquals("[0.1, -0.0]", ArrayText.of(new float[] {0.1f, -0f}));
        assertEquals("[true, false]", ArrayText.of(new boolean[] {true, false}));
        assertEquals("[a, b]", ArrayText.of(new char[] {'a', 'b'}));
        assertEquals("[-1, 127]", ArrayText.of(new byte[] {-1, 127}));
        assertEquals("[a, null, ]", ArrayText.of(new String[] {"a", null, ""}));
        assertEquals("[]", ArrayText.of(new long[0]));
    }

    @Test
    void anArrayOfArraysHasALineForEach() {
        assertEquals("[[1.0, 2.0],\n [3.0]]", ArrayText.of(new double[][] {{1, 2}, {3}}));
        assertEquals("[[[1],\n  [2]],\n [[3]]]", ArrayText.of(new int[][][] {{{1}, {2}}, {{3}}}));
        assertEquals("[null,\n []]", ArrayText.of(new int[][] {null, {}}));
        assertEquals(
                "[[1, 2], a, [b, [c]], null]",
                ArrayText.of(new Object[] {new int[] {1, 2}, "a", new Object[] {"b", new String[] {"c"}}, null}));
    }

    @Test
    void aLongArrayIsCutAndSaysHowManyMoreThereAre() {
        String first = Arrays.toString(IntStream.range(0, 100).toArray()).replace("]", ", ");
        assertEquals(
                first + "... 9900 more]",
                ArrayText.of(IntStream.range(0, 10_000).toArray()));
        assertEquals(Arrays.toString(new int[100]), ArrayText.of(new int[100]), "as many as are shown are shown whole");
        String deep = ArrayText.of(new Object[] {new int[][] {new int[101]}});
        assertTrue(deep.endsWith("0, ... 1 more]]]"), deep);
    }

    @Test
    void manyValuesTogetherAreCutAtTheRow() {
        String text = ArrayText.of(new double[1000][50]);
        assertEquals(ArrayText.MOST / 50 + 1, text.lines().count());
        assertTrue(text.endsWith(",\n ... 960 more]"), text);
        assertTrue(ArrayText.of(new int[1_000_000][0]).endsWith("... 999900 more]"));
    }

    @Test
    void anArrayWithinItselfEnds() {
        Object[] loop = {1, null};
        loop[1] = loop;
        assertEquals("[1, [...]]", ArrayText.of(loop));
        Object[] twice = {new int[] {1}, null};
        twice[1] = twice[0];
        assertEquals("[[1], [1]]", ArrayText.of(twice), "twice is not within itself");
    }
}
