package polyview.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whole groups dealt into parts, so that each part has its share of all rows and of each class.
 *
 * <p>With n_rp rows of kind r in part p (the classes, and as one more kind all rows together), n_r of them in all and the share s_p, the
 * cost is Pearson's {@code X^2 = sum (n_rp - s_p n_r)^2 / (s_p n_r)} over kinds and parts.
 *
 * <p>Groups come in a random order, and each goes where it costs least among those that came so far. This is the method of conditional
 * expectations, so the cost is at most that of a random deal on average, {@code (P - 1) sum m_gr^2 / n_r} for P parts and m_gr rows of kind
 * r in group g: {@link #bound}. It holds for equal shares, and for others unless a part would have stayed empty. Then single groups
 * move and pairs of groups change places as long as the cost falls. Of a few such deals the cheapest is taken.
 *
 * <p>Source of the first step: P. Raghavan, "Probabilistic construction of deterministic algorithms" (1988).
 */
final class GroupDeal {

    /** Gains below come from rounding. */
    private static final double LEAST = 1e-9;

    /** For about 2,000 groups in all deals together the deal is repeated. */
    private static final int GROUPS_OF_ALL_STARTS = 2000;

    private static final int MOST_STARTS = 20;

    /** How many pairs are looked at in one deal; with more than some thousand groups moves alone end close enough. */
    private static final long MOST_PAIRS = 50_000_000;

    private final double[] shares;
    private final int[][] kinds;
    private final int[][] counts;
    private final double[] weights;
    private final double[][] off;
    private final int[] part;
    private final int[] groupsIn;

    /** The part of each group; shares sum to 1, and there are as many groups as parts or more. */
    static int[] of(int[] groups, int[] classes, long seed, double... shares) {
        int size = IntStream.of(groups).max().orElse(-1) + 1;
        int starts = Math.max(1, Math.min(MOST_STARTS, GROUPS_OF_ALL_STARTS / Math.max(1, size)));
        GroupDeal best = new GroupDeal(groups, classes, shares);
        best.deal(Order.shuffled(seed, 0).permutation(size));
        for (int start = 1; start < starts; start++) {
            GroupDeal next = new GroupDeal(groups, classes, shares);
            next.deal(Order.shuffled(seed, start).permutation(size));
            best = next.cost() < best.cost() - LEAST ? next : best;
        }
        return best.part;
    }

    /** What the cost never exceeds, see above. */
    static double bound(int[] groups, int[] classes, int parts) {
        GroupDeal deal = new GroupDeal(groups, classes, 1);
        double sum = 0;
        for (int g = 0; g < deal.counts.length; g++) {
            sum += deal.product(g, g);
        }
        return (parts - 1) * sum;
    }

    /** The cost of a deal. */
    static double cost(int[] groups, int[] classes, int[] part, double... shares) {
        GroupDeal deal = new GroupDeal(groups, classes, shares);
        for (int p = 0; p < shares.length; p++) {
            for (int g = 0; g < deal.counts.length; g++) {
                deal.add(g, deal.off[p], (part[g] == p ? 1 : 0) - shares[p]);
            }
        }
        return deal.cost();
    }

    private GroupDeal(int[] groups, int[] classes, double... shares) {
        this.shares = shares;
        int all = IntStream.of(classes).max().orElse(-1) + 1;
        int size = IntStream.of(groups).max().orElse(-1) + 1;
        this.weights = new double[all + 1];
        int[][] rows = rowsOfGroups(groups, size);
        this.kinds = new int[size][];
        this.counts = new int[size][];
        for (int g = 0; g < size; g++) {
            int[] of = rows[g];
            int[] sorted = classes.length == 0
                    ? new int[0]
                    : IntStream.of(of).map(i -> classes[i]).sorted().toArray();
            kinds[g] = IntStream.concat(IntStream.of(sorted).distinct(), IntStream.of(all))
                    .toArray();
            counts[g] = new int[kinds[g].length];
            int at = 0;
            for (int c : sorted) {
                at = kinds[g][at] == c ? at : at + 1;
                counts[g][at]++;
            }
            counts[g][counts[g].length - 1] = of.length;
            add(g, weights, 1);
        }
        for (int r = 0; r < weights.length; r++) {
            weights[r] = weights[r] > 0 ? 1 / weights[r] : 0;
        }
        this.off = new double[shares.length][all + 1];
        this.part = new int[size];
        this.groupsIn = new int[shares.length];
    }

    private static int[][] rowsOfGroups(int[] groups, int size) {
        int[] sizes = new int[size];
        IntStream.of(groups).forEach(g -> sizes[g]++);
        int[][] rows = new int[size][];
        Arrays.setAll(rows, g -> new int[sizes[g]]);
        int[] filled = new int[size];
        for (int i = 0; i < groups.length; i++) {
            rows[groups[i]][filled[groups[i]]++] = i;
        }
        return rows;
    }

    private void deal(int... order) {
        for (int i = 0; i < order.length; i++) {
            place(order[i], order.length - i);
        }
        boolean better = true;
        long pairs = 0;
        while (better) {
            better = move(order);
            if (pairs < MOST_PAIRS) {
                better |= swap(order);
                pairs += (long) order.length * order.length / 2;
            }
        }
    }

    /** Puts a group where it costs least; an empty part gets one of the last groups. */
    private void place(int g, int left) {
        long empty = IntStream.of(groupsIn).filter(n -> n == 0).count();
        int to = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int p = 0; p < shares.length; p++) {
            add(g, off[p], -shares[p]);
        }
        for (int p = 0; p < shares.length; p++) {
            double costs = change(g, p, 1);
            if (costs < least && (groupsIn[p] == 0 || left > empty)) {
                least = costs;
                to = p;
            }
        }
        put(g, to);
    }

    private boolean move(int... order) {
        boolean better = false;
        for (int g : order) {
            int from = part[g];
            int to = from;
            double least = -LEAST;
            for (int p = 0; p < shares.length && groupsIn[from] > 1; p++) {
                double costs = p == from ? 0 : change(g, from, -1) + change(g, p, 1);
                if (costs < least) {
                    least = costs;
                    to = p;
                }
            }
            if (to != from) {
                better = true;
                take(g);
                put(g, to);
            }
        }
        return better;
    }

    private boolean swap(int... order) {
        boolean better = false;
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                better |= swap(order[i], order[j]);
            }
        }
        return better;
    }

    private boolean swap(int g, int h) {
        int a = part[g];
        int b = part[h];
        if (a == b) {
            return false;
        }
        double costs = change(g, a, -1) + change(h, a, 1) + change(h, b, -1) + change(g, b, 1);
        if (costs - 2 * product(g, h) * (1 / shares[a] + 1 / shares[b]) >= -LEAST) {
            return false;
        }
        take(g);
        take(h);
        put(g, b);
        put(h, a);
        return true;
    }

    private void put(int g, int p) {
        part[g] = p;
        groupsIn[p]++;
        add(g, off[p], 1);
    }

    private void take(int g) {
        groupsIn[part[g]]--;
        add(g, off[part[g]], -1);
    }

    private void add(int g, double[] to, double times) {
        for (int i = 0; i < kinds[g].length; i++) {
            to[kinds[g][i]] += times * counts[g][i];
        }
    }

    /** What it costs to put a group into a part (sign 1) or to take it out (-1). */
    private double change(int g, int p, int sign) {
        double sum = 0;
        for (int i = 0; i < kinds[g].length; i++) {
            int r = kinds[g][i];
            double m = counts[g][i];
            sum += weights[r] * m * (2 * sign * off[p][r] + m);
        }
        return sum / shares[p];
    }

    /** {@code sum m_gr m_hr / n_r}. */
    private double product(int g, int h) {
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < kinds[g].length && j < kinds[h].length) {
            int apart = kinds[g][i] - kinds[h][j];
            if (apart == 0) {
                sum += weights[kinds[g][i]] * counts[g][i] * counts[h][j];
            }
            i += apart <= 0 ? 1 : 0;
            j += apart >= 0 ? 1 : 0;
        }
        return sum;
    }

    private double cost() {
        double sum = 0;
        for (int p = 0; p < shares.length; p++) {
            for (int r = 0; r < weights.length; r++) {
                sum += weights[r] * off[p][r] * off[p][r] / shares[p];
            }
        }
        return sum;
    }
}
