package polyview.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import polyview.benchmarks.steps.Work;
import polyview.benchmarks.steps.Works;

/** What runs in a process of its own: one framework does one work, and prints how long it took. */
public final class Turn {

    /** What is measured. */
    public enum Kind {
        /** Steps of training. */
        TRAIN,
        /** Batches of prediction. */
        PREDICT,
        /** From nothing to the end of the first step; the one who started the process has the clock. */
        START
    }

    /** Steps before the loss is told, the same number for all. */
    public static final int STEPS_TO_LOSS = 3;

    private Turn() {}

    /**
     * Prints a line {@code RESULT ms=... loss=... peak_mb=...}: the median time of a step, the loss after three steps, and the
     * largest memory that the process had.
     *
     * @param arguments kind, framework, name of the work, steps to warm up, steps to measure
     */
    public static void main(String[] arguments) throws IOException {
        Framework framework = Framework.valueOf(arguments[1]);
        int warmUp = Integer.parseInt(arguments[3]);
        int steps = Integer.parseInt(arguments[4]);
        if (framework == Framework.MATMUL) {
            print(Matmul.milliseconds(warmUp, steps), 0);
            return;
        }
        Work work = Works.named(arguments[2]);
        try (Steps running = framework.start(work)) {
            switch (Kind.valueOf(arguments[0])) {
                case START -> {
                    running.step();
                    print(0, running.loss());
                }
                case PREDICT -> {
                    double loss = running.loss();
                    running.predictTimes(warmUp);
                    print(median(running.predictTimes(steps)), loss);
                }
                case TRAIN -> {
                    for (int i = 0; i < STEPS_TO_LOSS; i++) {
                        running.step();
                    }
                    double loss = running.loss();
                    running.times(warmUp);
                    print(median(running.times(steps)), loss);
                }
            }
        }
    }

    /** The middle value, or the mean of the two in the middle. */
    public static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Prints the line that the parent waits for. */
    public static void print(double milliseconds, double loss) throws IOException {
        System.out.printf(Locale.ROOT, "RESULT ms=%.4f loss=%.6f peak_mb=%.0f%n", milliseconds, loss, peakMegabytes());
        System.out.flush();
    }

    /** The largest resident memory of this process; NaN where the system does not tell. */
    public static double peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                // In kB.
                return Long.parseLong(line.replaceAll("\\D", "")) / 1000.0;
            }
        }
        return Double.NaN;
    }
}
