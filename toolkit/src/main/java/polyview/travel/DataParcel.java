package polyview.travel;

import java.io.Serializable;
import java.util.Locale;
import polyview.base.Sha256;
import polyview.data.DataRecipe;
import polyview.data.Dataset;

/**
 * The recipe of a data set as bytes, to be sent once to each process that needs it.
 *
 * <p>It is Java-serializable, whatever classes the recipe is made of; classes of notebook cells, such as an augmentation, come along.
 *
 * <pre>{@code
 * DataParcel parcel = DataParcel.of("train", data);      // here
 * Dataset there = parcel.make();                         // in another process, once
 * }</pre>
 *
 * @param id the SHA-256 of its bytes: two parcels of one id are the same data
 * @param what as the recipe says it, such as {@code MadePairs[count=2000, seed=7, ...], 1600 rows}
 * @param bytes the recipe, as {@link Bundle} writes it
 */
public record DataParcel(String id, String what, byte[] bytes) implements Serializable {

    /**
     * Of a data set.
     *
     * <p>Refused with an {@link IllegalArgumentException}: {@code data train cannot travel: class Mine gives no recipe(); give it in memory
     * (Dataset.of), by a manifest, or override recipe()}; a recipe that holds something that is not serializable, with the path to it.
     *
     * @param name for messages
     */
    public static DataParcel of(String name, Dataset data) {
        DataRecipe recipe = data.recipe()
                .orElseThrow(() -> new IllegalArgumentException("data " + name + " cannot travel: class "
                        + data.getClass().getName()
                        + " gives no recipe(); give it in memory (Dataset.of), by a manifest, or override recipe()"));
        byte[] bytes = Bundle.of("data " + name, recipe);
        return new DataParcel(Sha256.of(bytes), recipe.toString(), bytes);
    }

    /** Makes the data set in this process; what {@link DataRecipe#make} refuses comes out. */
    public Dataset make() {
        return ((DataRecipe) Bundle.open(bytes)).make();
    }

    /** What it is, and how much is sent: {@code MadePairs[...], 1600 rows: 7,012 bytes}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d bytes", what, bytes.length);
    }
}
