package polyview.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Calls the callbacks of a training in their order; {@link Callback} says which that is, and what happens where one throws. */
final class Callbacks {

    private final List<Callback> all;
    private int begun;

    /**
     * Those that keep something first, those that save last.
     *
     * @param given in the order in which they were given
     * @param last called after all of them
     */
    Callbacks(List<Callback> given, List<Callback> last) {
        all = new ArrayList<>(given);
        all.sort(Comparator.comparing(Callbacks::group));
        all.addAll(last);
    }

    private static int group(Callback callback) {
        if (callback instanceof Checkpoints) {
            return 2;
        }
        return callback.keepsState() ? 0 : 1;
    }

    void begin(Callback.Run run) {
        for (Callback callback : all) {
            begun++;
            callback.onTrainBegin(run);
        }
    }

    /** Calls all; what one throws keeps the others from being called. */
    void each(Consumer<Callback> call) {
        all.forEach(call);
    }

    /** Calls all, whatever one of them throws. */
    void end(Callback.Run run, History history) {
        List<Throwable> errors = new ArrayList<>();
        all.forEach(callback -> collect(errors, () -> callback.onTrainEnd(run, history)));
        if (errors.isEmpty()) {
            return;
        }
        Throwable first = errors.get(0);
        errors.subList(1, errors.size()).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    /** Tells all that have begun, whatever one of them throws. */
    void failed(Throwable why, Callback.Run run, History history) {
        List<Throwable> errors = new ArrayList<>();
        all.subList(0, begun).forEach(callback -> collect(errors, () -> callback.onTrainFailed(run, history)));
        errors.stream().filter(error -> error != why).forEach(why::addSuppressed);
    }

    private static void collect(List<Throwable> errors, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            errors.add(e);
        }
    }
}
