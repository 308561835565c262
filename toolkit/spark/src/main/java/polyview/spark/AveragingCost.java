package polyview.spark;

import polyview.base.Checks;

/**
 * What a round of averaging costs, on paper: seconds for a number of parts and the bytes that each sends, from a few measured numbers. The
 * computing of the parts, which happens at the same time on all, is not in it.
 *
 * <p>With k parts, S bytes, a link of L bytes a second for each machine, both ways at once, and A bytes a second that one thread takes
 * and adds:
 *
 * <ul>
 *   <li>weights go out in blocks of 4 MiB that executors give on (Spark's torrent broadcast): {@code (S + (ceil(log2(k + 1)) - 1) min(S,
 *       block)) / L};
 *   <li>{@link #atTheDriver}, as {@link SparkCluster} does it: the driver's link brings {@code k S / L}, and the driver adds for {@code k S /
 *       A}; a job costs J, and each task T of the driver's time;
 *   <li>{@link #byTree}: {@code g = ceil(sqrt(k))} executors add g parts each, side by side, and the driver adds these: {@code 2 g S (1 / L + 1 /
 *       A)}, two stages, {@code k + g} tasks;
 *   <li>{@link #byBlocks}: each executor adds one k-th of all (reduce-scatter), and gives it to all others: {@code 2 S (k - 1) / k / L + S / A}
 *       and {@code k B} for so many pieces; two stages, {@code 2 k} tasks. Nothing goes through the driver, and nothing of the optimizer can
 *       live there.
 * </ul>
 *
 * <p>Example: {@code new AveragingCost(1.25e9, 0.012, 0.001, 0.5e9, 0.0005).atTheDriver(100, 1_000_000).seconds()} is {@code 0.398}, of
 * which 0.2 are adding.
 *
 * @param bytesPerSecond of a link, L: 1.25e9 for 10 Gbit/s
 * @param jobSeconds what an empty job takes, J
 * @param taskSeconds of the driver for one task more, T
 * @param addedPerSecond bytes that one thread decodes and adds in a second, A
 * @param pieceSeconds what an executor needs to ask for one piece, B
 */
public record AveragingCost(
        double bytesPerSecond, double jobSeconds, double taskSeconds, double addedPerSecond, double pieceSeconds) {

    private static final double BLOCK = 4 << 20;

    /** Refused: {@code bytesPerSecond must be positive, got 0.0}; the others too. */
    public AveragingCost {
        Checks.requirePositive("bytesPerSecond", bytesPerSecond);
        Checks.requirePositive("jobSeconds", jobSeconds);
        Checks.requirePositive("taskSeconds", taskSeconds);
        Checks.requirePositive("addedPerSecond", addedPerSecond);
        Checks.requirePositive("pieceSeconds", pieceSeconds);
    }

    /**
     * The seconds of a round.
     *
     * @param scheduling jobs and tasks
     * @param out weights on their way to the executors
     * @param in what comes back, on the busiest links
     * @param adding on the busiest machines, one after the other
     */
    public record Round(double scheduling, double out, double in, double adding) {

        /** All of it. */
        public double seconds() {
            return scheduling + out + in + adding;
        }
    }

    /** Everything is added at the driver. */
    public Round atTheDriver(int parts, double bytes) {
        double all = parts * bytes;
        return new Round(
                jobSeconds + parts * taskSeconds,
                out(Checks.requirePositive("parts", parts), bytes),
                all / bytesPerSecond,
                all / addedPerSecond);
    }

    /** Some executors add first: a tree of depth 2. */
    public Round byTree(int parts, double bytes) {
        double group = Math.ceil(Math.sqrt(Checks.requirePositive("parts", parts)));
        double twice = 2 * group * bytes;
        return new Round(
                2 * jobSeconds + (parts + group) * taskSeconds,
                out(parts, bytes),
                twice / bytesPerSecond,
                twice / addedPerSecond);
    }

    /** Each executor adds a block of the weights. */
    public Round byBlocks(int parts, double bytes) {
        double others = (Checks.requirePositive("parts", parts) - 1) * bytes / parts;
        return new Round(
                2 * jobSeconds + 2 * parts * taskSeconds + parts * pieceSeconds,
                others / bytesPerSecond,
                others / bytesPerSecond,
                bytes / addedPerSecond);
    }

    private double out(int parts, double bytes) {
        double rounds = Math.ceil(Math.log(parts + 1.0) / Math.log(2) - 1e-9);
        return (bytes + (rounds - 1) * Math.min(bytes, BLOCK)) / bytesPerSecond;
    }

    /** The most parts whose round at the driver takes no longer than so many seconds; 0 where one takes longer. */
    public int partsWithin(double seconds, double bytes) {
        int parts = 0;
        while (parts < 1_000_000 && atTheDriver(parts + 1, bytes).seconds() <= seconds) {
            parts++;
        }
        return parts;
    }
}
