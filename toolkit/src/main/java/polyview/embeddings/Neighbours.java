package polyview.embeddings;

/**
 * The nearest entries of a gallery for each query, nearest first; of equally near entries the one that was added first.
 *
 * @param entries for each query the places of the entries in the gallery, from 0
 * @param distances for each query how far they are
 */
public record Neighbours(int[][] entries, double[][] distances) {

    /** The number of queries. */
    public int size() {
        return entries.length;
    }
}
