package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/** Draws {@link Plots#sideBySide}: images of any sizes next to one another. */
final class SideBySide {

    private SideBySide() {}

    static BufferedImage draw(List<FloatArray> images, List<String> names) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images must not be empty");
        }
        if (!names.isEmpty() && names.size() != images.size()) {
            throw new IllegalArgumentException(
                    "names must have " + images.size() + " entries, one for each of the images, got " + names.size());
        }
        List<BufferedImage> tiles = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            FloatArray batch = Overlays.batch("image " + i, images.get(i));
            tiles.add(Overlays.base(batch, batch, 0));
        }
        return new TileRows(List.of(tiles), names, List.of(), List.of()).paint();
    }
}
