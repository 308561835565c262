package polyview.datasets;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Seeds;
import polyview.base.Startup;

/**
 * Synthetic characters: alphabets of random strokes, drawn by several people. They stand in for {@link Omniglot} where nothing can
 * be downloaded.
 *
 * <p>A character is 2 or 3 curved strokes. The people of an alphabet draw all its characters, each in a way of their own
 * (slant, width, height, rotation, place and pen), and no two drawings of a person are equal: each point of a stroke is slightly
 * moved. Unlike in real alphabets, the characters of one alphabet have no strokes in common, and all alphabets are equally hard.
 *
 * <p>Alphabets are named {@code made1}, {@code made2} and so on, characters {@code character01}, drawers are 1, 2, ...; a
 * drawing has 48 x 48 pixels. A drawing depends on the seed, its names and the wobble alone: more alphabets, characters or
 * drawers leave it as it is.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var characters = MadeCharacters.of(7);                  // 6 alphabets of 24 characters by 12 drawers
 * var few = MadeCharacters.of(3, 20, 4, 0.05, 7);         // 3 alphabets of 20 characters by 4 drawers
 * few.pairs(1000, 1).size(28).alphabets("made1").dataset()
 * }</pre>
 */
public final class MadeCharacters extends Characters implements Serializable {

    static {
        Startup.begin();
    }

    private static final int SIDE = 48;
    private static final double WOBBLE = 0.06;

    private static final int CHARACTER = 0;
    private static final int HAND = 1;
    private static final int DRAWING = 2;

    private final long seed;
    private final Made made;

    /** All that decides the drawings: it travels in their place. */
    private record Made(int alphabets, int characters, int drawers, double wobble, long seed) implements Serializable {

        private Object readResolve() {
            return of(alphabets, characters, drawers, wobble, seed);
        }
    }

    private MadeCharacters(SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings, Made made) {
        super(drawings);
        this.seed = made.seed();
        this.made = made;
    }

    private Object writeReplace() {
        return made;
    }

    /** Six alphabets of 24 characters, each drawn by 12 people with a wobble of 0.06. */
    public static MadeCharacters of(long seed) {
        return of(6, 24, 12, WOBBLE, seed);
    }

    /**
     * So many alphabets, of so many characters each, by so many drawers.
     *
     * <p>Refused: {@code alphabets must be at least 3 for training, validation and test, got 2}; {@code characters must be
     * positive, got 0}, drawers too; {@code wobble must lie in [0, 1], got -0.1}.
     *
     * @param wobble how far a point of a stroke is moved, at most, along each axis, in sides of the drawing
     */
    public static MadeCharacters of(int alphabets, int characters, int drawers, double wobble, long seed) {
        if (alphabets < 3) {
            throw new IllegalArgumentException(
                    "alphabets must be at least 3 for training, validation and test, got " + alphabets);
        }
        Checks.requirePositive("characters", characters);
        Checks.requirePositive("drawers", drawers);
        if (!(wobble >= 0 && wobble <= 1)) {
            throw new IllegalArgumentException("wobble must lie in [0, 1], got " + wobble);
        }
        SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings = new TreeMap<>();
        for (int a = 0; a < alphabets; a++) {
            SortedMap<String, SortedMap<Integer, Drawing>> alphabet = new TreeMap<>();
            for (int c = 0; c < characters; c++) {
                MadeCharacter character = MadeCharacter.random(Seeds.stream(seed, CHARACTER, a, c));
                SortedMap<Integer, Drawing> drawn = new TreeMap<>();
                for (int d = 0; d < drawers; d++) {
                    var hand = MadeCharacter.Hand.random(seed, HAND, a, d);
                    drawn.put(d + 1, character.drawn(hand, wobble, SIDE, Seeds.stream(seed, DRAWING, a, c, d)));
                }
                alphabet.put(String.format(Locale.ROOT, "character%02d", c + 1), drawn);
            }
            drawings.put("made" + (a + 1), alphabet);
        }
        return new MadeCharacters(drawings, new Made(alphabets, characters, drawers, wobble, seed));
    }

    /** The last alphabet by name for the test, the one before it for validation, all others to learn from. */
    @Override
    public Split split() {
        List<String> all = alphabets();
        int count = all.size();
        return new Split(
                IntStream.range(0, count - 2).mapToObj(all::get).toList(),
                List.of(all.get(count - 2)),
                List.of(all.get(count - 1)));
    }

    /** The content: {@code MadeCharacters[6 alphabets, 1728 drawings, seed 7]}. */
    @Override
    public String toString() {
        return "MadeCharacters[" + alphabets().size() + " alphabets, " + size() + " drawings, seed " + seed + "]";
    }
}
