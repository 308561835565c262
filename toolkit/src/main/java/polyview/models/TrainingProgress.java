package polyview.models;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import polyview.base.Checks;

/** How far the training of an engine is: its steps and epochs, its learning rate, and what callbacks keep with it. */
final class TrainingProgress {

    private final RunningProgram running;
    private final AtomicInteger epoch = new AtomicInteger();
    private final Map<String, Kept> kept = new ConcurrentSkipListMap<>();
    private volatile OptionalLong epochBegan = OptionalLong.empty();
    private volatile double learningRate;
    private volatile Supplier<Optional<EpochPart>> part = Optional::empty;
    private volatile Optional<EpochPart> resumed = Optional.empty();

    /** Before the first step. */
    TrainingProgress(RunningProgram running) {
        this.running = running;
        running.program().training().ifPresent(t -> this.learningRate = t.firstLearningRate());
    }

    /** Counts a step that was done; gives the number of all. */
    long stepDone() {
        running.step(running.step() + 1);
        return running.step();
    }

    /** Passes over the training data that were begun. */
    int epochs() {
        return epoch.get();
    }

    /** Begins a pass; gives the number of those before it. */
    int nextEpoch() {
        epochBegan = OptionalLong.of(running.step());
        part = Optional::empty;
        resumed = Optional.empty();
        return epoch.getAndIncrement();
    }

    void endEpoch() {
        epochBegan = OptionalLong.empty();
        part = Optional::empty;
        resumed = Optional.empty();
    }

    /** What tells, when it is asked, which part of this epoch is done. */
    void part(Supplier<EpochPart> now) {
        part = () -> Optional.of(now.get());
        resumed = Optional.empty();
    }

    /** The part of the epoch under way that was done when it was written; empty where the training did not go on in one. */
    Optional<EpochPart> resumed() {
        return resumed;
    }

    /** Steps of a pass that was begun and is not over. */
    long stepsInEpoch() {
        return epochBegan.isPresent() ? running.step() - epochBegan.getAsLong() : 0;
    }

    /** Takes back a pass of which no step was done. */
    void leaveEpoch() {
        if (epochBegan.isPresent() && stepsInEpoch() == 0) {
            epoch.decrementAndGet();
            endEpoch();
        }
    }

    void keep(String name, Kept what) {
        kept.put(name, what);
    }

    Optional<Kept> kept(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    double learningRate() {
        return learningRate;
    }

    void learningRate(double rate) {
        this.learningRate = Checks.requirePositive("learningRate", rate);
    }

    /** All of it, to be written. */
    Checkpoint.Progress now() {
        return new Checkpoint.Progress(
                running.step(),
                epochs(),
                stepsInEpoch(),
                stepsInEpoch() > 0 ? part.get() : Optional.empty(),
                learningRate,
                running.seed(),
                Map.copyOf(kept));
    }

    /** Goes on as after so many steps and passes. */
    void resume(long steps, int epochs) {
        running.step(steps);
        epoch.set(epochs);
    }

    /** Goes on from what was written: the end of an epoch, or the middle of one. */
    void resume(Checkpoint.Progress reached) {
        resume(reached.step(), reached.epoch());
        endEpoch();
        if (reached.stepsInEpoch() > 0) {
            epochBegan = OptionalLong.of(reached.step() - reached.stepsInEpoch());
            // Saved again before its next step, it is the same.
            part = reached::part;
            resumed = reached.part();
        }
        running.seed(reached.seed());
        kept.clear();
        kept.putAll(reached.kept());
        learningRate = reached.learningRate();
    }
}
