package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Fill;
import polyview.data.manifest.SampleColumn;
import polyview.data.manifest.SampleColumn.Kind;

/** Decides how each image of a sample is changed at random: inputs by the common options and their own, targets as the inputs move. */
final class SampleChanges {

    private final SampleLayout layout;
    private final Augmentation all;
    private final ColumnOptions options;

    SampleChanges(SampleLayout layout, Augmentation all, ColumnOptions options) {
        this.layout = layout;
        this.all = all;
        this.options = options;
    }

    /** For samples of any source: the inputs of shape (H, W, C), all alike. */
    static List<ImagePart> ofInputs(List<Shape> inputs, Augmentation changes) {
        List<ImagePart> parts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).numDimensions() == 3) {
                parts.add(new ImagePart(i, 0, false, i, inputs.get(i), changes, changes));
            }
        }
        return parts;
    }

    /** The images of a sample that are changed; none where nothing is. */
    List<ImagePart> parts() {
        List<ImagePart> parts = new ArrayList<>();
        for (SampleLayout.Image image : layout.images()) {
            Augmentation changes = changes(image);
            Shape shape = image.slots().get(0).form().shape();
            boolean views = image.use().kind() == Kind.VIEWS;
            if (image.use().kind().isStacked()) {
                shape = layout.shape(image.array());
            }
            int images = views ? image.use().columns().size() : 1;
            for (int i = 0; i < images && !changes.equals(Augmentation.none()); i++) {
                Augmentation tones = options.changes().getOrDefault(image.use().name(), changes);
                parts.add(new ImagePart(image.array(), i, views, image.place() + i, shape, changes, tones));
            }
        }
        return parts;
    }

    private Augmentation changes(SampleLayout.Image image) {
        SampleColumn use = image.use();
        if (use.kind().isOfTones()) {
            return moves(all.forTarget());
        }
        if (use.kind() == Kind.MASK) {
            Augmentation mask = moves(all.forMask(0));
            Integer outside = options.fillClasses().get(use.name());
            return outside == null || !mask.changesPlaces() ? mask : mask.fill(Fill.constant(outside));
        }
        Augmentation own = options.changes().get(use.name());
        if (own == null) {
            return all;
        }
        return own.changesPlaces() ? own : all.withTonesOf(own);
    }

    /** Options that move nothing, such as how to fill, change nothing. */
    private static Augmentation moves(Augmentation changes) {
        return changes.changesPlaces() ? changes : Augmentation.none();
    }

    /**
     * Refuses changes that would move a target otherwise than the images that it belongs to.
     *
     * <p>Refused: {@code target mask moves with the images, which must then move alike: augmentation needs sameForAllImages()}; {@code
     * target mask moves with all images: the augmentation of left must change its tones alone, got Augmentation[rotation=5.0,
     * fill=NEAREST]}.
     */
    void requireTargetsMoveAlong() {
        List<SampleLayout.Image> targets = layout.images().stream()
                .filter(image -> ColumnOptions.isTarget(image.use().kind()))
                .toList();
        if (targets.isEmpty()) {
            return;
        }
        String name = targets.get(0).use().name();
        options.changes().forEach((input, own) -> {
            if (own.changesPlaces()) {
                throw new IllegalArgumentException("target " + name + " moves with all images: the augmentation of "
                        + input + " must change its tones alone, got " + own);
            }
        });
        if (all.changesPlaces() && !all.isSameForAllImages() && layout.moving() > 1) {
            throw new IllegalArgumentException("target " + name
                    + " moves with the images, which must then move alike: augmentation needs sameForAllImages()");
        }
    }

    /** What the fingerprint tells of them. */
    static String text(List<ImagePart> parts) {
        return Stream.of(parts)
                .flatMap(List::stream)
                .map(part -> part.array() + "." + part.part() + " " + part.changes() + " " + part.tones())
                .toList()
                .toString();
    }
}
