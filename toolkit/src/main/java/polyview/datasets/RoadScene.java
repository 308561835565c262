package polyview.datasets;

import java.nio.file.Path;
import java.util.Optional;
import polyview.base.Startup;
import polyview.data.manifest.Manifest;

/**
 * RoadScene: 221 aligned pairs of pictures of streets, each by a camera for heat (infrared) and one for light (H. Xu, J. Ma, Z. Le, J. Jiang and
 * X. Guo, <em>FusionDN: a unified densely connected network for image fusion</em>, AAAI, 2020).
 *
 * <p>This reads {@code roadscene-half.zip}, the pictures in half size with a list of them: {@code pairs.csv} has the columns infrared, visible,
 * width and height, paths relative to it. The sizes differ from pair to pair. Any zip file with such a list is read, for example of the pictures
 * in their full size. Nothing is downloaded: the small form is published nowhere.
 *
 * <p>The pairs lie in the order of the films that they were taken from, and neighbours may show one place: to keep training and test apart, cut
 * the list into pieces ({@code subset}), and do not shuffle it before.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Manifest pairs = RoadScene.open(RoadScene.locate().get());       // 221 rows of [infrared, visible]
 * var train = new MultiInputGenerator(pairs, ImageForm.gray(96, 160).aspect(Aspect.CROP));
 * }</pre>
 */
public final class RoadScene {

    static {
        Startup.begin();
    }

    private static final ZippedList FILE = new ZippedList("roadscene", "roadscene-half.zip", "pairs.csv");

    private RoadScene() {}

    /**
     * The file, if it is there: {@code roadscene/roadscene-half.zip} in the folder that {@code POLYVIEW_DATA} names, then in the cache folder
     * ({@code POLYVIEW_CACHE}, else {@code ~/.cache/polyview}).
     */
    public static Optional<Path> locate() {
        return locate(Folders.fromEnvironment());
    }

    static Optional<Path> locate(Folders folders) {
        return FILE.locate(folders);
    }

    /**
     * The pairs of a zip file as two inputs, infrared and visible, with width and height as identifiers; they are unpacked into the cache folder
     * once.
     *
     * <p>Refused: as in {@link Eth80#open}, with {@code roadscene-half.zip has no pairs.csv}.
     */
    public static Manifest open(Path zip) {
        return open(zip, Folders.fromEnvironment());
    }

    static Manifest open(Path zip, Folders folders) {
        return Manifest.csv(FILE.unpacked(zip, folders))
                .images("infrared", "visible")
                .id("width", "height")
                .open();
    }
}
