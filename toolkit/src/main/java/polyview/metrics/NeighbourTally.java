package polyview.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/** Keeps embeddings and labels for {@link RecallAtK}. */
final class NeighbourTally implements Metric.Tally {

    private final RecallAtK metric;
    private int width;
    private int count;
    private float[] embeddings = {};
    private float[] labels = {};

    NeighbourTally(RecallAtK metric) {
        this.metric = metric;
    }

    @Override
    public void add(FloatArray scores, FloatArray targets) {
        int rank = scores.shape().numDimensions();
        // Embeddings of one number come as (N).
        boolean fits = rank <= 3 && targets.values().length == scores.size(0);
        if (!fits) {
            throw new IllegalArgumentException(metric.name()
                    + " needs embeddings (N, E) or (N, V, E) and a label for each of the N, got scores "
                    + Shapes.text(scores.shape()) + " and targets " + Shapes.text(targets.shape()));
        }
        int size = rank == 1 ? 1 : scores.size(rank - 1);
        if (count > 0 && size != width) {
            throw new IllegalArgumentException(
                    metric.name() + " needs embeddings of one length, got " + size + " behind " + width);
        }
        width = size;
        int views = rank == 3 ? scores.size(1) : 1;
        int added = targets.values().length * views;
        makeRoom(count + added);
        System.arraycopy(scores.values(), 0, embeddings, count * width, added * width);
        for (int i = 0; i < added; i++) {
            labels[count + i] = targets.values()[i / views];
        }
        count += added;
    }

    private void makeRoom(int wanted) {
        if (wanted > labels.length) {
            int room = Math.max(wanted, labels.length + labels.length / 2);
            labels = Arrays.copyOf(labels, room);
            embeddings = Arrays.copyOf(embeddings, Math.multiplyExact(room, width));
        }
    }

    @Override
    public double value() {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = row(i);
            if (Arrays.stream(rows[i]).anyMatch(Double::isNaN)) {
                return Double.NaN;
            }
        }
        int[] found =
                IntStream.range(0, count).parallel().map(i -> found(rows, i)).toArray();
        long asked = Arrays.stream(found).filter(answer -> answer >= 0).count();
        return asked == 0
                ? Double.NaN
                : Arrays.stream(found).filter(answer -> answer == 1).count() / (double) asked;
    }

    private double[] row(int i) {
        double[] row = new double[width];
        double squares = 0;
        for (int e = 0; e < width; e++) {
            row[e] = embeddings[i * width + e];
            squares += row[e] * row[e];
        }
        double length = metric.directions() && squares > 0 ? Math.sqrt(squares) : 1;
        for (int e = 0; e < width; e++) {
            row[e] /= length;
        }
        return row;
    }

    /** 1 where one of the own label is among the nearest, 0 where not, -1 where there is no other of this label. */
    private int found(double[][] rows, int of) {
        double[] distances = new double[count];
        double nearest = Double.POSITIVE_INFINITY;
        boolean has = false;
        for (int j = 0; j < count; j++) {
            distances[j] = distance(rows[of], rows[j]);
            if (j != of && labels[j] == labels[of]) {
                has = true;
                nearest = Math.min(nearest, distances[j]);
            }
        }
        int before = 0;
        for (int j = 0; j < count; j++) {
            before += labels[j] != labels[of] && distances[j] <= nearest ? 1 : 0;
        }
        return !has ? -1 : before < metric.k() ? 1 : 0;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int e = 0; e < a.length; e++) {
            double difference = a[e] - b[e];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public Optional<double[]> state() {
        double[] state = new double[2 + count * (width + 1)];
        state[0] = count;
        state[1] = width;
        for (int i = 0; i < count; i++) {
            state[2 + i] = labels[i];
        }
        for (int i = 0; i < count * width; i++) {
            state[2 + count + i] = embeddings[i];
        }
        return Optional.of(state);
    }

    @Override
    public void restore(double[] state) {
        count = (int) state[0];
        width = (int) state[1];
        labels = floats(state, 2, count);
        embeddings = floats(state, 2 + count, count * width);
    }

    private static float[] floats(double[] state, int from, int size) {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) state[from + i];
        }
        return floats;
    }
}
