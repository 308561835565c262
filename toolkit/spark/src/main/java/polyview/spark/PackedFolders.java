package polyview.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Folders of classes, as a build leaves them, packed into jars: a folder cannot travel. */
final class PackedFolders {

    private static final Map<Path, Path> PACKED = new ConcurrentHashMap<>();

    private PackedFolders() {}

    /** A jar with all files of a folder, packed once in this JVM and deleted at its end. */
    static Path jar(Path folder) {
        return PACKED.computeIfAbsent(folder, PackedFolders::pack);
    }

    private static Path pack(Path folder) {
        try {
            Path jar = Files.createTempFile("polyview-classes-", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    zip.putNextEntry(new ZipEntry(String.join("/", names(folder.relativize(file)))));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + folder + " for the executors: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Path path) {
        return Stream.iterate(0, i -> i + 1)
                .limit(path.getNameCount())
                .map(i -> path.getName(i).toString())
                .toList();
    }
}
