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
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pairs of drawings, from {@link Omniglot} or synthetic: the same character or not.
 *
 * <p>Class 1: one character by two drawers. Class 0: two characters of one alphabet, by two drawers too. Characters of one
 * alphabet are the harder case: two alphabets often differ by style. Each character of the chosen alphabets is equally likely as
 * the first of a pair; samples 0 and 1, 2 and 3, and so on hold one of each class. Pairs are drawn with replacement, so one may
 * occur twice.
 *
 * <p>Sample i depends on the seed, the options and i alone.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var train = omniglot.pairs(4000, 7).size(32).alphabets("Greek", "Latin")
 *         .jitter(Jitter.none().rotation(10).shift(2).zoom(0.1));
 * MemoryDataset data = train.dataset();   // inputs (4000, 32, 32, 1) twice, target (4000)
 * train.truth()                           // a table: who drew what
 * }</pre>
 *
 * @param characters the drawings
 * @param count the number of samples
 * @param seed decides everything
 * @param size height and width of each image, in pixels
 * @param alphabets to draw from
 * @param jitter random moves, drawn for each drawing; for training only
 */
public record CharacterPairs(
        Characters characters, int count, long seed, int size, List<String> alphabets, Jitter jitter)
        implements DataRecipe {

    static {
        Startup.begin();
    }

    private static final int CLASS = 0;
    private static final int PAIR = 1;
    private static final int JITTER = 2;

    /** Checks the options: {@code count must not be negative, got -1}, and the rules that the methods below name. */
    public CharacterPairs {
        alphabets = List.copyOf(alphabets);
        Characters.check(count, size, alphabets);
        for (String alphabet : alphabets) {
            List<String> names = characters.characters(alphabet);
            if (names.size() < 2) {
                throw new IllegalArgumentException(
                        "alphabet " + alphabet + " must have two characters for pairs, got " + names);
            }
            for (String character : names) {
                if (characters.drawers(alphabet, character).size() < 2) {
                    throw new IllegalArgumentException("character " + character + " of alphabet " + alphabet
                            + " must have two drawers for pairs, got " + characters.drawers(alphabet, character));
                }
            }
        }
    }

    /** The height and width of the images; refused: {@code size must be positive, got 0}. */
    public CharacterPairs size(int size) {
        return new CharacterPairs(characters, count, seed, size, alphabets, jitter);
    }

    /** The alphabets to draw from; see {@link #alphabets(List)}. */
    public CharacterPairs alphabets(String... alphabets) {
        return alphabets(List.of(alphabets));
    }

    /**
     * The alphabets to draw from; refused: none, one twice, an unknown one, and one without two characters, each by two
     * drawers.
     */
    public CharacterPairs alphabets(List<String> alphabets) {
        return new CharacterPairs(characters, count, seed, size, alphabets, jitter);
    }

    /** Random moves, drawn for each of the two drawings. */
    public CharacterPairs jitter(Jitter jitter) {
        return new CharacterPairs(characters, count, seed, size, alphabets, jitter);
    }

    /** Makes all samples: two inputs {@code (N, size, size, 1)} in 0..1, ink 1, and the classes {@code (N)}. */
    public MemoryDataset dataset() {
        FloatArray first = FloatArray.zeros(Shape.of(count, size, size, 1));
        FloatArray second = FloatArray.zeros(first.shape());
        float[] classes = new float[count];
        List<Pair> pairs = draw();
        for (int i = 0; i < count; i++) {
            Pair pair = pairs.get(i);
            SplittableRandom moves = Seeds.stream(seed, i, JITTER);
            put(first, i, characters.ink(pair.alphabet, pair.firstCharacter, pair.firstDrawer), moves);
            put(second, i, characters.ink(pair.alphabet, pair.secondCharacter, pair.secondDrawer), moves);
            classes[i] = pair.same() ? 1 : 0;
        }
        MemoryDataset data = new MemoryDataset(List.of(first, second), List.of(FloatArray.of(classes, count)));
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
     * The truth as a table: {@code sample}, {@code same}, {@code alphabet}, {@code first character}, {@code first drawer},
     * {@code second character}, {@code second drawer}.
     */
    public Table truth() {
        Table table = Table.create(
                "pairs of drawings",
                IntColumn.create("sample"),
                BooleanColumn.create("same"),
                StringColumn.create("alphabet"),
                StringColumn.create("first character"),
                IntColumn.create("first drawer"),
                StringColumn.create("second character"),
                IntColumn.create("second drawer"));
        for (Pair pair : draw()) {
            table.intColumn("sample").append(table.intColumn("sample").size());
            table.booleanColumn("same").append(pair.same());
            table.stringColumn("alphabet").append(pair.alphabet);
            table.stringColumn("first character").append(pair.firstCharacter);
            table.intColumn("first drawer").append(pair.firstDrawer);
            table.stringColumn("second character").append(pair.secondCharacter);
            table.intColumn("second drawer").append(pair.secondDrawer);
        }
        return table;
    }

    private List<Pair> draw() {
        List<String[]> all = new ArrayList<>();
        for (String alphabet : alphabets) {
            characters.characters(alphabet).forEach(character -> all.add(new String[] {alphabet, character}));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = Seeds.stream(seed, i, PAIR);
            String[] first = all.get(random.nextInt(all.size()));
            int firstDrawer = other(random, characters.drawers(first[0], first[1]), -1);
            String second = Balanced.isClassOne(seed, i, CLASS)
                    ? first[1]
                    : other(random, characters.characters(first[0]), first[1]);
            int secondDrawer = other(random, characters.drawers(first[0], second), firstDrawer);
            pairs.add(new Pair(first[0], first[1], firstDrawer, second, secondDrawer));
        }
        return pairs;
    }

    /** One element of the list, but not this one. */
    private static <T> T other(SplittableRandom random, List<T> list, T not) {
        List<T> rest = list.stream().filter(one -> !one.equals(not)).toList();
        return rest.get(random.nextInt(rest.size()));
    }

    private void put(FloatArray images, int i, Drawing ink, SplittableRandom moves) {
        float[] image = jitter.apply(ink, size, moves).resized(size).values();
        System.arraycopy(image, 0, images.values(), i * image.length, image.length);
    }

    private record Pair(
            String alphabet, String firstCharacter, int firstDrawer, String secondCharacter, int secondDrawer) {

        boolean same() {
            return firstCharacter.equals(secondCharacter);
        }
    }
}
