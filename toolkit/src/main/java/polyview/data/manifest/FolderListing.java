package polyview.data.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.base.Unreadable;
import polyview.data.images.ImageFormats;

/**
 * The images, the folders and all other files in one folder, sorted by name.
 *
 * <p>An image is told by its extension alone, in any case: a million files are not opened. Names that begin with a dot are
 * left out ({@code .ipynb_checkpoints}, {@code ._1.png}), and so are files that systems put into folders ({@code Thumbs.db}, {@code desktop.ini}).
 * Files of other kinds are named, so that none is left out without a word.
 *
 * @param folder that was looked at
 * @param images names of files
 * @param folders names of folders
 * @param others names of files that no format in {@link ImageFormats} claims
 */
record FolderListing(Path folder, List<String> images, List<String> folders, List<String> others) {

    private static final Set<String> OF_SYSTEMS = Set.of("thumbs.db", "desktop.ini", "icon\r");

    /** How images end that are not read: beside folders of classes they are no notes. */
    private static final Set<String> OTHER_IMAGES = Set.of(
            "webp", "tif", "tiff", "heic", "heif", "avif", "jp2", "jxl", "jfif", "jpe", "dib", "svg", "psd", "tga",
            "ppm", "pgm", "pbm", "pnm", "pcx", "ico", "exr", "hdr", "dcm", "nef", "cr2", "dng", "raw", "npy");

    static FolderListing of(Path folder) {
        Unreadable.mustBeFolder(folder);
        List<String> images = new ArrayList<>();
        Set<String> extensions = Set.copyOf(ImageFormats.extensions());
        List<String> folders = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> {
                String name = entry.getFileName().toString();
                if (isImage(name, extensions)) {
                    images.add(readable(name, folder));
                } else if (!name.startsWith(".") && Files.isDirectory(entry)) {
                    folders.add(readable(name, folder));
                } else if (!name.startsWith(".") && !OF_SYSTEMS.contains(name.toLowerCase(Locale.ROOT))) {
                    others.add(readable(name, folder));
                }
            });
        } catch (UncheckedIOException e) {
            throw Unreadable.refused(folder, e.getCause());
        } catch (IOException e) {
            throw Unreadable.refused(folder, e);
        }
        images.sort(null);
        folders.sort(null);
        others.sort(null);
        return new FolderListing(folder, images, folders, others);
    }

    private static boolean isImage(String name, Set<String> extensions) {
        String extension = extension(name);
        return !name.startsWith(".")
                && extension.length() < name.length()
                && extensions.contains(extension.toLowerCase(Locale.ROOT));
    }

    /** What stands behind the last dot; the whole name without one. */
    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The same without the files that end so, in any case. */
    FolderListing ignoring(List<String> extensions) {
        List<String> left = others.stream()
                .filter(name -> name.indexOf('.') < 0
                        || extensions.stream().noneMatch(e -> e.equalsIgnoreCase(extension(name))))
                .toList();
        return new FolderListing(folder, images, folders, left);
    }

    private IllegalArgumentException refused(List<String> files) {
        List<String> extensions = files.stream()
                .filter(name -> name.indexOf('.') >= 0)
                .map(FolderListing::extension)
                .distinct()
                .toList();
        return new IllegalArgumentException(folder + " has " + (files.size() == 1 ? "1 file" : files.size() + " files")
                + " of formats that are not read: " + ShortTexts.list(files)
                + (extensions.isEmpty()
                        ? "; move them elsewhere"
                        : "; convert them, or leave them out by ignoring(\""
                                + String.join(
                                        "\", \"", extensions.stream().limit(4).toList()) + "\")"));
    }

    /** Java puts this character where bytes are no text; such a name would never be found again. */
    private static String readable(String name, Path folder) {
        if (name.indexOf('\uFFFD') >= 0) {
            throw Unreadable.refused(
                    folder, new IOException("the name of " + name + " is not text in the encoding of this machine"));
        }
        return name;
    }

    /** The folders, at least one, and no image beside them. */
    List<String> onlyFolders() {
        if (!images.isEmpty()) {
            throw new IllegalArgumentException(folder + " has images beside its folders: " + images.get(0));
        }
        List<String> unread = others.stream()
                .filter(name -> OTHER_IMAGES.contains(extension(name).toLowerCase(Locale.ROOT)))
                .toList();
        if (!unread.isEmpty()) {
            throw refused(unread);
        }
        if (folders.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no folder");
        }
        return folders;
    }

    /** The images, at least one, and no folder beside them. */
    List<String> onlyImages() {
        if (!folders.isEmpty()) {
            throw new IllegalArgumentException(folder + " has a folder inside: " + folders.get(0));
        }
        if (!others.isEmpty()) {
            throw refused(others);
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no image " + ImageFormats.extensions());
        }
        return images;
    }
}
