package polyview.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.base.Startup;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Episodes "which of these is it?": one drawing of each of some characters of one alphabet, all by one drawer, and a drawing
 * of one of them by another drawer.
 *
 * <p>An episode is {@code ways} pairs in a row: first the drawing in question, second each of the drawings that it is compared
 * with, in a random order; class 1 for the one of the same character, 0 for all others. The answer of a network for pairs is the
 * pair with the largest score; {@code NWayAccuracy.among(ways)} is how often it is right. Guessing gives 1 / {@code ways}. Source:
 * the one-shot classification of B. M. Lake, R. Salakhutdinov and J. B. Tenenbaum (see {@link Omniglot}), with 20 ways; there the
 * episodes are 400 fixed ones ({@link OmniglotRuns}), here they are drawn from a seed.
 *
 * <p>Episode i depends on the seed, the options and i alone.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var episodes = omniglot.oneShot(200, 7).size(28).alphabets("Korean");
 * MemoryDataset pairs = episodes.dataset();   // inputs (4000, 28, 28, 1) twice, target (4000), one of 20 is 1
 * episodes.truth()                            // a table: who drew what, and which is right
 * }</pre>
 *
 * @param characters the drawings
 * @param count the number of episodes
 * @param seed decides everything
 * @param ways characters in an episode
 * @param size height and width of each image, in pixels
 * @param alphabets to draw from, each equally likely
 */
public record OneShot(Characters characters, int count, long seed, int ways, int size, List<String> alphabets)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public OneShot {
        if (ways < 2) {
            throw new IllegalArgumentException("ways must be at least 2, got " + ways);
        }
        alphabets = List.copyOf(alphabets);
        Characters.check(count, size, alphabets);
        alphabets.forEach(characters::characters);
    }

    /** The height and width of the images; refused: {@code size must be positive, got 0}. */
    public OneShot size(int size) {
        return new OneShot(characters, count, seed, ways, size, alphabets);
    }

    /** The number of characters in an episode; refused: {@code ways must be at least 2, got 1}. */
    public OneShot ways(int ways) {
        return new OneShot(characters, count, seed, ways, size, alphabets);
    }

    /** The alphabets to draw from; see {@link #alphabets(List)}. */
    public OneShot alphabets(String... alphabets) {
        return alphabets(List.of(alphabets));
    }

    /** The alphabets to draw from; refused: none, one twice, and an unknown one. */
    public OneShot alphabets(List<String> alphabets) {
        return new OneShot(characters, count, seed, ways, size, alphabets);
    }

    /**
     * Makes all episodes: two inputs {@code (count ways, size, size, 1)} in 0..1, ink 1, and the classes {@code (count ways)}.
     *
     * <p>Refused: an alphabet with too few characters that are drawn by the same two people ({@code alphabet A must have 20
     * characters for episodes of 20 ways, got 4}; {@code alphabet A must have two drawers who drew all of its characters, got
     * [1]}).
     */
    public MemoryDataset dataset() {
        FloatArray first = FloatArray.zeros(Shape.of((long) count * ways, size, size, 1));
        FloatArray second = FloatArray.zeros(first.shape());
        float[] classes = new float[count * ways];
        int i = 0;
        for (Episode episode : draw()) {
            float[] question = image(episode.alphabet, episode.rightCharacter(), episode.asker);
            for (String character : episode.shown) {
                put(first, i, question);
                put(second, i, image(episode.alphabet, character, episode.drawer));
                classes[i] = character.equals(episode.rightCharacter()) ? 1 : 0;
                i++;
            }
        }
        MemoryDataset data = new MemoryDataset(List.of(first, second), List.of(FloatArray.of(classes, classes.length)));
        return characters.travelling(data, this);
    }

    /**
     * The same as {@link #dataset}: data of {@link MadeCharacters} travels to other processes as these options, that of files as its arrays.
     */
    @Override
    public MemoryDataset make() {
        return dataset();
    }

    /**
     * The truth as a table, a row for each episode: {@code episode}, {@code alphabet}, {@code character} in question, {@code
     * drawer in question}, {@code drawer} of the others, {@code right}, the place of the right one from 0.
     */
    public Table truth() {
        Table table = Table.create(
                "episodes",
                IntColumn.create("episode"),
                StringColumn.create("alphabet"),
                StringColumn.create("character"),
                IntColumn.create("drawer in question"),
                IntColumn.create("drawer"),
                IntColumn.create("right"));
        for (Episode episode : draw()) {
            table.intColumn("episode").append(table.intColumn("episode").size());
            table.stringColumn("alphabet").append(episode.alphabet);
            table.stringColumn("character").append(episode.rightCharacter());
            table.intColumn("drawer in question").append(episode.asker);
            table.intColumn("drawer").append(episode.drawer);
            table.intColumn("right").append(episode.right);
        }
        return table;
    }

    private List<Episode> draw() {
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = Seeds.stream(seed, i);
            String alphabet = alphabets.get(random.nextInt(alphabets.size()));
            List<Integer> drawers = drawersOfAll(alphabet);
            List<String> shown = some(random, characters.characters(alphabet), ways);
            List<Integer> two = some(random, drawers, 2);
            episodes.add(new Episode(alphabet, shown, random.nextInt(ways), two.get(0), two.get(1)));
        }
        return episodes;
    }

    List<Integer> drawersOfAll(String alphabet) {
        List<String> names = characters.characters(alphabet);
        if (names.size() < ways) {
            throw new IllegalArgumentException("alphabet " + alphabet + " must have " + ways
                    + " characters for episodes of " + ways + " ways, got " + names.size());
        }
        List<Integer> drawers = new ArrayList<>(characters.drawers(alphabet, names.get(0)));
        names.forEach(name -> drawers.retainAll(characters.drawers(alphabet, name)));
        if (drawers.size() < 2) {
            throw new IllegalArgumentException(
                    "alphabet " + alphabet + " must have two drawers who drew all of its characters, got " + drawers);
        }
        return drawers;
    }

    /** Some elements of a list, each once, in a random order. */
    static <T> List<T> some(SplittableRandom random, List<T> list, int count) {
        List<T> left = new ArrayList<>(list);
        List<T> some = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            some.add(left.remove(random.nextInt(left.size())));
        }
        return some;
    }

    private float[] image(String alphabet, String character, int drawer) {
        return characters.ink(alphabet, character, drawer).resized(size).values();
    }

    private static void put(FloatArray images, int i, float[] image) {
        System.arraycopy(image, 0, images.values(), i * image.length, image.length);
    }

    /**
     * One episode.
     *
     * @param shown characters, in the order of the pairs
     * @param right the place of the right one
     * @param drawer of those shown
     * @param asker who drew the one in question
     */
    private record Episode(String alphabet, List<String> shown, int right, int drawer, int asker) {

        String rightCharacter() {
            return shown.get(right);
        }
    }
}
