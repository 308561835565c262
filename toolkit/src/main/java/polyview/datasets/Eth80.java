package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import polyview.base.Sha256;
import polyview.base.Startup;
import polyview.data.manifest.Manifest;

/**
 * ETH-80: photographs of 80 objects of 8 classes, each from 41 directions (B. Leibe and B. Schiele, <em>Analyzing appearance and
 * contour based methods for object categorization</em>, CVPR, 2003).
 *
 * <p>This reads {@code eth80-64.zip}, the photographs in 64 x 64 pixels with a list of them: {@code images.csv} has the columns image,
 * mask, class, object, tilt_degrees and turn_degrees, paths relative to it. Any zip file with such a list is read, for example of the
 * photographs in their full size. Nothing is downloaded: the small form is published nowhere.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Manifest images = Eth80.open(Eth80.locate().get());       // 3280 rows of [image], 8 classes, grouped by object
 * var folds = images.splitter().byGroup().stratified().kFold(5, 7);    // no object in training and in test
 * }</pre>
 */
public final class Eth80 {

    static {
        Startup.begin();
    }

    /** The list of the images in the zip file. */
    static final String LIST = "images.csv";

    private static final String FOLDER = "eth80";
    private static final String NAME = "eth80-64.zip";
    private static final int DIGITS = 12;

    /** The photographs have about 7 kB each; what is far larger is no photograph, or a forged size. */
    private static final int MOST_BYTES = 16 << 20;

    private Eth80() {}

    /**
     * The file, if it is there: {@code eth80/eth80-64.zip} in the folder that {@code POLYVIEW_DATA} names, then in the cache folder
     * ({@code POLYVIEW_CACHE}, else {@code ~/.cache/polyview}).
     */
    public static Optional<Path> locate() {
        return locate(Folders.fromEnvironment());
    }

    static Optional<Path> locate(Folders folders) {
        return Stream.concat(folders.data().stream(), Stream.of(folders.cache()))
                .map(root -> root.resolve(FOLDER).resolve(NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The photographs of a zip file, with the class as label, the object as group and both angles as identifiers; they are unpacked
     * into the cache folder once.
     *
     * <p>Refused: {@code cannot read eth80-64.zip: there is no such file}, and its reason where it is no zip file; {@code eth80-64.zip
     * has no images.csv}; entries that would lie outside ({@code entry ../x of eth80-64.zip lies outside of it}) or are larger than 16
     * MiB; and what {@link polyview.data.manifest.ManifestColumns#open} refuses.
     */
    public static Manifest open(Path zip) {
        return open(zip, Folders.fromEnvironment());
    }

    static Manifest open(Path zip, Folders folders) {
        Path list;
        try {
            list = list(unpacked(zip, folders.cache().resolve(FOLDER)), zip);
        } catch (IOException e) {
            String reason = Files.exists(zip) ? e.getMessage() : "there is no such file";
            throw new UncheckedIOException("cannot read " + zip + ": " + reason, e);
        }
        return Manifest.csv(list)
                .images("image")
                .label("class")
                .group("object")
                .id("tilt_degrees", "turn_degrees")
                .open();
    }

    private static Path list(Path folder, Path zip) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().equals(LIST))
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalArgumentException(zip + " has no " + LIST));
        }
    }

    /** A folder named by the content; it is there only when it is whole. */
    private static Path unpacked(Path zip, Path cache) throws IOException {
        String digest;
        try (InputStream in = Files.newInputStream(zip)) {
            digest = Sha256.of(in).substring(0, DIGITS);
        }
        Path folder = cache.resolve(digest);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, digest + ".");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                unpack(file, entry, part, zip);
            }
            move(part, folder);
        } finally {
            delete(part);
        }
        return folder;
    }

    private static void unpack(ZipFile file, ZipEntry entry, Path part, Path zip) throws IOException {
        Path target = part.resolve(entry.getName()).normalize();
        if (!target.startsWith(part)) {
            throw new IllegalArgumentException("entry " + entry.getName() + " of " + zip + " lies outside of it");
        }
        if (!entry.isDirectory()) {
            Files.createDirectories(target.getParent());
            try (InputStream in = file.getInputStream(entry)) {
                byte[] content = in.readNBytes(MOST_BYTES + 1);
                if (content.length > MOST_BYTES) {
                    throw new IllegalArgumentException(
                            "entry " + entry.getName() + " of " + zip + " is larger than " + MOST_BYTES + " bytes");
                }
                Files.write(target, content);
            }
        }
    }

    private static void move(Path part, Path folder) throws IOException {
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another program was faster, with the same content.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void delete(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            List<Path> all;
            try (Stream<Path> files = Files.walk(part)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
