package polyview.benchmarks.peers;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyview.benchmarks.steps.Net;
import polyview.benchmarks.steps.Numbers;
import polyview.benchmarks.steps.Work;

/**
 * A work as text, a line for each op, and its numbers as a file of floats: what {@code torch_steps.py} reads.
 *
 * <p>{@code x2 = conv x0 w0 w1 1} names what came before; {@code w0 kernel 3 3 3 32} is a weight.
 */
public final class PythonText implements Net<String> {

    private final List<String> lines = new ArrayList<>();
    private final List<float[]> numbers = new ArrayList<>();
    private int weights;
    private int made;

    private PythonText() {}

    /** Writes {@code work.txt} and {@code work.bin} (little-endian) into a folder. */
    public static void write(Work work, Path folder) throws IOException {
        PythonText text = new PythonText();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < work.inputs().size(); i++) {
            inputs.add("i" + i);
            text.data("i" + i, Numbers.batched(work.batch(), work.inputs().get(i)), Numbers.input(work, i));
        }
        if (work.mask().length == 0) {
            float[] classes = new float[work.batch()];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = Numbers.classes(work)[i];
            }
            text.data("classes", new long[] {work.batch()}, classes);
        } else {
            text.data("mask", Numbers.batched(work.batch(), work.mask()), Numbers.mask(work));
        }
        String logits = work.logits(text, inputs);
        text.lines.add("logits " + logits);
        Files.write(folder.resolve("work.txt"), text.lines);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve("work.bin")))) {
            for (float[] array : text.numbers) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * array.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(array);
                out.write(bytes.array());
            }
        }
    }

    private void data(String name, long[] shape, float[] values) {
        lines.add("data " + name + spaced(shape));
        numbers.add(values);
    }

    private String weight(String kind, long... shape) {
        String name = "w" + weights;
        lines.add("weight " + name + " " + kind + spaced(shape));
        numbers.add(Numbers.weight(weights++, shape));
        return name;
    }

    private static String spaced(long... numbers) {
        StringBuilder text = new StringBuilder();
        for (long number : numbers) {
            text.append(' ').append(number);
        }
        return text.toString();
    }

    private String op(String op, Object... arguments) {
        String name = "x" + made++;
        StringBuilder line = new StringBuilder("op " + name + " " + op);
        for (Object argument : arguments) {
            line.append(' ').append(argument);
        }
        lines.add(line.toString());
        return name;
    }

    @Override
    public String kernel(int height, int width, int in, int out) {
        return weight("kernel", height, width, in, out);
    }

    @Override
    public String matrix(int in, int out) {
        return weight("plain", in, out);
    }

    @Override
    public String grid(int rows, int columns) {
        return weight("plain", rows, columns);
    }

    @Override
    public String vector(int size) {
        return weight("plain", size);
    }

    @Override
    public String conv(String x, String kernel, String bias, boolean same) {
        return op("conv", x, kernel, bias, same ? 1 : 0);
    }

    @Override
    public String dense(String x, String matrix, String bias) {
        return op("dense", x, matrix, bias);
    }

    @Override
    public String relu(String x) {
        return op("relu", x);
    }

    @Override
    public String sigmoid(String x) {
        return op("sigmoid", x);
    }

    @Override
    public String abs(String x) {
        return op("abs", x);
    }

    @Override
    public String add(String a, String b) {
        return op("add", a, b);
    }

    @Override
    public String sub(String a, String b) {
        return op("sub", a, b);
    }

    @Override
    public String mul(String a, String b) {
        return op("mul", a, b);
    }

    @Override
    public String max(String a, String b) {
        return op("max", a, b);
    }

    @Override
    public String scale(String x, float factor) {
        return op("scale", x, factor);
    }

    @Override
    public String concat(List<String> all) {
        return op("concat", all.toArray());
    }

    @Override
    public String part(String x, int from, int size) {
        return op("part", x, from, size);
    }

    @Override
    public String maxPool(String x) {
        return op("max_pool", x);
    }

    @Override
    public String upsample(String x) {
        return op("upsample", x);
    }

    @Override
    public String globalMean(String x) {
        return op("global_mean", x);
    }

    @Override
    public String pixelOfMeans(String x) {
        return op("pixel_of_means", x);
    }

    @Override
    public String meanChannels(String x) {
        return op("mean_channels", x);
    }

    @Override
    public String shift(String x, int down, int right) {
        return op("shift", x, down, right);
    }

    @Override
    public String copies(String kernel, int channels) {
        return op("copies", kernel, channels);
    }

    @Override
    public String fold(String x) {
        return op("fold", x);
    }

    @Override
    public String maxOverFolded(String x, int channels) {
        return op("max_over_folded", x, channels);
    }

    @Override
    public String unfold(String x, int channels) {
        return op("unfold", x, channels);
    }

    @Override
    public String elements(String x, String grid, String bias) {
        return op("elements", x, grid, bias);
    }

    @Override
    public String sumRows(String x) {
        return op("sum_rows", x);
    }
}
