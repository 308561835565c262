/**
 * Arrays to and from files in NumPy's format: one array ({@code .npy}), and zip files of several of them and of other entries
 * ({@link polyview.data.npy.Npz}, {@link polyview.data.npy.ArchiveReader}, {@link polyview.data.npy.ArchiveWriter}).
 *
 * <p>This package depends only on the arrays of {@code polyview.data}; the meaning of the entries is up to their writer.
 *
 * <p>Limits: numbers become 32-bit floats, or single numbers exactly; an entry holds less than 2^31 bytes.
 */
package polyview.data.npy;
