package polyview.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import polyview.base.Checks;
import polyview.data.DataRecipe;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/**
 * Drawings of characters of several alphabets, each by several people: {@link Omniglot}, or {@link MadeCharacters}, synthetic ones
 * for which nothing is downloaded.
 *
 * <p>They serve two tasks: whether two drawings are the same character ({@link #pairs(int, long)}), and which one of
 * some characters a drawing is ({@link #oneShot}). Images are 1 where there is ink and 0 where there is paper.
 *
 * <pre>{@code
 * Characters characters = Omniglot.locate().<Characters>map(Omniglot::open).orElseGet(() -> MadeCharacters.of(7));
 * var split = characters.split();
 * MemoryDataset train = characters.pairs(4000, 7, 32, split.train());   // inputs (4000, 32, 32, 1) twice
 * MemoryDataset test = characters.pairs(1000, 8, 32, split.test());     // alphabets never seen in training
 * }</pre>
 */
public abstract sealed class Characters permits Omniglot, MadeCharacters {

    private final SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings;

    /** How data of these drawings travels: itself as its options, where these drawings are made, and else as its arrays. */
    MemoryDataset travelling(MemoryDataset data, DataRecipe options) {
        return this instanceof MadeCharacters ? data.madeBy(options) : data;
    }

    /** Takes the drawings by alphabet, character and drawer. */
    Characters(SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings) {
        this.drawings = drawings;
    }

    /** The names of the alphabets, sorted. */
    public List<String> alphabets() {
        return List.copyOf(drawings.keySet());
    }

    /** The names of an alphabet's characters, sorted; refused: {@code alphabet must be one of [...], got Elvish}. */
    public List<String> characters(String alphabet) {
        return List.copyOf(pick(drawings, "alphabet", alphabet).keySet());
    }

    /** The numbers of those who drew a character, sorted; refused: an unknown alphabet or character. */
    public List<Integer> drawers(String alphabet, String character) {
        return List.copyOf(drawingsOf(alphabet, character).keySet());
    }

    /** The number of drawings. */
    public int size() {
        return drawings.values().stream()
                .flatMap(characters -> characters.values().stream())
                .mapToInt(SortedMap::size)
                .sum();
    }

    /**
     * One drawing, resized: {@code (size, size, 1)}, each pixel the mean over the area that it covers.
     *
     * <p>Refused: an unknown alphabet, character or drawer, and {@code size must be positive, got 0}.
     */
    public FloatArray image(String alphabet, String character, int drawer, int size) {
        checkSize(size);
        return ink(alphabet, character, drawer).resized(size);
    }

    /** All drawings of a character, resized, in the order of {@link #drawers}: {@code (N, size, size, 1)}. */
    public FloatArray images(String alphabet, String character, int size) {
        checkSize(size);
        List<FloatArray> images = new ArrayList<>();
        drawingsOf(alphabet, character).values().forEach(ink -> images.add(ink.resized(size)));
        return FloatArray.stack(images);
    }

    /** Pairs "the same character or not"; the short form of {@link CharacterPairs} without options. */
    public MemoryDataset pairs(int count, long seed, int size, String... alphabets) {
        return pairs(count, seed, size, List.of(alphabets));
    }

    /** Pairs "the same character or not"; the short form of {@link CharacterPairs} without options. */
    public MemoryDataset pairs(int count, long seed, int size, List<String> alphabets) {
        return pairs(count, seed).size(size).alphabets(alphabets).dataset();
    }

    /** Pairs "the same character or not" of 32 x 32 pixels from all alphabets, with options to set. */
    public CharacterPairs pairs(int count, long seed) {
        return new CharacterPairs(this, count, seed, 32, alphabets(), Jitter.none());
    }

    /**
     * Episodes "which of these twenty is it?" of 32 x 32 pixels from all alphabets, with options to set.
     *
     * <p>Refused: what {@link OneShot} refuses.
     */
    public OneShot oneShot(int count, long seed) {
        return new OneShot(this, count, seed, 20, 32, alphabets());
    }

    /**
     * Runs of the form of the official ones ({@link OmniglotRuns}), to choose designs by: in each, two people of an alphabet and twenty of
     * its characters, or as many as it has, are drawn; the characters are shown as the first drew them and asked for as the second did. Run i is
     * of alphabet i, counted on from the first after the last, and depends on the seed and i alone.
     *
     * <p>Example: {@code omniglot.runs(60, 3, List.of("Korean")).trials()} is 1200. Refused: {@code count must be positive, got 0}; no
     * alphabet, one twice, an unknown one, and what {@link OneShot} refuses.
     */
    public OneShotRuns runs(int count, long seed, List<String> alphabets) {
        return DrawnRuns.of(this, count, seed, alphabets);
    }

    /** The usual split of the alphabets of this data into training, validation and test. */
    public abstract Split split();

    Drawing ink(String alphabet, String character, int drawer) {
        return pick(drawingsOf(alphabet, character), "drawer", drawer);
    }

    /** Checks the options that all samples of characters share: count, size and alphabets. */
    static void check(int count, int size, List<String> alphabets) {
        Checks.requireNotNegative("count", count);
        checkSize(size);
        if (alphabets.isEmpty()) {
            throw new IllegalArgumentException("alphabets must not be empty");
        }
        if (Set.copyOf(alphabets).size() < alphabets.size()) {
            throw new IllegalArgumentException("alphabets must differ, got " + alphabets);
        }
    }

    private static void checkSize(int size) {
        Checks.requirePositive("size", size);
    }

    private SortedMap<Integer, Drawing> drawingsOf(String alphabet, String character) {
        return pick(pick(drawings, "alphabet", alphabet), "character", character);
    }

    private static <K, V> V pick(SortedMap<K, V> map, String what, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException(what + " must be one of " + map.keySet() + ", got " + key);
        }
        return value;
    }

    /**
     * Alphabets for training, validation and test: the test is about characters that training never saw.
     *
     * <p>Refused: an empty part ({@code test must name an alphabet}) and one alphabet twice ({@code train, valid and test
     * must not share an alphabet, got Greek twice}).
     *
     * @param train alphabets to learn from
     * @param valid alphabets to choose a design by
     * @param test alphabets to report on
     */
    public record Split(List<String> train, List<String> valid, List<String> test) {

        /** Checks that the parts are not empty and share no alphabet; copies of the lists are kept. */
        public Split {
            train = List.copyOf(train);
            valid = List.copyOf(valid);
            test = List.copyOf(test);
            List<String> seen = new ArrayList<>();
            for (List<String> part : List.of(train, valid, test)) {
                for (String alphabet : part) {
                    if (seen.contains(alphabet)) {
                        throw new IllegalArgumentException(
                                "train, valid and test must not share an alphabet, got " + alphabet + " twice");
                    }
                    seen.add(alphabet);
                }
            }
            checkNotEmpty("train", train);
            checkNotEmpty("valid", valid);
            checkNotEmpty("test", test);
        }

        /**
         * Of the small background set of {@link Omniglot}: Balinese, Greek and Latin to learn from (74 characters), Early_Aramaic
         * to choose by (22), Korean to report on (40, the most, so that the result rests on many characters). Greek and Latin are
         * in one part because they share letters.
         *
         * <p>The difficulty depends on the alphabet: Balinese, whose characters are alike, is far harder than the others.
         */
        public static Split standard() {
            return new Split(List.of("Balinese", "Greek", "Latin"), List.of("Early_Aramaic"), List.of("Korean"));
        }

        /** All alphabets: of training, then of validation, then of the test. */
        public List<String> all() {
            return Stream.of(train, valid, test).flatMap(List::stream).toList();
        }

        private static void checkNotEmpty(String name, List<String> part) {
            if (part.isEmpty()) {
                throw new IllegalArgumentException(name + " must name an alphabet");
            }
        }
    }
}
