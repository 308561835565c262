package polyview.models;

import java.util.Map;
import polyview.data.FloatArray;

/**
 * What a batch would change in a training step, for whoever collects it from several batches or machines before anything
 * changes; see {@link Engine#gradients}. Given to {@link Engine#apply} they do what {@link Engine#trainOnBatch} does, to the bit:
 *
 * <pre>{@code
 * Gradients g = engine.gradients(batch);
 * engine.apply(g.gradients(), g.states());
 * }</pre>
 *
 * @param result loss and scores of the batch, as in a training step
 * @param gradients of the loss, by the paths of the weights that training changes
 * @param states by the paths of weights without a gradient, such as moving means, what this batch makes of them
 */
public record Gradients(StepResult result, Map<String, FloatArray> gradients, Map<String, FloatArray> states) {}
