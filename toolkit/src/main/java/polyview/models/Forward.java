package polyview.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The forward graph of a compile by the names of its ends: all that the later stages know of it, so that a rule may put another
 * graph in its place.
 *
 * @param inputs what is fed
 * @param outputs what the model puts out in prediction
 * @param weights the weights
 * @param seed the scalar that decides everything random
 * @param step the scalar that counts training steps from 0
 * @param training losses and targets; empty for a model that only predicts
 */
record Forward(
        List<Program.Port> inputs,
        List<Program.Port> outputs,
        List<Held> weights,
        String seed,
        String step,
        Optional<Training> training) {

    /**
     * A weight.
     *
     * @param variable what holds it
     * @param value what layers compute with, and gradients are taken of
     */
    record Held(Program.Variable variable, String value) {}

    /**
     * What a training needs of the forward graph.
     *
     * @param targets what the outputs are to become
     * @param trainLoss the loss of a training step
     * @param trainScores what metrics see in a training step
     * @param testLoss the loss as evaluation sees it
     * @param testScores what metrics see in evaluation
     * @param states by the paths of weights such as moving means, their values after a training step
     * @param heads what is known of the scores of each output
     */
    record Training(
            List<Program.Port> targets,
            String trainLoss,
            List<String> trainScores,
            String testLoss,
            List<String> testScores,
            List<Program.Port> states,
            List<HeadScores> heads) {}

    /** The same with other outputs. */
    Forward with(List<Program.Port> others) {
        return new Forward(inputs, others, weights, seed, step, training);
    }

    /** The same with other inputs. */
    Forward fedWith(List<Program.Port> others) {
        return new Forward(others, outputs, weights, seed, step, training);
    }

    /** The weights that training changes. */
    List<Held> learned() {
        return weights.stream()
                .filter(held -> held.variable().role() == Program.Role.TRAINABLE)
                .toList();
    }

    /** The names of all nodes that later stages use. */
    Set<String> ends() {
        Set<String> ends = new LinkedHashSet<>(List.of(seed, step));
        inputs.forEach(p -> ends.add(p.tensor()));
        outputs.forEach(p -> ends.add(p.tensor()));
        for (Held held : weights) {
            Program.Variable v = held.variable();
            ends.addAll(List.of(v.tensor(), v.fed(), v.assign(), held.value()));
        }
        training.ifPresent(t -> {
            t.targets().forEach(p -> ends.add(p.tensor()));
            t.states().forEach(p -> ends.add(p.tensor()));
            ends.addAll(List.of(t.trainLoss(), t.testLoss()));
            ends.addAll(t.trainScores());
            ends.addAll(t.testScores());
        });
        return ends;
    }
}
