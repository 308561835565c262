package polyview.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import polyview.models.Engine;
import polyview.training.Callback;
import polyview.training.History;

/**
 * A part of a training, such as the epochs 4 to 9: where the state of the part before lies, and where to keep the state at its end.
 *
 * <p>The epochs of a task's options are counted from the beginning of the training, so a task whose state before is missing trains anew, to
 * the same scores; the epochs of its {@link RunResult} are those that were trained.
 *
 * @param from what a stage before has written; empty for the first one
 * @param to the file to write, in a folder that exists; empty where nothing follows
 */
public record Stage(Optional<Path> from, Optional<Path> to) {

    /** Brings an engine in its first state to where the stage before ended, and gives the callback that keeps where this one ends. */
    Optional<Callback> begin(Engine engine) {
        from.filter(Files::exists).ifPresent(engine::resume);
        return to.map(Stage::keeping);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e, e);
        }
    }

    /** Within the last epoch: what callbacks do at the end of a training, as taking the best weights back, is no part of a longer one. */
    private static Callback keeping(Path file) {
        return new Callback() {
            @Override
            public void onEpochEnd(Run training, History.EpochLog log) {
                if (training.epoch() == training.lastEpoch()) {
                    training.engine().saveWeights(file);
                }
            }

            /** One that a callback has stopped does not go on: trained anew for longer, it would be stopped there too. */
            @Override
            public void onTrainEnd(Run training, History history) {
                if (history.stop() != History.Stop.DONE) {
                    delete(file);
                }
            }
        };
    }
}
