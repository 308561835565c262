package polyview.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import polyview.training.Callback;
import polyview.training.tensorboard.TensorBoard;

/**
 * The callbacks of each run of an experiment.
 *
 * @param given those of the user's function; empty without
 * @param boards where each run has a folder of TensorBoard's; empty without
 */
record RunCallbacks(Optional<Function<RunKey, List<Callback>>> given, Optional<Path> boards) {

    static RunCallbacks none() {
        return new RunCallbacks(Optional.empty(), Optional.empty());
    }

    RunCallbacks of(Function<RunKey, List<Callback>> ofRun) {
        return new RunCallbacks(Optional.of(ofRun), boards);
    }

    RunCallbacks tensorBoard(Path folder) {
        return new RunCallbacks(given, Optional.of(folder));
    }

    /** New ones for a run, or the error of the user's function. */
    ValueOrError<List<Callback>> make(RunKey run) {
        return ValueOrError.of(() -> {
            List<Callback> made = new ArrayList<>(ofUser(run));
            boards.ifPresent(folder -> made.add(TensorBoard.in(folder.resolve(run.fileName()))));
            return List.copyOf(made);
        });
    }

    private List<Callback> ofUser(RunKey run) {
        return given.map(function -> List.copyOf(function.apply(run))).orElse(List.of());
    }

    /** What they are, without the places that differ from run to run; empty where none were given or they cannot be made. */
    Optional<String> described(RunKey run) {
        return given.flatMap(function -> ValueOrError.of(() -> ofUser(run)).value())
                .map(made -> made.stream()
                        .map(callback -> callback.writesTo().isPresent()
                                ? callback.getClass().getSimpleName()
                                : Description.of(callback))
                        .toList()
                        .toString());
    }

    /** Refuses two runs that write to one place; see {@link RunTask#requireOwnPlaces}. */
    static void requireOwnPlaces(Map<RunKey, List<Callback>> byRun) {
        Map<Path, RunKey> writers = new HashMap<>();
        byRun.forEach((run, callbacks) ->
                callbacks.forEach(callback -> callback.writesTo().ifPresent(place -> {
                    RunKey other = writers.putIfAbsent(place.toAbsolutePath().normalize(), run);
                    if (other != null && !other.equals(run)) {
                        throw new IllegalArgumentException(
                                "callbacks must write to a place of their own in each run, got "
                                        + Description.of(callback) + " in " + other + " and in " + run
                                        + ": give each run its own by callbacks(run -> ...), with run.fileName() in the path");
                    }
                })));
    }
}
