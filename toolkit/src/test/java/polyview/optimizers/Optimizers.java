package polyview.optimizers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Op;
import polyview.base.Settings;

/** Every optimizer of the package, and some with options, for tests that hold for all of them. */
final class Optimizers {

    private Optimizers() {}

    /** One as a user writes it, with a slot. */
    record Own(double learningRate) implements Optimizer {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public List<Op> apply(Step step) {
            var tf = step.tf();
            return step.changes().stream()
                    .<Op>map(c -> {
                        var sum = tf.assignAdd(c.slot().apply("sum"), c.gradient());
                        return tf.assignSub(c.weight(), tf.math.mul(step.learningRate(), sum));
                    })
                    .toList();
        }
    }

    /** With rates at which a small net learns. */
    static Map<String, Optimizer> all() {
        Map<String, Optimizer> all = new LinkedHashMap<>();
        for (Optimizer o : Arrays.asList(
                new SGD(0.5),
                new SGD(0.1, 0.9),
                new SGD(0.1, 0.9, true),
                new Adam(0.03),
                new Adam(0.03).amsgrad(true),
                new AdamW(0.03, 0.1),
                new Adamax(0.03),
                new Nadam(0.03),
                new RMSprop(0.01),
                new RMSprop(0.01).momentum(0.5).centered(true),
                new Adagrad(0.3),
                new Adadelta(20),
                new Lion(0.01),
                new Adam(0.03).clipNorm(1).accumulate(3),
                new SGD(0.1, 0.9).globalClipNorm(1).useEma(0.8),
                new Lion(0.01).weightDecay(0.1).clipValue(0.5).accumulate(2).useEma(0.9),
                new Own(0.01).accumulate(2).useEma(0.5).clipNorm(1).weightDecay(0.01))) {
            all.put(Settings.text(o.name(), o.settings()), o);
        }
        return all;
    }
}
