package polyview.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/** Keeps the embeddings of a pass for {@link RecallAtK}, each with what lies nearest to it. */
final class NeighbourTally implements Metric.Tally {

    private final RecallAtK metric;
    private final List<Neighbours> all = new ArrayList<>();
    private boolean notFinite;

    NeighbourTally(RecallAtK metric) {
        this.metric = metric;
    }

    @Override
    public void add(FloatArray scores, FloatArray targets) {
        int rank = scores.shape().numDimensions();
        // Embeddings of one number come as (N).
        if (rank > 3 || targets.values().length != scores.size(0)) {
            throw new IllegalArgumentException(metric.name()
                    + " needs embeddings (N, E) or (N, V, E) and a label for each of the N, got scores "
                    + Shapes.text(scores.shape()) + " and targets " + Shapes.text(targets.shape()));
        }
        int width = rank == 1 ? 1 : scores.size(rank - 1);
        if (!all.isEmpty() && width != all.get(0).embedding().length) {
            throw new IllegalArgumentException(metric.name() + " needs embeddings of one length, got " + width
                    + " behind " + all.get(0).embedding().length);
        }
        int views = rank == 3 ? scores.size(1) : 1;
        List<Neighbours> added = new ArrayList<>();
        for (int i = 0; i < targets.values().length * views; i++) {
            added.add(new Neighbours(
                    embedding(scores.values(), i * width, width), targets.values()[i / views], metric.k()));
        }
        meet(added);
    }

    /** As 64-bit numbers, of length 1 where only directions count. */
    private double[] embedding(float[] x, int from, int width) {
        double[] row = new double[width];
        double squares = 0;
        for (int e = 0; e < width; e++) {
            row[e] = x[from + e];
            squares += row[e] * row[e];
        }
        notFinite |= !Double.isFinite(squares);
        double length = metric.directions() && squares > 0 ? Math.sqrt(squares) : 1;
        for (int e = 0; e < width; e++) {
            row[e] /= length;
        }
        return row;
    }

    /** Each pair meets once on either side, so the order and the batches in which they come do not matter. */
    private void meet(List<Neighbours> added) {
        int before = all.size();
        all.addAll(added);
        IntStream.range(0, all.size()).parallel().forEach(i -> {
            for (int j = i < before ? before : 0; j < all.size(); j++) {
                if (j != i) {
                    all.get(i).meet(all.get(j));
                }
            }
        });
    }

    @Override
    public double value() {
        long asked = all.stream().filter(Neighbours::hasOwn).count();
        long found = all.stream()
                .filter(Neighbours::hasOwn)
                .filter(Neighbours::findsOwn)
                .count();
        return asked == 0 || notFinite ? Double.NaN : found / (double) asked;
    }

    /** Whether a number was not finite, how long an embedding is, and each embedding with its label. */
    @Override
    public Optional<double[]> state() {
        int width = all.isEmpty() ? 0 : all.get(0).embedding().length;
        double[] state = new double[2 + all.size() * (width + 1)];
        state[0] = notFinite ? 1 : 0;
        state[1] = width;
        for (int i = 0; i < all.size(); i++) {
            int at = 2 + i * (width + 1);
            System.arraycopy(all.get(i).embedding(), 0, state, at, width);
            state[at + width] = all.get(i).label();
        }
        return Optional.of(state);
    }

    @Override
    public void restore(double[] state) {
        notFinite = state[0] == 1;
        int width = (int) state[1];
        List<Neighbours> saved = new ArrayList<>();
        for (int at = 2; at < state.length; at += width + 1) {
            double[] row = Arrays.copyOfRange(state, at, at + width);
            saved.add(new Neighbours(row, (float) state[at + width], metric.k()));
        }
        all.clear();
        meet(saved);
    }
}
