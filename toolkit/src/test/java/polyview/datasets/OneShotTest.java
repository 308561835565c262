package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Episodes, on drawings whose ink tells who drew which character. */
@Tag("data")
class OneShotTest {

    @TempDir
    Path temp;

    private Omniglot omniglot;

    @BeforeEach
    void open() throws IOException {
        omniglot = Omniglot.open(SmallZip.of(3, 4, 5).write(temp.resolve("small.zip")));
    }

    @Test
    void anEpisodeIsSomePairsInARow() {
        MemoryDataset data =
                omniglot.oneShot(6, 7).ways(3).size(10).alphabets("A").dataset();
        assertEquals(18, data.size());
        assertEquals(List.of(Shape.of(10, 10, 1), Shape.of(10, 10, 1)), data.inputShapes());
        assertEquals(List.of(Shape.scalar()), data.targetShapes());
        assertEquals(0, omniglot.oneShot(0, 7).ways(3).dataset().size());
        assertEquals(20, omniglot.oneShot(1, 7).ways());
        assertEquals(32, omniglot.oneShot(1, 7).size());
        assertEquals(List.of("A", "B", "C"), omniglot.oneShot(1, 7).alphabets());
    }

    /** The drawings are read off the pixels: the row of the bar is 4 a + c, its length the drawer. */
    @Test
    void episodesKeepTheRules() {
        OneShot episodes = omniglot.oneShot(600, 7).ways(4).size(SmallZip.SIDE).alphabets("A", "C");
        MemoryDataset data = episodes.dataset();
        FloatArray question = data.all().inputs().get(0);
        FloatArray shown = data.all().inputs().get(1);
        FloatArray classes = data.all().targets().get(0);
        Map<String, Integer> drawings = new TreeMap<>();
        Map<Integer, Integer> places = new TreeMap<>();
        for (Row row : episodes.truth()) {
            int from = 4 * row.getInt("episode");
            assertEquals(row.getRowNumber(), row.getInt("episode"));
            Drawn asked = Drawn.of(question.row(from));
            assertEquals(row.getString("alphabet"), asked.alphabet());
            assertEquals(row.getString("character"), asked.character());
            assertEquals(row.getInt("drawer in question"), asked.drawer);
            assertTrue(List.of("A", "C").contains(asked.alphabet()));
            assertNotEquals(asked.drawer, row.getInt("drawer"), "no drawer is shared");
            Set<Integer> characters = new HashSet<>();
            for (int k = 0; k < 4; k++) {
                assertEquals(asked, Drawn.of(question.row(from + k)));
                Drawn one = Drawn.of(shown.row(from + k));
                assertEquals(row.getInt("drawer"), one.drawer);
                assertEquals(asked.alphabet(), one.alphabet());
                assertTrue(characters.add(one.row), "one drawing of each character");
                boolean right = one.row == asked.row;
                assertEquals(right ? 1 : 0, classes.get(from + k));
                assertEquals(right, row.getInt("right") == k);
            }
            drawings.merge(asked.alphabet() + asked.character() + asked.drawer, 1, Integer::sum);
            places.merge(row.getInt("right"), 1, Integer::sum);
        }
        // 2 alphabets of 4 characters by 5 drawers, 15 times each with a standard deviation of 4; 4 places, 150 times
        // each.
        assertEquals(40, drawings.size());
        drawings.forEach((drawing, count) -> assertEquals(15, count, 5 * 4, drawing));
        assertEquals(4, places.size());
        places.forEach((place, count) -> assertEquals(150, count, 5 * 11));
    }

    private record Drawn(int row, int drawer) {

        static Drawn of(FloatArray image) {
            int row = -1;
            int ink = 0;
            for (int i = 0; i < image.values().length; i++) {
                if (image.values()[i] == 1) {
                    row = i / SmallZip.SIDE;
                    ink++;
                }
            }
            return new Drawn(row, ink);
        }

        String alphabet() {
            return String.valueOf((char) ('A' + (row - 1) / 4));
        }

        String character() {
            return "character0" + ((row - 1) % 4 + 1);
        }
    }

    @Test
    void fewerCharactersThanThereAreAreDrawnAtRandom() {
        Table truth = omniglot.oneShot(200, 7).ways(2).alphabets("B").truth();
        assertEquals(4, truth.stringColumn("character").countUnique());
        assertEquals(5, truth.intColumn("drawer").countUnique());
    }

    @Test
    void moreEpisodesLeaveTheFirstAsTheyAre() {
        OneShot episodes = omniglot.oneShot(5, 7).ways(3);
        OneShot more = omniglot.oneShot(20, 7).ways(3);
        assertEquals(episodes.dataset().all(), more.dataset().take(15).all());
        assertNotEquals(
                episodes.dataset().all(),
                omniglot.oneShot(5, 8).ways(3).dataset().all());
    }

    @Test
    void optionsAreChecked() throws IOException {
        OneShot episodes = omniglot.oneShot(4, 7).ways(4);
        refused("count must not be negative, got -1", () -> omniglot.oneShot(-1, 7));
        refused("ways must be at least 2, got 1", () -> episodes.ways(1));
        refused("size must be positive, got 0", () -> episodes.size(0));
        refused("alphabets must not be empty", () -> episodes.alphabets(List.of()));
        refused("alphabets must differ, got [A, A]", () -> episodes.alphabets("A", "A"));
        refused("alphabet must be one of [A, B, C], got D", () -> episodes.alphabets("D"));
        refused(
                "alphabet A must have 5 characters for episodes of 5 ways, got 4",
                () -> episodes.alphabets("A").ways(5).dataset());
        Omniglot oneDrawer = Omniglot.open(SmallZip.of(1, 2, 1).write(temp.resolve("drawer.zip")));
        refused(
                "alphabet A must have two drawers who drew all of its characters, got [1]",
                () -> oneDrawer.oneShot(1, 7).ways(2).truth());
    }
}
