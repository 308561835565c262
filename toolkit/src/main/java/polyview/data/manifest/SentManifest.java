package polyview.data.manifest;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import polyview.base.SoftMemory;

/** A manifest on its way to another process. */
sealed interface SentManifest extends Serializable {

    /** The form of some rows: by the file where they come from one, or else all of them. */
    static SentManifest of(ManifestRows all, int... rows) {
        return all.csv()
                .<SentManifest>map(csv -> new OfFile(
                        csv.file().toAbsolutePath().toString(),
                        csv.separator(),
                        all.uses(),
                        all.source(),
                        all.size(),
                        RowsDigest.of(all),
                        Selection.of(all.size(), rows)))
                .orElseGet(() -> new OfRows(all, Selection.of(all.size(), rows)));
    }

    /**
     * Which rows.
     *
     * @param all whether these are all, in their order
     */
    record Selection(boolean all, int[] rows) implements Serializable {

        static final Selection ALL = new Selection(true, new int[0]);

        static Selection of(int size, int... rows) {
            boolean all = Arrays.equals(rows, range(size));
            return all ? ALL : new Selection(false, rows);
        }

        private static int[] range(int size) {
            int[] every = new int[size];
            Arrays.setAll(every, i -> i);
            return every;
        }

        Manifest of(ManifestRows whole) {
            return new Manifest(whole, all ? range(whole.size()) : rows);
        }
    }

    /** The rows themselves. */
    record OfRows(ManifestRows all, Selection selection) implements SentManifest {

        private Object readResolve() {
            return selection.of(all);
        }
    }

    /**
     * A file that is read again, and must have the same rows.
     *
     * @param source what messages call it
     * @param digest of all its rows
     */
    record OfFile(
            String file, char separator, ColumnUses uses, String source, int size, String digest, Selection selection)
            implements SentManifest {

        /** Several parts of one file are parts of one reading of it, as long as there is memory. */
        private static final SoftMemory<OfFile, ManifestRows> READ = new SoftMemory<>();

        private Object readResolve() {
            return selection.of(READ.get(whole(), OfFile::read));
        }

        private OfFile whole() {
            return new OfFile(file, separator, uses, source, size, digest, Selection.ALL);
        }

        private ManifestRows read() {
            ManifestRows here = opened().named(source);
            if (here.size() != size || !RowsDigest.of(here).equals(digest)) {
                throw new IllegalStateException("manifest " + file
                        + " has other rows here than where the run was planned: "
                        + here.size() + ", and " + size + " there" + (here.size() == size ? ", which are others" : "")
                        + "; all places must see the same file");
            }
            return here;
        }

        private ManifestRows opened() {
            try {
                return new ManifestColumns(new CsvCells(Path.of(file), separator), uses).rows();
            } catch (UncheckedIOException e) {
                throw new IllegalStateException(
                        "manifest " + file + " cannot be read here: " + e.getMessage()
                                + "; put it and its images into a folder that all places see under the same path, or"
                                + " give the data in memory: Dataset.of(inputs, target)",
                        e);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "manifest " + file + " has other rows here than where the run was planned: " + e.getMessage(),
                        e);
            }
        }
    }
}
