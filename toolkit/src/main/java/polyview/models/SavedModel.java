package polyview.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.tensorflow.exceptions.TensorFlowException;
import polyview.base.Startup;
import polyview.metrics.Metric;

/** Starts what {@link Model#save} and {@link Model#saveForTraining} have written. */
final class SavedModel {

    static {
        Startup.begin();
    }

    private SavedModel() {}

    /** With its weights, and with its training where the file has one; refused with the name of the file: what does not run. */
    static Engine start(Path file) {
        if (!ProgramFile.holdsTraining(file)) {
            ProgramFile.Loaded loaded = ProgramFile.read(file);
            RunningProgram running = running(file, loaded.program(), loaded.seed());
            return filled(file, running, (from, to) -> WeightValues.write(to.running(), loaded.weights()));
        }
        RunningProgram running = running(file, ProgramFile.readProgram(file), 0);
        return filled(file, running, (from, to) -> to.progress().resume(ProgramFile.readTraining(from, running)));
    }

    private static RunningProgram running(Path file, Program program, long seed) {
        try {
            return new RunningProgram(program, seed);
        } catch (IllegalArgumentException | TensorFlowException e) {
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
    }

    /** The engine after it was given its values; where that fails, it is closed. */
    private static Engine filled(Path file, RunningProgram running, BiConsumer<Path, Engine> values) {
        List<List<Metric>> metrics = EngineMetrics.known(running.program());
        Engine engine = new Engine(running, false, metrics, () -> {});
        try {
            values.accept(file, engine);
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
