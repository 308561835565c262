package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.ShortTexts;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import polyview.data.manifest.SampleColumn.Kind;

/** Which arrays a sample of a manifest has, and which files and numbers fill them; inputs first, then targets, then the weight. */
final class SampleLayout {

    /**
     * The images of one input or target.
     *
     * @param array the number of its array
     * @param place the place of its first image in the sample, as random changes count them; 0 for targets, which move as the first
     */
    record Image(SampleColumn use, int array, int place, List<FileSlot> slots) {}

    /** The numbers, or the class, of one input or target. */
    record Numbers(SampleColumn use, int array) {}

    private final List<Shape> shapes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<Numbers> numbers = new ArrayList<>();
    private final List<FileSlot> slots = new ArrayList<>();
    private final int inputs;
    private final boolean hasWeight;
    private int moving;

    /** With a form for each image of the manifest, inputs and then targets. */
    SampleLayout(Manifest manifest, List<ImageForm> forms) {
        int form = 0;
        for (SampleColumn use : manifest.inputColumns()) {
            add(use, use.kind().isOfFiles() ? forms.get(form++) : forms.get(0), false);
        }
        inputs = shapes.size();
        for (SampleColumn use : manifest.targetColumns()) {
            add(use, use.kind().isOfFiles() ? forms.get(form++) : forms.get(0), true);
        }
        hasWeight = !manifest.weightName().isEmpty();
        if (hasWeight) {
            add("sample weight", Shape.scalar());
        }
    }

    private void add(SampleColumn use, ImageForm form, boolean isTarget) {
        int array = shapes.size();
        int files = use.columns().size();
        Shape one = form.shape();
        switch (use.kind()) {
            case NUMBERS ->
                // One number to be predicted is (N), as it always was; an input of one is (N, 1), as a dense layer
                // takes it.
                add(use.name(), isTarget && files == 1 ? Shape.scalar() : Shape.of(files));
            case LABEL -> add(use.name(), Shape.scalar());
            case IMAGE, IMAGE_TARGET -> add(use.name(), one);
            // Indices of classes have no axis of channels.
            case MASK -> add(use.name(), form.channels() == 1 ? one.take(2) : one);
            case STACK, STACKED_TARGET ->
                add(use.name(), Shape.of(form.height(), form.width(), (long) files * form.channels()));
            case VIEWS -> {
                add(use.name(), one.prepend(files));
                add(use.name() + SampleColumn.PRESENT, Shape.of(files));
            }
        }
        if (!use.kind().isOfFiles()) {
            numbers.add(new Numbers(use, array));
            return;
        }
        List<FileSlot> own = IntStream.range(0, files)
                .mapToObj(i -> new FileSlot(
                        array, use.columns().get(i), form, i, files, use.kind().isStacked(), use.kind() == Kind.VIEWS))
                .toList();
        slots.addAll(own);
        images.add(new Image(use, array, isTarget ? 0 : moving, own));
        if (!isTarget) {
            moving += use.kind() == Kind.VIEWS ? files : 1;
        }
    }

    private void add(String name, Shape shape) {
        // The product of the sides may be more than an array can hold, where each is not.
        if (shape.size() > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("a sample may have at most " + Integer.MAX_VALUE / Float.BYTES
                    + " values in " + ShortTexts.quoted(name) + ", got " + shape);
        }
        names.add(name);
        shapes.add(shape);
    }

    List<Shape> inputShapes() {
        return List.copyOf(shapes.subList(0, inputs));
    }

    List<Shape> targetShapes() {
        return List.copyOf(shapes.subList(inputs, shapes.size()));
    }

    List<String> inputNames() {
        return List.copyOf(names.subList(0, inputs));
    }

    List<String> targetNames() {
        return List.copyOf(names.subList(inputs, names.size()));
    }

    boolean hasWeight() {
        return hasWeight;
    }

    /** The number of the array of weights. */
    int weight() {
        return shapes.size() - 1;
    }

    Shape shape(int array) {
        return shapes.get(array);
    }

    List<Image> images() {
        return images;
    }

    List<Numbers> numbers() {
        return numbers;
    }

    List<FileSlot> slots() {
        return slots;
    }

    /** How many images of the inputs can move on their own. */
    int moving() {
        return moving;
    }

    /** The bytes of the arrays of a sample. */
    long bytes() {
        return shapes.stream().mapToLong(shape -> Float.BYTES * shape.size()).sum();
    }
}
