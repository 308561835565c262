/**
 * The list of samples, with their files and labels: a {@link polyview.data.manifest.Manifest}, made from a CSV file, a table or
 * folders.
 *
 * <p>No image is opened here; forms, threads and batches belong to {@code polyview.data.loader}.
 *
 * <p>Limits: all rows are in memory, about 50 bytes each; paths together hold less than 2 GB; a manifest has labels or numbers, not
 * both.
 */
package polyview.data.manifest;
