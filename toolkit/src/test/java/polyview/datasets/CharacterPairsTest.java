package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

@Tag("data")
class CharacterPairsTest {

    @TempDir
    Path temp;

    private Omniglot omniglot;

    @BeforeEach
    void open() throws IOException {
        omniglot = Omniglot.open(SmallZip.of(3, 4, 5).write(temp.resolve("small.zip")));
    }

    @Test
    void pairsAreTwoDrawingsAndAClass() {
        MemoryDataset data = omniglot.pairs(6, 7, 10, "A", "C");
        assertEquals(6, data.size());
        assertEquals(List.of(Shape.of(10, 10, 1), Shape.of(10, 10, 1)), data.inputShapes());
        assertEquals(List.of(Shape.scalar()), data.targetShapes());
        assertEquals(data.all(), omniglot.pairs(6, 7, 10, List.of("A", "C")).all());
        assertEquals(
                data.all(),
                omniglot.pairs(6, 7).size(10).alphabets("A", "C").dataset().all());
        assertEquals(32, omniglot.pairs(1, 7).size());
        assertEquals(List.of("A", "B", "C"), omniglot.pairs(1, 7).alphabets());
        assertEquals(0, omniglot.pairs(0, 7).dataset().size());
    }

    @Test
    void pairsKeepTheRules() {
        Table truth = omniglot.pairs(2000, 7).alphabets("A", "C").truth();
        assertEquals(2000, truth.rowCount());
        assertEquals(1000, truth.booleanColumn("same").countTrue());
        Map<String, Integer> firsts = new TreeMap<>();
        Map<String, Integer> seconds = new TreeMap<>();
        for (Row row : truth) {
            String alphabet = row.getString("alphabet");
            assertTrue(List.of("A", "C").contains(alphabet), alphabet);
            assertEquals(
                    row.getBoolean("same"), row.getString("first character").equals(row.getString("second character")));
            assertNotEquals(row.getInt("first drawer"), row.getInt("second drawer"));
            firsts.merge(alphabet + row.getString("first character") + row.getInt("first drawer"), 1, Integer::sum);
            seconds.merge(alphabet + row.getString("second character") + row.getInt("second drawer"), 1, Integer::sum);
        }
        // 2 alphabets of 4 characters by 5 drawers: 50 times each, with a standard deviation of 7.
        for (Map<String, Integer> counts : List.of(firsts, seconds)) {
            assertEquals(40, counts.size());
            counts.forEach((drawing, count) -> assertEquals(50, count, 5 * 7, drawing));
        }
    }

    @Test
    void imagesAreThoseThatTheTruthNames() {
        CharacterPairs pairs = omniglot.pairs(40, 7).size(SmallZip.SIDE);
        MemoryDataset data = pairs.dataset();
        for (Row row : pairs.truth()) {
            int i = row.getInt("sample");
            assertEquals(i, row.getRowNumber());
            assertEquals(
                    row.getBoolean("same") ? 1 : 0, data.all().targets().get(0).get(i));
            FloatArray first = omniglot.image(
                    row.getString("alphabet"),
                    row.getString("first character"),
                    row.getInt("first drawer"),
                    SmallZip.SIDE);
            FloatArray second = omniglot.image(
                    row.getString("alphabet"),
                    row.getString("second character"),
                    row.getInt("second drawer"),
                    SmallZip.SIDE);
            assertEquals(first, data.all().inputs().get(0).row(i));
            assertEquals(second, data.all().inputs().get(1).row(i));
        }
    }

    @Test
    void moreSamplesLeaveTheFirstAsTheyAre() {
        Jitter jitter = Jitter.none().rotation(20).shift(2).zoom(0.2);
        for (CharacterPairs pairs :
                List.of(omniglot.pairs(9, 7), omniglot.pairs(9, 7).jitter(jitter))) {
            CharacterPairs more = new CharacterPairs(omniglot, 30, 7, pairs.size(), pairs.alphabets(), pairs.jitter());
            assertEquals(pairs.dataset().all(), more.dataset().take(9).all());
        }
        assertNotEquals(
                omniglot.pairs(9, 7).dataset().all(),
                omniglot.pairs(9, 8).dataset().all());
    }

    @Test
    void jitterMovesDrawingsAndNothingElse() {
        CharacterPairs plain = omniglot.pairs(20, 7);
        CharacterPairs moved = plain.jitter(Jitter.none().shift(4));
        assertEquals(plain.dataset().all().targets(), moved.dataset().all().targets());
        assertEquals(plain.truth().print(), moved.truth().print());
        assertNotEquals(
                plain.dataset().all().inputs().get(0),
                moved.dataset().all().inputs().get(0));
        assertNotEquals(
                plain.dataset().all().inputs().get(1),
                moved.dataset().all().inputs().get(1));
    }

    @Test
    void optionsAreChecked() throws IOException {
        CharacterPairs pairs = omniglot.pairs(4, 7);
        refused("count must not be negative, got -1", () -> omniglot.pairs(-1, 7));
        refused("size must be positive, got 0", () -> pairs.size(0));
        refused("alphabets must not be empty", () -> omniglot.pairs(4, 7, 32));
        refused("alphabets must differ, got [A, A]", () -> pairs.alphabets("A", "A"));
        refused("alphabet must be one of [A, B, C], got D", () -> pairs.alphabets("A", "D"));
        Omniglot oneCharacter = Omniglot.open(SmallZip.of(1, 1, 2).write(temp.resolve("one.zip")));
        refused("alphabet A must have two characters for pairs, got [character01]", () -> oneCharacter.pairs(4, 7));
        Omniglot oneDrawer = Omniglot.open(SmallZip.of(1, 2, 1).write(temp.resolve("drawer.zip")));
        refused(
                "character character01 of alphabet A must have two drawers for pairs, got [1]",
                () -> oneDrawer.pairs(4, 7));
    }
}
