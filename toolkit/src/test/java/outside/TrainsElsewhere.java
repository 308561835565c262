package outside;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.models.Engine;
import polyview.models.Program;

/** Trains a program of a file for 20 steps, and prints the bits of all weights; it knows classes of the toolkit alone. */
public final class TrainsElsewhere {

    private static final int STEPS = 20;

    private TrainsElsewhere() {}

    /** Arguments: the file, and the name of a class that must not be there. */
    public static void main(String[] arguments) {
        try {
            Class.forName(arguments[1]);
            throw new IllegalStateException(arguments[1] + " is there");
        } catch (ClassNotFoundException e) {
            System.out.println("without " + arguments[1]);
        }
        try (Engine engine = new Engine(Program.read(Path.of(arguments[0])), 5)) {
            train(engine);
            System.out.println(bits(engine));
            System.out.println(
                    "columns " + engine.totals().evaluation().values().keySet());
        }
    }

    static void train(Engine engine) {
        for (int step = 0; step < STEPS; step++) {
            engine.trainOnBatch(batch(step));
        }
    }

    static Batch batch(int step) {
        float[] images = new float[4 * 6 * 6];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Math.sin(i * 0.7 + step);
        }
        float[] numbers = {step % 3, 1, -1, 0.5f};
        return new Batch(List.of(FloatArray.of(images, 4, 6, 6, 1)), List.of(FloatArray.of(numbers, 4)));
    }

    static String bits(Engine engine) {
        return "weights "
                + engine.weights().entrySet().stream()
                        .map(e -> e.getKey() + " "
                                + Arrays.toString(toBits(e.getValue().values())))
                        .collect(Collectors.joining("; "));
    }

    private static int[] toBits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
