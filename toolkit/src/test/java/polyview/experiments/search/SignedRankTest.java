package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The signed-rank test against SciPy, see src/test/scipy, and by hand. */
@Tag("experiments")
class SignedRankTest {

    @Test
    void asSciPy() throws IOException {
        try (InputStream in = SignedRankTest.class.getResourceAsStream("/scipy/signed_rank.csv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            assertEquals(29, lines.size());
            for (String line : lines) {
                String[] cells = line.split(",");
                double[] x = Arrays.stream(cells[0].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                assertEquals(Double.parseDouble(cells[1]), SignedRank.greater(x), 1e-12, line);
            }
        }
    }

    @Test
    void byHand() {
        assertEquals(0.125, SignedRank.greater(1, 2, 3));
        // Ranks 1, 2, 3 with the sum 5: sums 5 and 6 of 8.
        assertEquals(0.25, SignedRank.greater(-1, 2, 3));
        assertEquals(1, SignedRank.greater(-1, -2, -3));
        // The 0 has the rank 1; 2 and 3 remain, of which one choice of four has both.
        assertEquals(0.25, SignedRank.greater(0, 1, 2));
        assertEquals(1, SignedRank.greater(0, 0));
        assertEquals(1, SignedRank.greater());
    }
}
