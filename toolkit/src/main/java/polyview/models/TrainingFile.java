package polyview.models;

import java.nio.file.Path;

/** The weights of an engine and how far its training is, to a file and back; {@link Checkpoint} has the form of the file. */
final class TrainingFile {

    private static final System.Logger LOG = System.getLogger("polyview.models");

    private final RunningProgram running;
    private final TrainingProgress progress;
    private final boolean seedIsDrawn;

    /**
     * That of an engine.
     *
     * @param seedIsDrawn whether nobody gave the seed, so that a training that goes on here brings its own
     */
    TrainingFile(RunningProgram running, TrainingProgress progress, boolean seedIsDrawn) {
        this.running = running;
        this.progress = progress;
        this.seedIsDrawn = seedIsDrawn;
    }

    /** The weights and the training; warns where it could not go on from what is written. */
    void save(Path file) {
        running.reading(() -> {
            Checkpoint.save(running, now(file), file);
            return file;
        });
    }

    /** The program too. */
    void saveWhole(Path file) {
        running.program().requireTraining();
        running.reading(() -> {
            ProgramFile.write(
                    file, running.program(), running.read(running.program().variables()), now(file));
            return file;
        });
    }

    private Checkpoint.Progress now(Path file) {
        Checkpoint.Progress now = progress.now();
        if (now.stepsInEpoch() > 0 && now.part().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is saved in epoch {1}, after {2} of its steps: its weights can be loaded, but a training goes"
                            + " on only from the end of an epoch",
                    file,
                    now.epoch(),
                    now.stepsInEpoch());
        }
        return now;
    }

    LoadReport load(Path file) {
        return load(file, false);
    }

    /** Refuses a file that has the weights alone for this model. */
    LoadReport resume(Path file) {
        return load(file, true);
    }

    private LoadReport load(Path file, boolean toGoOn) {
        return running.changing(() -> {
            Checkpoint.Loaded loaded = Checkpoint.load(running, seedIsDrawn, toGoOn, file);
            Checkpoint.Progress reached = loaded.progress();
            progress.resume(reached);
            return new LoadReport(
                    loaded.why().isEmpty(),
                    reached.epoch(),
                    reached.step(),
                    reached.stepsInEpoch(),
                    reached.learningRate(),
                    reached.seed(),
                    loaded.why().orElse(""));
        });
    }
}
