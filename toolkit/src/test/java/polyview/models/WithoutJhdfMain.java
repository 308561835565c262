package polyview.models;

import java.nio.file.Path;
import polyview.layers.Dense;

/** Builds a model and asks for weights of Keras; prints what happens. */
final class WithoutJhdfMain {

    private WithoutJhdfMain() {}

    public static void main(String[] args) {
        var x = Input.of("x", 3);
        try (Model model = new Model(x, new Dense(2).apply(x))) {
            System.out.println("model of " + model.summary().parameters());
            try {
                KerasWeights.read(Path.of(args[0])).into(model);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
