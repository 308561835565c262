package polyview.data.loader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.augment.ImageChanger;

/** Reads samples from the source or the cache, adds them to the cache, and changes them at random; for use by one thread. */
final class SampleReader {

    private final EpochPlan plan;
    private final SampleSource.Opened source;
    private final Optional<Sample> plain;
    private final List<List<ImagePart>> parts = new ArrayList<>();
    private final Map<ImagePart, ImageChanger> changers = new HashMap<>();
    private final float[][] found;

    /** The source is not closed. */
    SampleReader(EpochPlan plan, SampleSource.Opened source) {
        this.plan = plan;
        this.source = source;
        // Without changes, samples are read directly into their place.
        this.plain = plan.draws().map(seeded -> new Sample(plan.source()));
        this.found = new float
                [plan.source().inputShapes().size()
                        + plan.source().targetShapes().size()][];
        for (int a = 0; a < found.length; a++) {
            int array = a;
            parts.add(
                    plan.draws().isEmpty()
                            ? List.of()
                            : plan.changes().stream()
                                    .filter(part -> part.array() == array)
                                    .toList());
        }
        Map<List<Object>, ImageChanger> alike = new HashMap<>();
        parts.forEach(images -> images.forEach(part -> changers.put(
                part, alike.computeIfAbsent(List.of(part.shape(), part.changes()), key -> changer(part)))));
    }

    private static ImageChanger changer(ImagePart part) {
        return new ImageChanger(part.changes(), part.height(), part.width(), part.channels());
    }

    /** Reads a sample from the source, and notes faults in it. */
    void read(int index, Sample sample) {
        read(index, sample, source);
    }

    /** As {@link #read(int, Sample)}, from another source of the same samples. */
    void read(int index, Sample sample, SampleSource.Opened from) {
        sample.start(index);
        Sample target = plain.orElse(sample);
        if (target != sample) {
            target.start(index);
        }
        for (int a = 0; a < found.length; a++) {
            Optional<float[]> kept = cached(index, a);
            found[a] = kept.orElse(target.array(a));
            if (kept.isPresent()) {
                target.isNotNeeded(a);
            }
        }
        if (target.needsAny()) {
            if (!(source instanceof WritesAll)) {
                target.clear();
            }
            try {
                from.read(index, target);
            } catch (IOException e) {
                target.bad(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        for (int a = 0; a < found.length; a++) {
            if (target.isGood(a)) {
                keep(index, a, target);
                change(a, sample);
            }
        }
        if (target != sample) {
            sample.takeFaults(target);
        }
    }

    private void keep(int index, int array, Sample target) {
        if (plan.cache().isOn() && target.isNeeded(array)) {
            plan.keys().key(index, array).ifPresent(key -> plan.cache().put(key, found[array]));
        }
    }

    /** Changes the images of an array at random; other arrays are copied as they are. */
    private void change(int array, Sample sample) {
        float[] from = found[array];
        float[] to = sample.array(array);
        for (ImagePart part : parts.get(array)) {
            int start = part.part() * part.values();
            if (part.isView() && found[array + 1][part.part()] == 0) {
                // Brightness and noise would make something of what is not there.
                Arrays.fill(to, start, start + part.values(), 0);
            } else {
                changers.get(part)
                        .change(part.draw(plan.draws().orElseThrow(), sample.index()), from, start, to, start);
            }
        }
        if (parts.get(array).isEmpty() && from != to) {
            System.arraycopy(from, 0, to, 0, from.length);
        }
    }

    /** Whether all that is read of a sample, rather than known, is in the cache. */
    boolean isCached(int index) {
        return plan.cache().isOn()
                && IntStream.range(0, found.length).allMatch(a -> plan.keys()
                        .key(index, a)
                        .map(key -> plan.cache().get(key).isPresent())
                        .orElse(true));
    }

    private Optional<float[]> cached(int index, int array) {
        return plan.cache().isOn() ? plan.keys().key(index, array).flatMap(plan.cache()::get) : Optional.empty();
    }
}
