/**
 * The list of samples, with their files and labels: a {@link polyview.data.manifest.Manifest}, made from a CSV file, a table or
 * folders.
 *
 * <p>No image is opened here; forms, threads and batches belong to {@code polyview.data.loader}.
 *
 * <p>What the columns are used for is said by {@link polyview.data.manifest.ManifestColumns} and kept as {@link
 * polyview.data.manifest.SampleColumn}s, in the order of a model's inputs and outputs.
 *
 * <p>Limits: all rows are in memory, about 50 bytes each; paths together hold less than 2 GB.
 */
package polyview.data.manifest;
