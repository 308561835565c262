package polyview.spark.cost;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import polyview.spark.AveragingCost;

/**
 * The cost of averaging on paper, for clusters that nobody has here: {@code toolkit/spark/cost paper [MEGABYTES_A_SECOND [JOB_MS [TASK_MS
 * [ADDED_MB_A_SECOND]]]]}. What it is not told is what was measured on the machine of the guide; {@code ADDED_MB_A_SECOND} 0 is measured here.
 */
public final class PaperTable {

    private static final double PIECE = 0.0005;

    private PaperTable() {}

    /** Prints a table in Markdown. */
    public static void main(String[] args) {
        double link = number(args, 0, 1250) * 1e6;
        double job = number(args, 1, 12) / 1e3;
        double task = number(args, 2, 1) / 1e3;
        double added = number(args, 3, 500) * 1e6;
        added = added == 0 ? measured() : added;
        AveragingCost cost = new AveragingCost(link, job, task, added, PIECE);
        System.out.printf(
                Locale.ROOT,
                "link %.0f MB/s, job %.1f ms, task %.2f ms, added %.0f MB/s, piece %.2f ms%n%n",
                link / 1e6,
                job * 1e3,
                task * 1e3,
                added / 1e6,
                PIECE * 1e3);
        System.out.println(
                "| weights | parts | driver: s a round | of it in and adding | tree of depth 2: s | blocks: s |");
        System.out.println("|---|---|---|---|---|---|");
        for (double bytes : List.of(1e4, 1e5, 1e6, 1e7, 1e8)) {
            for (int parts : List.of(2, 10, 100, 1000)) {
                var driver = cost.atTheDriver(parts, bytes);
                System.out.printf(
                        Locale.ROOT,
                        "| %,.0f kB | %,d | %.3f | %.0f%% | %.3f | %.3f |%n",
                        bytes / 1e3,
                        parts,
                        driver.seconds(),
                        100 * (driver.in() + driver.adding()) / driver.seconds(),
                        cost.byTree(parts, bytes).seconds(),
                        cost.byBlocks(parts, bytes).seconds());
            }
        }
        System.out.println();
        for (double bytes : List.of(1e4, 1e5, 1e6, 1e7, 1e8)) {
            System.out.printf(
                    Locale.ROOT,
                    "%,.0f kB: a round of 1 s at the driver has at most %,d parts%n",
                    bytes / 1e3,
                    cost.partsWithin(1, bytes));
        }
    }

    private static double number(String[] args, int i, double otherwise) {
        return i < args.length ? Double.parseDouble(args[i]) : otherwise;
    }

    /** Bytes a second that one thread decodes and adds. */
    private static double measured() {
        int floats = 5_000_000;
        byte[] bytes = new byte[floats * Float.BYTES];
        double[] sums = new double[floats];
        float[] values = new float[floats];
        double best = Double.POSITIVE_INFINITY;
        for (int turn = 0; turn < 20; turn++) {
            long begin = System.nanoTime();
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            for (int i = 0; i < floats; i++) {
                sums[i] += 0.5 * values[i];
            }
            best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return bytes.length / best;
    }
}
