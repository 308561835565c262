package polyview.data.loader;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.Order;
import polyview.data.augment.ImageChanger;
import polyview.data.augment.Transform;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.images.Pixels;

/** Makes samples of files: decoded, gray or colour, in their range, kept in the cache, changed; for one thread. */
final class SampleReader {

    private final Pass pass;
    private final ImageDecoder decoder;
    private final List<Pixels> pixels = new ArrayList<>();
    private final List<ImageChanger> changers = new ArrayList<>();
    private final float[][] decoded;
    private final float[][] plain;

    /** The decoder is not closed. */
    SampleReader(Pass pass, ImageDecoder decoder) {
        this.pass = pass;
        this.decoder = decoder;
        this.decoded = new float[pass.forms().size()][];
        this.plain = new float[pass.forms().size()][];
        for (int i = 0; i < decoded.length; i++) {
            ImageForm form = pass.forms().get(i);
            decoded[i] = new float[3 * form.height() * form.width()];
            plain[i] = new float[form.values()];
            pixels.add(new Pixels(form));
            changers.add(new ImageChanger(pass.changes(), form.height(), form.width(), form.channels()));
        }
    }

    /** Reads all images of a row, bad ones too: a report should name every one of them. */
    void read(int row, Sample sample) {
        sample.start(row);
        for (int input = 0; input < decoded.length; input++) {
            Optional<float[]> kept = cached(row, input);
            if (kept.isPresent()) {
                change(kept.get(), sample, input);
                continue;
            }
            try {
                decoder.read(pass.manifest().path(row, input), input, decoded[input]);
                finish(decoded[input], 0, sample, input);
            } catch (InvalidPathException e) {
                sample.fault(input, "this machine cannot have such a path: " + e.getReason());
            } catch (IOException e) {
                sample.fault(input, e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
    }

    /** Whether all images of a row lie in the cache. */
    boolean isCached(int row) {
        return IntStream.range(0, decoded.length)
                .allMatch(input -> cached(row, input).isPresent());
    }

    /** Finishes images that others decoded, (H, W, 3) in 0..255: the one at this place of each array. */
    void finish(int row, float[][] blocks, int place, Sample sample) {
        sample.start(row);
        for (int input = 0; input < decoded.length; input++) {
            finish(blocks[input], place * decoded[input].length, sample, input);
        }
    }

    private void finish(float[] source, int from, Sample sample, int input) {
        // Straight to its place where nothing more is done to it.
        float[] target = pass.draws().isPresent() ? plain[input] : sample.image(input);
        pixels.get(input).convert(source, from, target, 0);
        if (pass.cache().isOn()) {
            pass.cache().put(path(sample.row(), input), pass.forms().get(input), target);
        }
        if (pass.draws().isPresent()) {
            change(target, sample, input);
        }
    }

    /** Changes an image at random, or copies it as it is. */
    private void change(float[] image, Sample sample, int input) {
        float[] target = sample.image(input);
        if (pass.draws().isEmpty()) {
            System.arraycopy(image, 0, target, 0, image.length);
            return;
        }
        Order.Seeded draws = pass.draws().get();
        Transform transform = pass.changes().draw(draws.seed(), draws.epoch(), sample.row(), input);
        changers.get(input).change(transform, image, 0, target, 0);
    }

    private Optional<float[]> cached(int row, int input) {
        return pass.cache().isOn()
                ? pass.cache().get(path(row, input), pass.forms().get(input))
                : Optional.empty();
    }

    private String path(int row, int input) {
        return pass.manifest().text(row, input);
    }
}
