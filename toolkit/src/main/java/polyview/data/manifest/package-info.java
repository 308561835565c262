/**
 * Which files make a sample, and what its label is: a {@link polyview.data.manifest.Manifest}, made of a CSV file, a table or folders.
 *
 * <p>No image is opened here, and nothing is known of forms, threads or batches: that is for {@code polyview.data.loader}.
 *
 * <p>Limits: all rows lie in memory, some 50 bytes each; paths together hold less than 2 GB; a manifest has labels or numbers, not
 * both.
 */
package polyview.data.manifest;
