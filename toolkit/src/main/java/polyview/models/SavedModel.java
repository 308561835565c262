package polyview.models;

import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.exceptions.TensorFlowException;
import polyview.base.Startup;

/** Starts what {@link Model#save} has written. */
final class SavedModel {

    static {
        Startup.begin();
    }

    private SavedModel() {}

    /** With its weights; refused with the name of the file: what can be read, but does not run. */
    static RunningProgram start(Path file) {
        ProgramFile.Loaded loaded = ProgramFile.read(file);
        RunningProgram running;
        try {
            running = new RunningProgram(loaded.program(), loaded.seed());
        } catch (IllegalArgumentException | TensorFlowException e) {
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
        try {
            WeightValues.write(running, loaded.weights());
            return running;
        } catch (IllegalArgumentException e) {
            running.close();
            throw ProgramFile.refused(file, new IOException(e.getMessage(), e));
        }
    }
}
