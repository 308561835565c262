package polyview.data.loader;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;

/**
 * One visit of all rows of a manifest, as the readers are told of it.
 *
 * @param manifest the rows
 * @param forms what each input's images become
 * @param visit the rows in the order of the visit
 * @param changes what is changed at random
 * @param draws the seed and the epoch of the changes; empty where images are read as they are
 * @param cache what was read before
 * @param maxPixels what a file may declare
 * @param threads that read
 * @param ahead how many samples may be read before they are asked for
 */
record Pass(
        Manifest manifest,
        List<ImageForm> forms,
        int[] visit,
        Augmentation changes,
        Optional<Order.Seeded> draws,
        ImageCache cache,
        long maxPixels,
        int threads,
        int ahead) {

    /** A decoder for the forms of this pass; whoever asked for it closes it. */
    ImageDecoder decoder() {
        return new ImageDecoder(forms, maxPixels);
    }

    /** The absolute paths of a row's images. */
    String[] paths(int row) {
        return IntStream.range(0, forms.size())
                .mapToObj(input -> manifest.path(row, input).toAbsolutePath().toString())
                .toArray(String[]::new);
    }
}
