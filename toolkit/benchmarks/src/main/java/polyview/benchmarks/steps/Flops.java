package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the floating point operations of a training step: two for each product of convolutions and dense layers, forward and
 * in each gradient that is needed; all other ops are left out.
 */
public final class Flops implements Net<Flops.Node> {

    /** A tensor: its shape, and whether a weight lies behind it, so that it needs a gradient. */
    public record Node(long[] shape, boolean trained) {
        long channels() {
            return shape[shape.length - 1];
        }
    }

    private double training;
    private double forward;

    private Flops() {}

    /** Those of one step of training. */
    public static double ofTraining(Work work) {
        return counted(work).training;
    }

    /** Those of one prediction for a whole batch. */
    public static double ofPrediction(Work work) {
        return counted(work).forward;
    }

    private static Flops counted(Work work) {
        Flops flops = new Flops();
        List<Node> inputs = new ArrayList<>();
        work.inputs().forEach(sample -> inputs.add(new Node(Numbers.batched(work.batch(), sample), false)));
        work.logits(flops, inputs);
        return flops;
    }

    private Node product(Node x, long inner, long... shape) {
        double operations = 2.0 * inner * Numbers.size(shape);
        forward += operations;
        training += operations * (x.trained ? 3 : 2);
        return new Node(shape, true);
    }

    private static Node weight(long... shape) {
        return new Node(shape, true);
    }

    private static Node like(Node x, long... shape) {
        return new Node(shape, x.trained);
    }

    private static Node larger(Node a, Node b) {
        Node larger = Numbers.size(a.shape) >= Numbers.size(b.shape) ? a : b;
        return new Node(larger.shape, a.trained || b.trained);
    }

    @Override
    public Node kernel(int height, int width, int in, int out) {
        return weight(height, width, in, out);
    }

    @Override
    public Node matrix(int in, int out) {
        return weight(in, out);
    }

    @Override
    public Node grid(int rows, int columns) {
        return weight(rows, columns);
    }

    @Override
    public Node vector(int size) {
        return weight(size);
    }

    @Override
    public Node conv(Node x, Node kernel, Node bias, boolean same) {
        long[] k = kernel.shape;
        long height = same ? x.shape[1] : x.shape[1] - k[0] + 1;
        long width = same ? x.shape[2] : x.shape[2] - k[1] + 1;
        return product(x, k[0] * k[1] * k[2], x.shape[0], height, width, k[3]);
    }

    @Override
    public Node dense(Node x, Node matrix, Node bias) {
        long[] shape = x.shape.clone();
        shape[shape.length - 1] = matrix.shape[1];
        return product(x, matrix.shape[0], shape);
    }

    @Override
    public Node relu(Node x) {
        return x;
    }

    @Override
    public Node sigmoid(Node x) {
        return x;
    }

    @Override
    public Node abs(Node x) {
        return x;
    }

    @Override
    public Node add(Node a, Node b) {
        return larger(a, b);
    }

    @Override
    public Node sub(Node a, Node b) {
        return larger(a, b);
    }

    @Override
    public Node mul(Node a, Node b) {
        return larger(a, b);
    }

    @Override
    public Node max(Node a, Node b) {
        return larger(a, b);
    }

    @Override
    public Node scale(Node x, float factor) {
        return x;
    }

    @Override
    public Node concat(List<Node> all) {
        long[] shape = all.get(0).shape.clone();
        shape[shape.length - 1] = all.stream().mapToLong(Node::channels).sum();
        return new Node(shape, all.stream().anyMatch(Node::trained));
    }

    @Override
    public Node part(Node x, int from, int size) {
        long[] shape = x.shape.clone();
        shape[shape.length - 1] = size;
        return like(x, shape);
    }

    @Override
    public Node maxPool(Node x) {
        return like(x, x.shape[0], x.shape[1] / 2, x.shape[2] / 2, x.shape[3]);
    }

    @Override
    public Node upsample(Node x) {
        return like(x, x.shape[0], x.shape[1] * 2, x.shape[2] * 2, x.shape[3]);
    }

    @Override
    public Node globalMean(Node x) {
        return like(x, x.shape[0], x.shape[3]);
    }

    @Override
    public Node pixelOfMeans(Node x) {
        return like(x, x.shape[0], 1, 1, x.shape[3]);
    }

    @Override
    public Node meanChannels(Node x) {
        return like(x, x.shape[0], x.shape[1], x.shape[2], 1);
    }

    @Override
    public Node shift(Node x, int down, int right) {
        return x;
    }

    @Override
    public Node copies(Node kernel, int channels) {
        return weight(kernel.shape[0], kernel.shape[1], channels, kernel.shape[3]);
    }

    @Override
    public Node fold(Node x) {
        return like(x, x.shape[0] * x.shape[3], x.shape[1], x.shape[2], 1);
    }

    @Override
    public Node maxOverFolded(Node x, int channels) {
        return like(x, x.shape[0] / channels, x.shape[1]);
    }

    @Override
    public Node unfold(Node x, int channels) {
        return like(x, x.shape[0] / channels, x.shape[1] * channels);
    }

    @Override
    public Node elements(Node x, Node grid, Node bias) {
        return new Node(x.shape, true);
    }

    @Override
    public Node sumRows(Node x) {
        return like(x, x.shape[0], x.shape[2]);
    }
}
