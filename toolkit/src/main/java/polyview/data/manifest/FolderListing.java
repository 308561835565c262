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
import polyview.base.Scan;
import polyview.base.ShortTexts;
import polyview.base.Unreadable;
import polyview.data.images.ImageFormats;

/**
 * The images, the folders and all other files in one folder, sorted by name.
 *
 * <p>Images are recognised only by their extension, in upper or lower case, so that a million files need not be opened. Names that
 * begin with a dot are left out ({@code .ipynb_checkpoints}, {@code ._1.png}), and so are files that systems put into folders
 * ({@code Thumbs.db}, {@code desktop.ini}). Other files are listed, so that none is left out silently.
 *
 * @param folder that was listed
 * @param images names of files
 * @param folders names of folders
 * @param others names of files that no format in {@link ImageFormats} claims
 */
record FolderListing(Path folder, List<String> images, List<String> folders, List<String> others) {

    private static final Set<String> OF_SYSTEMS = Set.of("thumbs.db", "desktop.ini", "icon\r");

    /** Extensions of images that are not read: beside class folders such files are refused. */
    private static final Set<String> OTHER_IMAGES = Set.of(
            "webp", "tif", "tiff", "heic", "heif", "avif", "jp2", "jxl", "jfif", "jpe", "dib", "svg", "psd", "tga",
            "ppm", "pgm", "pbm", "pnm", "pcx", "ico", "exr", "hdr", "dcm", "nef", "cr2", "dng", "raw", "npy");

    static FolderListing of(Path folder, Scan scan) {
        Unreadable.mustBeFolder(folder);
        List<String> images = new ArrayList<>();
        Set<String> extensions = Set.copyOf(ImageFormats.extensions());
        List<String> folders = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> {
                scan.step();
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
        String lower = name.toLowerCase(Locale.ROOT);
        // One has a dot inside: nii.gz.
        return !name.startsWith(".") && extensions.stream().anyMatch(extension -> lower.endsWith("." + extension));
    }

    /** The text after the last dot; the whole name without one. */
    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The same without files with these extensions, in upper or lower case. */
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

    /** Java puts this character in place of bytes that are no text; a file of such a name could not be opened. */
    private static String readable(String name, Path folder) {
        if (name.indexOf('\uFFFD') >= 0) {
            throw Unreadable.refused(
                    folder, new IOException("the name of " + name + " is not text in the encoding of this machine"));
        }
        return name;
    }

    /** The folders; refused where there is none, or an image beside them. */
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

    /**
     * The images; refused where there is none, or a folder beside them.
     *
     * @param root that was meant where there are only folders: whoever names a root one level too high comes here
     */
    List<String> onlyImages(Path root) {
        if (!folders.isEmpty()) {
            String meant = images.isEmpty() && others.isEmpty() ? "; did you mean " + root + "?" : "";
            throw new IllegalArgumentException(folder + " has a folder inside: " + folders.get(0) + meant);
        }
        if (!others.isEmpty()) {
            throw refused(others);
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no image " + ImageFormats.extensions()
                    + ": remove the folder, or put images into it");
        }
        return images;
    }
}
