package polyview.datasets;

import java.nio.file.Path;
import java.util.Optional;
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

    private static final ZippedList FILE = new ZippedList("eth80", "eth80-64.zip", "images.csv");

    private Eth80() {}

    /**
     * The file, if it is there: {@code eth80/eth80-64.zip} in the folder that {@code POLYVIEW_DATA} names, then in the cache folder
     * ({@code POLYVIEW_CACHE}, else {@code ~/.cache/polyview}).
     */
    public static Optional<Path> locate() {
        return locate(Folders.fromEnvironment());
    }

    static Optional<Path> locate(Folders folders) {
        return FILE.locate(folders);
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
        return Manifest.csv(FILE.unpacked(zip, folders))
                .images("image")
                .label("class")
                .group("object")
                .id("tilt_degrees", "turn_degrees")
                .open();
    }
}
