package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same seed gives the same weights, bit by bit, in whatever process. */
@Tag("training")
class DeterminismTest {

    private static String inAProcessOfItsOwn(long seed) {
        return ChildJvm.run(DeterminismMain.class, List.of("-Xmx256m"), Long.toString(seed)).stream()
                .filter(line -> line.startsWith("hash "))
                .map(line -> line.substring("hash ".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSeedDecidesEveryBit() throws NoSuchAlgorithmException {
        String first = inAProcessOfItsOwn(42);
        assertEquals(first, inAProcessOfItsOwn(42));
        assertEquals(first, DeterminismMain.trained(42));
        String other = inAProcessOfItsOwn(43);
        assertNotEquals(first, other);
        assertEquals(other, DeterminismMain.trained(43));
    }
}
