package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The entries of a zip file, read in their order; what goes wrong names the file and the entry.
 *
 * @param zip the file
 */
record ZipContent(Path zip) {

    /** What is done with an entry. */
    interface Use {

        void entry(String name, byte[] content) throws IOException;
    }

    /** Images have a few kB to a few MB each; what is far larger is no image, or a forged size. */
    private static final int MOST_BYTES = 16 << 20;

    /**
     * Reads the entries of which the name is wanted, without what one kind of computer adds to zip files ({@code __MACOSX/}).
     *
     * <p>Refused: {@code cannot read x.zip: there is no such file}; {@code cannot read entry a/b.png of x.zip: the PNG file is cut off};
     * {@code entry a/b.png of x.zip is larger than 16777216 bytes}.
     */
    void read(Predicate<String> wanted, Use use) {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                if (wanted.test(entry.getName()) && !entry.getName().startsWith("__MACOSX/")) {
                    read(file, entry, use);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** {@code cannot read x.zip: there is no such file}, or why it cannot be read. */
    UncheckedIOException unreadable(IOException e) {
        String reason = Files.exists(zip) ? e.getMessage() : "there is no such file";
        return new UncheckedIOException("cannot read " + zip + ": " + reason, e);
    }

    private void read(ZipFile file, ZipEntry entry, Use use) {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "entry " + entry.getName() + " of " + zip + " is larger than " + MOST_BYTES + " bytes");
            }
            use.entry(entry.getName(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read entry " + entry.getName() + " of " + zip + ": " + e.getMessage(), e);
        }
    }
}
