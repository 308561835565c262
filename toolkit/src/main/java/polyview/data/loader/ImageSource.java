package polyview.data.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import polyview.data.manifest.SampleColumn.Kind;

/** The rows of a manifest as samples: images in their forms, numbers, classes and weights. */
final class ImageSource implements SampleSource, CacheKeys {

    private final Manifest manifest;
    private final SampleLayout layout;
    private final long maxPixels;
    /** Those that tf.data may read, by their numbers among all: not masks, and no channels that its decoders do not have. */
    private final List<Integer> graphSlots;

    ImageSource(Manifest manifest, SampleLayout layout, long maxPixels) {
        this.manifest = manifest;
        this.layout = layout;
        this.maxPixels = maxPixels;
        this.graphSlots = IntStream.range(0, layout.slots().size())
                .filter(i -> isForGraph(layout.slots().get(i).form()))
                .boxed()
                .toList();
    }

    private static boolean isForGraph(ImageForm form) {
        return !form.isMask() && (form.channels() == 1 || form.channels() == 3);
    }

    @Override
    public int size() {
        return manifest.size();
    }

    @Override
    public List<Shape> inputShapes() {
        return layout.inputShapes();
    }

    @Override
    public List<Shape> targetShapes() {
        return layout.targetShapes();
    }

    @Override
    public List<String> inputNames() {
        return layout.inputNames();
    }

    @Override
    public List<String> classNames() {
        return manifest.classes();
    }

    @Override
    public int label(int index) {
        return manifest.label(index);
    }

    /** The line in the file: a row that oversampling repeats is still one row. */
    @Override
    public int row(int index) {
        return manifest.line(index);
    }

    @Override
    public String text(int index, int input) {
        return layout.images().stream()
                .filter(image -> image.array() == input)
                .map(image -> manifest.text(index, image.slots().get(0).column()))
                .findFirst()
                .orElse(manifest.where(index));
    }

    @Override
    public String where(int index) {
        return manifest.where(index);
    }

    /** Images by their paths; numbers and classes are in memory already. */
    @Override
    public Optional<SampleCache.Key> key(int index, int array) {
        return layout.images().stream()
                .filter(image -> image.array() == array)
                .map(image -> new SampleCache.Key(
                        image.slots().stream()
                                .map(slot -> manifest.text(index, slot.column()))
                                .collect(Collectors.joining("\0")),
                        // A stack and views of the same files lie otherwise in their arrays.
                        List.of(image.use().kind(), image.slots().get(0).form())))
                .findFirst();
    }

    @Override
    public void read(int index, Sample into) {
        try (Images images = open()) {
            images.read(index, into);
        }
    }

    @Override
    public Images open() {
        return new Images();
    }

    /** The forms of the images that tf.data reads. */
    List<ImageForm> graphForms() {
        return graphSlots.stream().map(slot -> layout.slots().get(slot).form()).toList();
    }

    /** The absolute paths of the images of a row that tf.data reads. */
    String[] paths(int index) {
        return graphSlots.stream()
                .map(slot -> manifest.path(index, layout.slots().get(slot).column())
                        .toAbsolutePath()
                        .toString())
                .toArray(String[]::new);
    }

    private void readNumbers(int index, Sample into) {
        for (SampleLayout.Numbers numbers : layout.numbers()) {
            SampleColumn use = numbers.use();
            float[] to = into.array(numbers.array());
            if (use.kind() == Kind.LABEL) {
                to[0] = manifest.label(index, use.name());
            } else {
                System.arraycopy(manifest.numbers(index, use.columns()), 0, to, 0, to.length);
            }
        }
        if (layout.hasWeight()) {
            into.array(layout.weight())[0] = manifest.weight(index);
        }
    }

    /** The opened source, with one decoder for all threads. */
    final class Images implements WritesAll {

        private final List<FileSlot> slots = layout.slots();
        private final ImageDecoder decoder =
                new ImageDecoder(slots.stream().map(FileSlot::form).toList(), maxPixels);
        private final Map<Integer, Queue<float[]>> scratch = new ConcurrentHashMap<>();

        /** How one image gets into an array. */
        private interface Reader {
            void read(float[] image) throws IOException;
        }

        /** Reads all images of a row, even after a bad one, so that the report names every bad one. */
        @Override
        public void read(int index, Sample into) {
            readAll(index, into, slot -> image -> decoder.read(path(index, slot), slot, image));
        }

        /** Takes images that tf.data decoded, (H, W, 3) in 0..255: those at this place of each block; and reads the others. */
        void finish(int index, float[][] blocks, int place, Sample into) {
            readAll(index, into, slot -> {
                int block = graphSlots.indexOf(slot);
                ImageForm form = slots.get(slot).form();
                return block < 0
                        ? image -> decoder.read(path(index, slot), slot, image)
                        : image -> decoder.finish(blocks[block], place * 3 * form.height() * form.width(), slot, image);
            });
        }

        private void readAll(int index, Sample into, IntFunction<Reader> readers) {
            for (int s = 0; s < slots.size(); s++) {
                FileSlot slot = slots.get(s);
                boolean isThere = !slot.mayBeMissing() || isThere(index, slot);
                if (slot.mayBeMissing()) {
                    into.array(slot.array() + 1)[slot.part()] = isThere ? 1 : 0;
                }
                if (into.isNeeded(slot.array())) {
                    if (isThere) {
                        read(index, s, into, readers.apply(s));
                    } else {
                        int from = slot.part() * slot.form().values();
                        Arrays.fill(
                                into.array(slot.array()),
                                from,
                                from + slot.form().values(),
                                0);
                    }
                }
                if (slot.mayBeMissing() && slot.part() == slot.parts() - 1) {
                    requireAView(index, slot, into);
                }
            }
            readNumbers(index, into);
        }

        private void read(int index, int number, Sample into, Reader reader) {
            FileSlot slot = slots.get(number);
            float[] array = into.array(slot.array());
            try {
                if (slot.isWhole()) {
                    reader.read(array);
                } else {
                    float[] image = taken(slot.form().values());
                    reader.read(image);
                    slot.place(image, array);
                    scratch.get(image.length).add(image);
                }
            } catch (InvalidPathException e) {
                bad(index, slot, into, "this machine cannot have such a path: " + e.getReason());
            } catch (IOException e) {
                bad(index, slot, into, e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }

        private float[] taken(int values) {
            float[] free = scratch.computeIfAbsent(values, v -> new ConcurrentLinkedQueue<>())
                    .poll();
            return free == null ? new float[values] : free;
        }

        private void bad(int index, FileSlot slot, Sample into, String reason) {
            into.bad(slot.array(), slot.part(), slot.column(), manifest.text(index, slot.column()), reason);
        }

        private boolean isThere(int index, FileSlot slot) {
            if (manifest.text(index, slot.column()).isEmpty()) {
                return false;
            }
            try {
                return !manifest.hasMissingFilesAsMissingViews() || Files.exists(manifest.path(index, slot.column()));
            } catch (InvalidPathException e) {
                // It is named when it is read.
                return true;
            }
        }

        /** A sample of which no view is there has nothing to be predicted from. */
        private void requireAView(int index, FileSlot last, Sample into) {
            float[] present = into.array(last.array() + 1);
            for (float view : present) {
                if (view != 0) {
                    return;
                }
            }
            List<FileSlot> views =
                    slots.stream().filter(s -> s.array() == last.array()).toList();
            FileSlot first = views.stream()
                    .filter(s -> !manifest.text(index, s.column()).isEmpty())
                    .findFirst()
                    .orElse(last);
            bad(
                    index,
                    first,
                    into,
                    "no view is there, of "
                            + views.stream().map(FileSlot::column).toList());
        }

        /** Whether tf.data may be given the files of a row that it reads. */
        boolean isForTensorFlow(int index) {
            return graphSlots.stream().allMatch(slot -> isForTensorFlow(index, slot));
        }

        private boolean isForTensorFlow(int index, int slot) {
            try {
                return !manifest.text(index, slots.get(slot).column()).isEmpty()
                        && decoder.isForTensorFlow(path(index, slot), slot);
            } catch (InvalidPathException e) {
                // The reason is reported when the file is read.
                return false;
            }
        }

        private Path path(int index, int slot) {
            return manifest.path(index, slots.get(slot).column());
        }

        @Override
        public void close() {
            decoder.close();
        }
    }
}
