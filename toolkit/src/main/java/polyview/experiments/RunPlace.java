package polyview.experiments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.TensorFlow;
import polyview.base.Machine;
import polyview.base.OneDnn;
import polyview.base.Startup;
import polyview.models.Devices;

/**
 * What the bits of a run depend on besides the run itself: versions and processor of the process that executes it.
 *
 * @param polyview the version of the toolkit
 * @param tensorflow the version of TensorFlow
 * @param oneDnn whether TensorFlow runs oneDNN's kernels on the CPU
 * @param instructions of the processor that change the last bits; empty where the system does not tell
 */
public record RunPlace(String polyview, String tensorflow, boolean oneDnn, List<String> instructions)
        implements Serializable {

    static {
        Startup.begin();
    }

    private static final System.Logger LOG = System.getLogger("polyview.experiments");

    /** A copy of the list is kept. */
    public RunPlace {
        instructions = List.copyOf(instructions);
    }

    /** This process. */
    public static RunPlace here() {
        return new RunPlace(Machine.toolkitVersion(), TensorFlow.version(), Devices.oneDnn(), Machine.instructions());
    }

    /**
     * Refuses a place where the same run would have other bits for a reason that can be mended, with an {@link IllegalStateException}: {@code
     * run 1/4 concat seed 1 was planned where oneDNN is on, and here it is off: set TF_ENABLE_ONEDNN_OPTS to 1 before Java starts, or to 0
     * in all places}; another version of the toolkit or of TensorFlow. Another processor is told in the log, as a warning: its last bits may
     * differ.
     *
     * @param run for messages
     * @param here where it is to be executed
     */
    void require(String run, RunPlace here) {
        List<String> differences = new ArrayList<>();
        if (oneDnn != here.oneDnn) {
            differences.add("oneDNN is " + (oneDnn ? "on" : "off") + ", and here it is " + (here.oneDnn ? "on" : "off")
                    + ": give " + OneDnn.VARIABLE + " the same value in all places before Java starts");
        }
        if (!polyview.equals(here.polyview)) {
            differences.add("Polyview is " + polyview + ", and here it is " + here.polyview);
        }
        if (!tensorflow.equals(here.tensorflow)) {
            differences.add("TensorFlow is " + tensorflow + ", and here it is " + here.tensorflow);
        }
        if (!differences.isEmpty()) {
            throw new IllegalStateException(run + " was planned where " + String.join("; ", differences));
        }
        if (!instructions.equals(here.instructions)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    run + " was planned on a processor with " + instructions + ", and here it has " + here.instructions
                            + ": the last bits of its numbers may differ");
        }
    }

    /** {@code Polyview 0.1.0, TensorFlow 2.18.0, oneDNN on, avx2 fma}. */
    @Override
    public String toString() {
        return "Polyview " + polyview + ", TensorFlow " + tensorflow + ", oneDNN " + (oneDnn ? "on" : "off") + ", "
                + String.join(" ", instructions);
    }
}
