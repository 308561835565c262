package polyview.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import polyview.base.Startup;
import polyview.data.FloatArray;

/**
 * A program that predicts as TensorFlow's SavedModel: variables with their values, and a signature {@code serving_default} with the
 * names of inputs and outputs.
 */
final class SavedModelFolder {

    static {
        Startup.begin();
    }

    private SavedModelFolder() {}

    /** Of an engine whose program predicts only. */
    static void write(Engine engine, Path folder) {
        if (engine.program().training().isPresent()) {
            throw new IllegalStateException(
                    "a program that trains is not exported: export the model, or load what Model.save has written");
        }
        write(engine.program(), engine.seed(), engine.weights(), folder);
    }

    /** Of a program with these values. */
    static void write(Program program, long seed, Map<String, FloatArray> weights, Path folder) {
        requireEmpty(folder);
        try (RunningProgram running = new RunningProgram(program, seed)) {
            WeightValues.write(running, weights);
            running.reading(() -> {
                export(
                        running.nativeSession().session(),
                        running.nativeSession().signature(program),
                        folder);
                return folder;
            });
        }
    }

    private static void export(Session session, Signature signature, Path folder) {
        try {
            SavedModelBundle.exporter(folder.toString())
                    .withSession(session)
                    .withSignature(signature)
                    .export();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e, e);
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            if (all.findAny().isPresent()) {
                throw new IllegalArgumentException("folder must be empty or not there, got " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e, e);
        }
    }
}
