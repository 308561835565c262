package polyview.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a {@link Splitter} must know of a data set: how many rows there are, how a part is made, and by what they can be split.
 *
 * <p>Example, the rows of a list:
 *
 * <pre>{@code
 * record Names(List<String> names) implements SplitSource<List<String>> {
 *     public int size() { return names.size(); }
 *     public List<String> part(int... rows) { return IntStream.of(rows).mapToObj(names::get).toList(); }
 * }
 * new Splitter<>(new Names(List.of("a", "b", "c", "d"))).kFold(2, 7)
 * }</pre>
 *
 * @param <T> a part
 */
public interface SplitSource<T> {

    /** The number of rows. */
    int size();

    /** Some rows, in the order given. */
    T part(int... rows);

    /** The name for messages, such as {@code pairs.csv}; {@code the data} by default. */
    default String name() {
        return "the data";
    }

    /** A row for messages; {@code sample 7} by default. */
    default String where(int row) {
        return "sample " + row;
    }

    /** Numbers that are equal for repeated rows, which are not split; all different by default. */
    default int[] identities() {
        return IntStream.range(0, size()).toArray();
    }

    /** The class of each row; empty, as by default, where it is not known. */
    default Optional<int[]> classes() {
        return Optional.empty();
    }

    /** The names of the classes by index; empty by default, which shows the indices. */
    default List<String> classNames() {
        return List.of();
    }

    /** The group of each row, such as a patient; empty, as by default, where it is not known. */
    default Optional<List<String>> groups() {
        return Optional.empty();
    }

    /** The time of each row, in any unit; empty, as by default, where it is not known. */
    default Optional<double[]> times() {
        return Optional.empty();
    }

    /** The time of a row as reports show it; its number by default. */
    default String timeText(int row) {
        return times().map(all -> Double.toString(all[row])).orElse("");
    }
}
