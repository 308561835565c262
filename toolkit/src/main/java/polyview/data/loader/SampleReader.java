package polyview.data.loader;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.Order;
import polyview.data.augment.ImageChanger;
import polyview.data.augment.Transform;

/** Reads samples from the source or the cache, adds them to the cache, and changes them at random; for use by one thread. */
final class SampleReader {

    private final EpochPlan plan;
    private final SampleSource.Opened source;
    private final Optional<Sample> plain;
    private final List<Optional<ImageChanger>> changers;
    private final float[][] found;

    /** The source is not closed. */
    SampleReader(EpochPlan plan, SampleSource.Opened source) {
        this.plan = plan;
        this.source = source;
        // Without changes, samples are read directly into their place.
        this.plain = plan.draws().map(seeded -> new Sample(plan.source()));
        this.changers = plan.source().inputShapes().stream().map(this::changer).toList();
        this.found = new float[changers.size() + plan.source().targetShapes().size()][];
    }

    private Optional<ImageChanger> changer(Shape shape) {
        return plan.draws().isEmpty() || shape.numDimensions() != 3
                ? Optional.empty()
                : Optional.of(
                        new ImageChanger(plan.changes(), (int) shape.get(0), (int) shape.get(1), (int) shape.get(2)));
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

    /** Changes an image at random; other arrays are copied as they are. */
    private void change(int array, Sample sample) {
        float[] from = found[array];
        float[] to = sample.array(array);
        Optional<ImageChanger> changer = array < changers.size() ? changers.get(array) : Optional.empty();
        if (changer.isPresent()) {
            Order.Seeded draws = plan.draws().orElseThrow();
            Transform transform = plan.changes().draw(draws.seed(), draws.epoch(), sample.index(), array);
            changer.get().change(transform, from, 0, to, 0);
        } else if (from != to) {
            System.arraycopy(from, 0, to, 0, from.length);
        }
    }

    /** Whether all inputs of a sample are in the cache. */
    boolean isCached(int index) {
        return IntStream.range(0, changers.size())
                .allMatch(input -> cached(index, input).isPresent());
    }

    private Optional<float[]> cached(int index, int array) {
        return plan.cache().isOn() ? plan.keys().key(index, array).flatMap(plan.cache()::get) : Optional.empty();
    }
}
