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

/**
 * A zip file of images with a list of them, of which nothing is published to download.
 *
 * @param folder of the data set, under the data folder and under the cache
 * @param name of the zip file
 * @param list of the images in it
 */
record ZippedList(String folder, String name, String list) {

    private static final int DIGITS = 12;

    /** Photographs have a few kB each; what is far larger is no photograph, or a forged size. */
    private static final int MOST_BYTES = 16 << 20;

    /** The file, if it is there, in the data folder or else in the cache. */
    Optional<Path> locate(Folders folders) {
        return Stream.concat(folders.data().stream(), Stream.of(folders.cache()))
                .map(root -> root.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The list in a zip file, unpacked into the cache folder once; what is refused tells {@link Eth80#open}. */
    Path unpacked(Path zip, Folders folders) {
        try {
            return list(files(zip, folders.cache().resolve(folder)), zip);
        } catch (IOException e) {
            String reason = Files.exists(zip) ? e.getMessage() : "there is no such file";
            throw new UncheckedIOException("cannot read " + zip + ": " + reason, e);
        }
    }

    private Path list(Path files, Path zip) throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(file -> file.getFileName().toString().equals(list))
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalArgumentException(zip + " has no " + list));
        }
    }

    /** A folder named by the content; it is there only when it is whole. */
    private static Path files(Path zip, Path cache) throws IOException {
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
