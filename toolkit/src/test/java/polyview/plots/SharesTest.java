package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;
import polyview.data.FloatArray;

/** No share reads as all or nothing that is neither. */
@Tag("plots")
class SharesTest {

    @Test
    void decimalsAreAddedBeforeADifferenceIsHidden() {
        assertEquals("0.8330", Shares.text(0.833, 4));
        assertEquals("1.0000", Shares.text(1, 4));
        assertEquals("0.0000", Shares.text(0, 4));
        assertEquals("0.99999", Shares.text(99_999 / 100_000.0, 4));
        assertEquals("0.00001", Shares.text(1 / 100_000.0, 4));
        // A third three times, and a tenth ten times, are 1 but for rounding.
        assertEquals("1.000", Shares.text(1 - 0x1p-53, 3));
        assertEquals("NaN", Shares.text(Double.NaN, 3));
    }

    @Test
    void oneWrongSampleOfManyIsSeenInTheTitle() {
        int samples = 20_001;
        float[] labels = new float[samples];
        labels[0] = 1;
        FloatArray scores = FloatArray.of(new float[samples], samples);
        assertEquals(
                "accuracy 0.99995 of 20,001 samples",
                Plots.confusionMatrix(FloatArray.of(labels, samples), scores, 0.5, List.of())
                        .title());
    }

    @Test
    void oneWrongPairOfManyIsSeenInTheArea() {
        // 1 yes sample stands below 1 of 5000 no samples: the area is 4999 / 5000.
        int samples = 5001;
        float[] labels = new float[samples];
        labels[0] = 1;
        float[] scores = new float[samples];
        scores[0] = 1;
        scores[1] = 2;
        var chart = Plots.roc(FloatArray.of(labels, samples), FloatArray.of(scores, samples));
        assertEquals(
                List.of("chance", "AUC 0.9998"),
                chart.getSeriesCollection().stream().map(XYSeries::getLabel).toList());
    }
}
