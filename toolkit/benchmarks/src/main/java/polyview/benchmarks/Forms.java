package polyview.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;
import polyview.layers.BoundForms;
import polyview.layers.BoundForms.Form;

/** The equal forms of convolutions whose kernel is bound over the channels: 32 images 128x128x4, 16 filters 5x5. */
public final class Forms {

    private static final Shape IMAGES = Shape.of(32, 128, 128, 4);
    private static final Shape KERNEL = Shape.of(5, 5, 1, 16);

    private Forms() {}

    /** Prints a table for each layer; the only argument is the number of rounds, 41 without it. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 41;
        System.out.printf("images %s, kernel %s, median of %d rounds%n", IMAGES, KERNEL, rounds);
        System.out.println("ms, and in brackets the ratio to the form that the layer uses (*)");
        measure("TiedConv2D", BoundForms.tied(), 2, rounds);
        measure("SharedConv2D", BoundForms.shared(), 1, rounds);
    }

    private static void measure(String layer, List<Form> forms, int used, int rounds) {
        List<FormRun> runs =
                forms.stream().map(form -> new FormRun(form, IMAGES, KERNEL)).toList();
        List<Runnable> tasks = new ArrayList<>();
        for (FormRun run : runs) {
            for (int gradients = 0; gradients < 3; gradients++) {
                int count = gradients;
                tasks.add(() -> run.run(count));
            }
        }
        double[] times = Rounds.medians(tasks, rounds);
        System.out.printf("%n%-40s %16s %18s %18s%n", layer, "forward", "+ kernel gradient", "+ input gradient");
        for (int i = 0; i < forms.size(); i++) {
            StringBuilder row =
                    new StringBuilder(String.format(Locale.ROOT, "%-40s", (i == used ? "* " : "  ") + forms.get(i)));
            for (int end = 0; end < 3; end++) {
                double time = times[3 * i + end];
                row.append(String.format(Locale.ROOT, " %9.1f (%5.2f)", time, time / times[3 * used + end]));
            }
            System.out.println(row);
        }
        runs.forEach(FormRun::close);
    }
}
