package polyview.data.loader;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;

/** The rows of a manifest as samples: images in their forms, and the label or the numbers. */
record ImageSource(Manifest manifest, List<ImageForm> forms, long maxPixels) implements SampleSource, CacheKeys {

    @Override
    public int size() {
        return manifest.size();
    }

    @Override
    public List<Shape> inputShapes() {
        return forms.stream().map(ImageForm::shape).toList();
    }

    /** (N) for classes and for one number, (N, K) for several; empty where the manifest has neither. */
    @Override
    public List<Shape> targetShapes() {
        int numbers = manifest.targetNames().size();
        if (!manifest.classes().isEmpty() || numbers == 1) {
            return List.of(Shape.scalar());
        }
        return numbers == 0 ? List.of() : List.of(Shape.of(numbers));
    }

    @Override
    public List<String> inputNames() {
        return manifest.inputs();
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
        return manifest.text(index, input);
    }

    @Override
    public String where(int index) {
        return manifest.where(index);
    }

    /** Images by their path; targets are in memory already. */
    @Override
    public Optional<SampleCache.Key> key(int index, int array) {
        return array < forms.size()
                ? Optional.of(new SampleCache.Key(manifest.text(index, array), forms.get(array)))
                : Optional.empty();
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

    /** The absolute paths of a row's images. */
    String[] paths(int index) {
        return IntStream.range(0, forms.size())
                .mapToObj(input -> manifest.path(index, input).toAbsolutePath().toString())
                .toArray(String[]::new);
    }

    private void readTargets(int index, Sample into) {
        if (!manifest.classes().isEmpty()) {
            into.target(0)[0] = manifest.label(index);
        } else if (!manifest.targetNames().isEmpty()) {
            float[] numbers = manifest.targets(index);
            System.arraycopy(numbers, 0, into.target(0), 0, numbers.length);
        }
    }

    /** The opened source, with one decoder for all threads. */
    final class Images implements WritesAll {

        private final ImageDecoder decoder = new ImageDecoder(forms, maxPixels);

        /** Reads all images of a row, even after a bad one, so that the report names every bad one. */
        @Override
        public void read(int index, Sample into) {
            for (int input = 0; input < forms.size(); input++) {
                if (into.needs(input)) {
                    read(index, input, into);
                }
            }
            readTargets(index, into);
        }

        private void read(int index, int input, Sample into) {
            try {
                decoder.read(manifest.path(index, input), input, into.input(input));
            } catch (InvalidPathException e) {
                into.bad(input, "this machine cannot have such a path: " + e.getReason());
            } catch (IOException e) {
                into.bad(input, e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }

        /** Converts images that tf.data decoded, (H, W, 3) in 0..255: the one at this place of each block. */
        void finish(int index, float[][] blocks, int place, Sample into) {
            for (int input = 0; input < forms.size(); input++) {
                ImageForm form = forms.get(input);
                decoder.finish(blocks[input], place * 3 * form.height() * form.width(), input, into.input(input));
            }
            readTargets(index, into);
        }

        /** Whether tf.data may be given a file. */
        boolean isForTensorFlow(int index, int input) {
            try {
                return decoder.isForTensorFlow(manifest.path(index, input), input);
            } catch (InvalidPathException e) {
                // The reason is reported when the file is read.
                return false;
            }
        }

        @Override
        public void close() {
            decoder.close();
        }
    }
}
