package polyview.data;

import java.io.Serializable;

/**
 * How a data set is made in another process: a description that travels in the place of the data, or with it.
 *
 * <p>A recipe is sent by Java's serialization, once to each process. Data in memory gives one that holds its arrays; a made data set is
 * its own recipe, and is made again from a few numbers; a manifest gives its path. {@link Dataset#recipe} asks for it.
 *
 * <p>A data set of your own that is made of numbers can be one too:
 *
 * <pre>{@code
 * record Circles(int count, long seed) implements DataRecipe {
 *     public MemoryDataset make() {
 *         return drawn(count, seed).madeBy(this);   // what travels is Circles[count=100, seed=7]
 *     }
 * }
 * Dataset data = new Circles(100, 7).make();
 * }</pre>
 *
 * <p>{@code toString()} says in messages what it is a recipe of; a record does by itself.
 */
@FunctionalInterface
public interface DataRecipe extends Serializable {

    /**
     * Makes the data set in this process; it has the same samples, in the same order, as the one whose recipe this is.
     *
     * <p>Refused, by recipes of the toolkit: samples that are not the same here, and files that are not there; the message says what to do.
     */
    Dataset make();

    /**
     * The recipe of what a change makes of this data: for a data set that wraps another one.
     *
     * <p>Example, for {@code record Renamed(Dataset data, List<String> inputNames) implements ForwardingDataset}:
     *
     * <pre>{@code
     * public Optional<DataRecipe> recipe() {
     *     List<String> names = inputNames;
     *     return data.recipe().map(first -> first.then(there -> new Renamed(there, names)));
     * }
     * }</pre>
     */
    default DataRecipe then(Change change) {
        return new ChangedRecipe(this, change);
    }

    /** What makes another data set of one; what it holds must be serializable. */
    @FunctionalInterface
    interface Change extends Serializable {

        /** The changed data set. */
        Dataset of(Dataset data);
    }
}
