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
import polyview.base.Unreadable;
import polyview.data.images.ImageFormats;

/**
 * The images and the folders in one folder, sorted by name.
 *
 * <p>An image is told by its extension alone, in any case: a million files are not opened. Names that begin with a dot are
 * left out ({@code .ipynb_checkpoints}, {@code ._1.png}), and so are all other files.
 *
 * @param folder that was looked at
 * @param images names of files
 * @param folders names of folders
 */
record FolderListing(Path folder, List<String> images, List<String> folders) {

    static FolderListing of(Path folder) {
        Unreadable.mustBeFolder(folder);
        List<String> images = new ArrayList<>();
        Set<String> extensions = Set.copyOf(ImageFormats.extensions());
        List<String> folders = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> {
                String name = entry.getFileName().toString();
                if (isImage(name, extensions)) {
                    images.add(readable(name, folder));
                } else if (!name.startsWith(".") && Files.isDirectory(entry)) {
                    folders.add(readable(name, folder));
                }
            });
        } catch (UncheckedIOException e) {
            throw Unreadable.refused(folder, e.getCause());
        } catch (IOException e) {
            throw Unreadable.refused(folder, e);
        }
        images.sort(null);
        folders.sort(null);
        return new FolderListing(folder, images, folders);
    }

    private static boolean isImage(String name, Set<String> extensions) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return !name.startsWith(".")
                && extension.length() < name.length()
                && extensions.contains(extension.toLowerCase(Locale.ROOT));
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
        if (images.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no image " + ImageFormats.extensions());
        }
        return images;
    }
}
