package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a framework that builds its graph in every step: made the first time, given again later.
 *
 * @param <T> what the framework calls a tensor
 */
final class Weights<T> {

    /** Makes a trained tensor. */
    interface Maker<T> {
        T make(int index);
    }

    private final List<T> made = new ArrayList<>();
    private int next;

    /** Begins another step. */
    void rewind() {
        next = 0;
    }

    /** The next weight. */
    T next(Maker<T> maker) {
        if (next == made.size()) {
            made.add(maker.make(next));
        }
        return made.get(next++);
    }

    List<T> all() {
        return made;
    }
}
