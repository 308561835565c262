/**
 * Arrays to and from files in NumPy's format: one array ({@code .npy}), and zip files of several of them and of other entries
 * ({@link polyview.data.npy.Npz}, {@link polyview.data.npy.ArchiveReader}, {@link polyview.data.npy.ArchiveWriter}).
 *
 * <p>This package knows arrays and nothing else of {@code polyview.data}; what the entries of an archive mean is for whoever writes it.
 *
 * <p>Limits: numbers become 32-bit floats, or single numbers exactly; an entry holds less than 2^31 bytes.
 */
package polyview.data.npy;
