package polyview.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.exceptions.TensorFlowException;
import polyview.base.Startup;
import polyview.data.npy.ArchiveReader;
import polyview.metrics.Metric;

/** Starts what {@link Model#save} and {@link Model#saveForTraining} have written. */
final class SavedModel {

    static {
        Startup.begin();
    }

    private SavedModel() {}

    /** With its weights, and with its training where the file has one; refused with the name of the file: what does not run. */
    static Engine start(Path file) {
        // Opened once: each time all its bytes are compared with its digest.
        try (ArchiveReader from = ArchiveReader.open(file)) {
            if (!ProgramFile.holdsTraining(from)) {
                ProgramFile.Loaded loaded = ProgramFile.read(file, from);
                RunningProgram running = running(file, loaded.program(), loaded.seed());
                return filled(file, running, engine -> WeightValues.write(running, loaded.weights()));
            }
            RunningProgram running = running(file, ProgramFile.readProgram(file, from), 0);
            return filled(
                    file, running, engine -> engine.progress().resume(ProgramFile.readTraining(file, from, running)));
        }
    }

    private static RunningProgram running(Path file, Program program, long seed) {
        try {
            return new RunningProgram(program, seed);
        } catch (IllegalArgumentException | TensorFlowException e) {
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
    }

    /** The engine after it was given its values; where that fails, it is closed. */
    private static Engine filled(Path file, RunningProgram running, Consumer<Engine> values) {
        List<List<Metric>> metrics = EngineMetrics.known(running.program());
        Engine engine = new Engine(running, false, metrics, () -> {});
        try {
            values.accept(engine);
            return engine;
        } catch (IllegalArgumentException e) {
            engine.close();
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }
}
