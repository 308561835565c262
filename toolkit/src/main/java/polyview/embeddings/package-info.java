/**
 * Comparing images by embeddings: what is near belongs together.
 *
 * <p>A model whose output is {@code (N, E)} is trained by a loss that compares the samples of a batch ({@link
 * polyview.losses.Loss#batchContrastive}, {@link polyview.losses.Loss#triplet}, {@link polyview.losses.Loss#ntXent}) on batches that are balanced by class ({@link
 * polyview.data.Dataset#classBatches}). {@link polyview.embeddings.Embeddings} are its output for a data set, with the classes; a {@link
 * polyview.embeddings.Gallery} finds what lies nearest, {@link polyview.embeddings.Prototypes} are the means of classes, {@link
 * polyview.embeddings.Episodes} asks how well new classes are told apart from a few samples of each, {@link
 * polyview.embeddings.Verification} from which distance on two samples count as one class, and {@link polyview.embeddings.HardPairs} names
 * the pairs that are hardest.
 *
 * <p>Classes are matched by their names where both sides have names, and by their numbers where neither has.
 *
 * <p>Limits: all searches are exact, each query is compared with all entries in 64 bits, {@code N M E} steps for N queries and M entries;
 * there is no approximate index. Embeddings are kept in memory. Rates that are estimated from a few samples are refused, or told with an
 * interval, but samples of one class are more alike than the intervals take into account.
 */
package polyview.embeddings;
