package polyview.plots;

import java.util.ArrayList;
import java.util.List;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Augmenter;

/** The images of one sample, without augmentation and as they are in the first epochs. */
final class AugmentationPreview {

    private AugmentationPreview() {}

    /** One image over several rows. */
    static ImageGrid of(FloatArray image, Augmentation augmentation, long seed, int rows, int columns) {
        Checks.requirePositive("rows", rows);
        Checks.requirePositive("columns", columns);
        FloatArray all = changed(List.of(image), augmentation, seed, Math.multiplyExact(rows, columns))
                .get(0);
        List<FloatArray> views = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<FloatArray> inRow = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                inRow.add(all.row(row * columns + column));
            }
            views.add(FloatArray.stack(inRow));
        }
        return ImageGrid.of(views);
    }

    /** Several images, a row for each. */
    static ImageGrid of(List<FloatArray> sample, Augmentation augmentation, long seed, int columns) {
        if (sample.isEmpty()) {
            throw new IllegalArgumentException("sample must not be empty");
        }
        Checks.requirePositive("columns", columns);
        return ImageGrid.of(changed(sample, augmentation, seed, columns));
    }

    /** For each image an array: the image itself, then its changed versions in epoch 0, 1, 2... */
    private static List<FloatArray> changed(List<FloatArray> sample, Augmentation augmentation, long seed, int count) {
        List<FloatArray> batch = new ArrayList<>();
        List<List<FloatArray>> seen = new ArrayList<>();
        for (FloatArray image : sample) {
            if (image.shape().numDimensions() != 3) {
                throw new IllegalArgumentException("image must have the shape (H, W, C), got " + image.shape());
            }
            batch.add(FloatArray.stack(List.of(image)));
            seen.add(new ArrayList<>(List.of(image)));
        }
        try (Augmenter augmenter = new Augmenter(augmentation, sample.size())) {
            for (int epoch = 0; epoch < count - 1; epoch++) {
                List<FloatArray> changed = augmenter.apply(batch, seed, epoch, 0);
                for (int i = 0; i < changed.size(); i++) {
                    seen.get(i).add(changed.get(i).row(0));
                }
            }
        }
        return seen.stream().map(FloatArray::stack).toList();
    }
}
