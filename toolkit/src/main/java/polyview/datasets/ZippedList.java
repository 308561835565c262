package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
            throw new ZipContent(zip).unreadable(e);
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
        try {
            new ZipContent(zip).read(name -> !name.endsWith("/"), (name, content) -> write(content, name, part, zip));
            move(part, folder);
        } finally {
            delete(part);
        }
        return folder;
    }

    private static void write(byte[] content, String name, Path part, Path zip) throws IOException {
        Path target = part.resolve(name).normalize();
        if (!target.startsWith(part)) {
            throw new IllegalArgumentException("entry " + name + " of " + zip + " lies outside of it");
        }
        Files.createDirectories(target.getParent());
        Files.write(target, content);
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
