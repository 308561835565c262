package polyview.data.augment;

import java.util.List;
import polyview.data.FloatArray;

/** The two ways in which an augmentation is computed. */
enum AugmentationForm {
    JAVA {
        @Override
        Changer open(Augmentation augmentation, int images) {
            Augmenter augmenter = new Augmenter(augmentation, images);
            return new Changer() {
                @Override
                public List<FloatArray> apply(List<FloatArray> batch, long seed, long epoch, long... samples) {
                    return augmenter.apply(batch, seed, epoch, samples);
                }

                @Override
                public void close() {
                    augmenter.close();
                }
            };
        }

        @Override
        FloatArray given(Augmentation augmentation, FloatArray image, Transform transform) {
            FloatArray changed = FloatArray.zeros(image.shape());
            new ImageChanger(augmentation, image.size(0), image.size(1), image.size(2))
                    .change(transform, image.values(), 0, changed.values(), 0);
            return changed;
        }
    },

    GRAPH {
        @Override
        Changer open(Augmentation augmentation, int images) {
            return new GraphAugmenter(augmentation, images);
        }

        @Override
        FloatArray given(Augmentation augmentation, FloatArray image, Transform transform) {
            return GivenTransforms.apply(augmentation, image, transform);
        }
    };

    /** As an {@link Augmenter}. */
    interface Changer extends AutoCloseable {
        List<FloatArray> apply(List<FloatArray> batch, long seed, long epoch, long... samples);

        @Override
        void close();
    }

    abstract Changer open(Augmentation augmentation, int images);

    /** An image (H, W, C) after a transform that is given, not drawn. */
    abstract FloatArray given(Augmentation augmentation, FloatArray image, Transform transform);

    /** Images (N, H, W, C), one of each sample, after what is drawn for them. */
    FloatArray apply(Augmentation augmentation, FloatArray images, long seed, long epoch, long... samples) {
        try (Changer changer = open(augmentation, 1)) {
            return changer.apply(List.of(images), seed, epoch, samples).get(0);
        }
    }
}
