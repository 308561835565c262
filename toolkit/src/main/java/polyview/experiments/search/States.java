package polyview.experiments.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.experiments.Stage;

/**
 * The states in which trainings stand that may go on, as files {@code trial-7-seed-1-epochs-3.npz} of a folder.
 *
 * @param folder made where it is needed
 */
record States(Path folder) {

    /** What a run goes on from, and what it leaves; empty for one that is trained whole at once. */
    Optional<Stage> stage(Call call, int whole) {
        if (call.epochs().isEmpty()) {
            return Optional.empty();
        }
        int until = call.epochs().getAsInt();
        Optional<Path> from = call.before() > 0 ? Optional.of(file(call, call.before())) : Optional.empty();
        Optional<Path> to = until < whole ? Optional.of(file(call, until)) : Optional.empty();
        to.ifPresent(file -> make());
        return Optional.of(new Stage(from, to));
    }

    /**
     * Deletes the states of all trials but those of a generation that begins: what was left behind does not go on. Runs of it may be done
     * already, so what they left stays too.
     */
    void keepOnly(List<Call> calls) {
        Set<String> kept = calls.stream()
                .flatMap(call -> Stream.of(
                        file(call, call.before()), file(call, call.epochs().orElse(0))))
                .map(this::name)
                .collect(Collectors.toSet());
        files().filter(file -> !kept.contains(name(file))).forEach(States::delete);
    }

    /** Deletes what the runs of a generation that is done went on from. */
    void leave(List<Call> calls) {
        calls.stream()
                .filter(call -> call.before() > 0)
                .map(call -> file(call, call.before()))
                .forEach(States::delete);
    }

    /** Deletes all, when no trial goes on any more. */
    void clear() {
        files().forEach(States::delete);
        delete(folder);
    }

    private Path file(Call call, int epochs) {
        return folder.resolve(Trial.name(call.trial()) + "-seed-" + call.seed() + "-epochs-" + epochs + ".npz");
    }

    private String name(Path file) {
        return file.getFileName().toString();
    }

    private Stream<Path> files() {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e, e);
        }
    }

    private void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + folder + ": " + e, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e, e);
        }
    }
}
