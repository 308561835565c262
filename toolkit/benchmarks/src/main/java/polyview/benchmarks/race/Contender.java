package polyview.benchmarks.race;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polyview.benchmarks.peers.Framework;

/**
 * A framework with the settings of its process.
 *
 * @param name as the table shows it
 * @param runtime what the process is
 * @param framework what runs in a JVM
 * @param environment variables that are set for the process
 * @param peer whether the others are compared with it
 */
record Contender(String name, Runtime runtime, Framework framework, Map<String, String> environment, boolean peer) {

    /** What the process is. */
    enum Runtime {
        JAVA,
        PYTHON
    }

    /** Large blocks of memory are kept, not given back after every step. */
    private static final Map<String, String> TUNED = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "1073741824",
            "MALLOC_TOP_PAD_", "268435456");

    /** And OpenMP's threads sleep when they wait: on a busy machine those that spin keep the others from working. */
    static final Map<String, String> PATIENT = patient();

    private static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";

    /** Polyview as a user starts it: it turns oneDNN on by itself. */
    static final Contender POLYVIEW = java("Polyview", Framework.POLYVIEW, Map.of(), false);

    static final Contender MATMUL = java("matmul", Framework.MATMUL, Map.of(ONE_DNN, "1"), false);

    static final Contender TENSORFLOW = java("TensorFlow Java", Framework.TENSORFLOW, Map.of(ONE_DNN, "1"), true);

    /** Named as a peer: Polyview is compared with it where its own cost is asked for. */
    static final Contender BARE_PROGRAM = java("bare session, same graph", Framework.BARE_PROGRAM, Map.of(), true);

    static Contender java(String name, Framework framework, Map<String, String> environment, boolean peer) {
        return new Contender(name, Runtime.JAVA, framework, environment, peer);
    }

    /** Polyview and its peers; PyTorch from Python only where it is there. */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>(List.of(
                POLYVIEW,
                TENSORFLOW,
                java("TensorFlow Java, no oneDNN", Framework.TENSORFLOW, Map.of(ONE_DNN, "0"), true)));
        if (Child.hasNativePeers()) {
            all.addAll(settings("libtorch", Runtime.JAVA, Framework.LIBTORCH));
            all.addAll(settings("DJL on PyTorch", Runtime.JAVA, Framework.DJL));
        } else {
            System.out.println("no libtorch and no DJL: their native libraries are taken on linux-x86_64 only");
        }
        if (Python.present()) {
            all.addAll(ofPython());
        }
        return List.copyOf(all);
    }

    static List<Contender> ofPython() {
        return settings("PyTorch from Python", Runtime.PYTHON, Framework.LIBTORCH);
    }

    /** What is built on OpenMP, as it comes and with the settings that may speed it up: the best one counts. */
    private static List<Contender> settings(String name, Runtime runtime, Framework framework) {
        return List.of(
                new Contender(name, runtime, framework, Map.of(), true),
                new Contender(name + ", malloc tuned", runtime, framework, TUNED, true),
                new Contender(name + ", tuned, passive", runtime, framework, PATIENT, true));
    }

    private static Map<String, String> patient() {
        Map<String, String> both = new HashMap<>(TUNED);
        both.put("OMP_WAIT_POLICY", "PASSIVE");
        return Map.copyOf(both);
    }
}
