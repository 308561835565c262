package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** What counts as the same output of a notebook, and what does not. */
class StableTextTest {

    @Test
    void numbersTimesAndBlanksAreMasked() {
        same("epoch 1/6  0.8 s  8,250 images/s  loss 0.6184", "epoch 1/6  1 min 2 s  1,250 images/s  loss 1.2e-3");
        same(" a  |     b  |\n-----------\n  1  | 0.25  |", " a  |  b  |\n--------\n  1  | -12.5  |");
    }

    @Test
    void whatIsConcludedFromNumbersIsMasked() {
        same(
                "multiply: no difference from stacked can be told (-0.0200, p = 0.12)",
                "multiply: worse than stacked (-0.0400, p < 0.001)");
        differ("multiply: worse than stacked (-0.0400, p < 0.001)", "multiply: worse than concat (-0.0400, p < 0.001)");
    }

    @Test
    void wordsRowsAndClaimsCount() {
        differ("loss 0.6", "accuracy 0.6");
        differ("1 | 2\n3 | 4", "1 | 2");
        differ("holds: more than 80 in 100", "holds: more than 90 in 100");
        differ("holds: it learns", "");
    }

    @Test
    void picturesInsideOfHtmlAreMaskedAndTheirTextsCount() {
        String html =
                "<div data-polyview=\"slider-0123456789abcdef\"><img src=\"data:image/png;base64,%s\" alt=\"%s\"/>";
        same(
                html.formatted("iVBORw0/+A==", "left"),
                html.formatted("QUJD", "left").replace("0123", "abcd"));
        differ(html.formatted("QUJD", "left"), html.formatted("QUJD", "right"));
    }

    @Test
    void whatASlowScanLeavesDoesNotCount() {
        assertEquals(
                "before\nafter: 3 of 4\n",
                StableText.withoutProgress("before\nstatistics: 300 of 300 samples  4.1 s\nafter: 3 of 4\n"));
        assertEquals("", StableText.withoutProgress("reading pairs.csv: 1,000,000 lines  1 min 2 s\n"));
        assertEquals("took: 3 s\n", StableText.withoutProgress("took: 3 s\n"));
    }

    private static void same(String one, String other) {
        assertEquals(StableText.masked(one), StableText.masked(other));
    }

    private static void differ(String one, String other) {
        assertNotEquals(StableText.masked(one), StableText.masked(other));
    }
}
