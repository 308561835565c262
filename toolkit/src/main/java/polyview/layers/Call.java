package polyview.layers;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.train.PreventGradient;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import polyview.base.Messages;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * What a layer needs to add its ops: the graph, the values of its weights, other layers, and random numbers from one seed.
 *
 * <p>There is one for each pass over the layers; layers only use it.
 */
public final class Call {

    /**
     * The update of a weight that has no gradient.
     *
     * @param weight the weight
     * @param next computes the new value from the old one
     */
    public record Update(Weight weight, UnaryOperator<Operand<TFloat32>> next) {}

    private final Ops tf;
    private final boolean training;
    private final boolean trainable;
    private final Pass pass;
    private final Layer caller;

    /** What all layers of one pass share. */
    private static final class Pass {
        private final Function<Weight, Operand<TFloat32>> values;
        private final Operand<TInt64> seed;
        private final Operand<TInt64> step;
        private final List<Update> updates = new ArrayList<>();
        private final List<Operand<TFloat32>> losses = new ArrayList<>();
        private final List<Layer> newlyBuilt = new ArrayList<>();
        private final Map<Layer, List<Operand<TFloat32>>> outputs = new IdentityHashMap<>();
        private int draws;

        private Pass(Function<Weight, Operand<TFloat32>> values, Operand<TInt64> seed, Operand<TInt64> step) {
            this.values = values;
            this.seed = seed;
            this.step = step;
        }
    }

    private Call(Ops tf, boolean training, boolean trainable, Pass pass, Layer caller) {
        this.tf = tf;
        this.training = training;
        this.trainable = trainable;
        this.pass = pass;
        this.caller = caller;
    }

    /**
     * Starts a pass over layers.
     *
     * @param tf adds the ops
     * @param training whether this is the pass of a training step
     * @param values the operand of each weight in this graph
     * @param seed a scalar: the user's seed
     * @param step a scalar: the number of the training step
     */
    public static Call start(
            Ops tf,
            boolean training,
            Function<Weight, Operand<TFloat32>> values,
            Operand<TInt64> seed,
            Operand<TInt64> step) {
        return new Call(tf, training, true, new Pass(values, seed, step), new Root());
    }

    /** TensorFlow's ops, added to the graph of this call. */
    public Ops tf() {
        return tf;
    }

    /** True in a training step, false in evaluation and prediction. */
    public boolean training() {
        return training;
    }

    /** False inside a layer whose {@link Layer#trainable(boolean)} is false. */
    public boolean trainable() {
        return trainable;
    }

    /** The value of a weight in this graph; refused: {@code gain takes the value of null: declare its weight in build}. */
    public Operand<TFloat32> value(Weight weight) {
        Objects.requireNonNull(
                weight, () -> caller.displayName() + " takes the value of null: declare its weight in build");
        return pass.values.apply(weight);
    }

    /** A number as a scalar constant. */
    public Constant<TFloat32> constant(float value) {
        return tf.constant(value);
    }

    /** An array as a constant of the same shape. */
    public Constant<TFloat32> constant(FloatArray array) {
        return tf.constant(array.shape(), DataBuffers.of(array.values()));
    }

    /** Applies another layer inside this one, of which it becomes a part, with its weights. */
    public Operand<TFloat32> apply(Layer layer, Operand<TFloat32> input) {
        return apply(layer, List.of(input));
    }

    /** The same for two inputs. */
    public Operand<TFloat32> apply(Layer layer, Operand<TFloat32> first, Operand<TFloat32> second) {
        return apply(layer, List.of(first, second));
    }

    /** The same for a list of inputs. */
    public Operand<TFloat32> apply(Layer layer, List<Operand<TFloat32>> inputs) {
        caller.uses(layer);
        List<Shape> shapes = inputs.stream().map(Operand::shape).toList();
        Call inside =
                new Call(tf.withSubScope(layer.displayName()), training, trainable && layer.trainable(), pass, layer);
        try {
            if (layer.buildOnce(shapes)) {
                pass.newlyBuilt.add(layer);
            }
            Operand<TFloat32> output = Objects.requireNonNull(
                    layer.call(inside, inputs),
                    () -> "call of " + layer.displayName() + " must give an output, got null");
            pass.outputs.computeIfAbsent(layer, l -> new ArrayList<>()).add(output);
            return output;
        } catch (TFInvalidArgumentException | TensorFlowException | IndexOutOfBoundsException e) {
            // The message names the innermost layer: the name of an outer layer with many parts would say little.
            throw new IllegalArgumentException(
                    layer.displayName() + " cannot take " + Shapes.text(shapes) + ": "
                            + Messages.reason(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /**
     * Changes a weight after each training step, without a gradient; in prediction nothing changes.
     *
     * <p>Several updates of one weight, as in a layer that is applied twice, are made in the order of the calls.
     */
    public void update(Weight weight, UnaryOperator<Operand<TFloat32>> next) {
        if (training) {
            pass.updates.add(new Update(weight, next));
        }
    }

    /** The updates that the layers of this pass asked for, in their order. */
    public List<Update> updates() {
        return List.copyOf(pass.updates);
    }

    /**
     * Adds a number to the loss of the model, in training and in evaluation: a penalty on what the layer puts out, or a loss between
     * values inside the model, as Keras' {@code add_loss}.
     *
     * <p>Shapes: a scalar, or (N), of which the mean is taken. The loss that is told includes it; a model that only predicts leaves it
     * out. A layer that is applied twice adds it twice. Refused: {@code loss of activity must be a scalar or (N), got (N, 4)}.
     *
     * <pre>{@code
     * protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
     *     c.addLoss(c.tf().math.mul(c.constant(0.01f), c.tf().math.mean(c.tf().math.abs(x), c.tf().array(0, 1))));   // x is (N, K)
     *     return x;
     * }
     * }</pre>
     */
    public void addLoss(Operand<TFloat32> loss) {
        Shape shape = loss.shape();
        if (shape.isUnknown() || shape.numDimensions() > 1) {
            throw new IllegalArgumentException(
                    "loss of " + caller.displayName() + " must be a scalar or (N), got " + Shapes.text(shape));
        }
        pass.losses.add(shape.numDimensions() == 0 ? loss : tf.math.mean(loss, tf.array(0)));
    }

    /** What the layers of this pass added to the loss: scalars, in the order of the calls. */
    public List<Operand<TFloat32>> losses() {
        return List.copyOf(pass.losses);
    }

    /**
     * Uniform numbers in [0, 1), different in each step and for each use; they depend only on the seed and the step.
     *
     * @param shape a vector, the shape of the result
     */
    public Operand<TFloat32> randomUniform(Operand<TInt32> shape) {
        // A draw with the shape of an input depends on that input in the graph, but no gradient must be asked of it.
        return tf.stopGradient(tf.random.statelessRandomUniform(shape, randomSeed()));
    }

    /**
     * Normal numbers with mean 0 and standard deviation 1, different in each step and for each use, as with {@link #randomUniform}.
     *
     * @param shape a vector, the shape of the result
     */
    public Operand<TFloat32> randomNormal(Operand<TInt32> shape) {
        return tf.stopGradient(tf.random.statelessRandomNormal(shape, randomSeed()));
    }

    /**
     * Two numbers as the seed of TensorFlow's stateless random ops, different in each step and for each use; they depend only on
     * the seed and the step.
     */
    public Operand<TInt64> randomSeed() {
        // The seed comes from the place of the draw in the network and the step, without state, so a resumed run draws
        // the same.
        long place = (++pass.draws) * 0x9E3779B97F4A7C15L;
        return tf.stack(List.of(tf.math.add(pass.seed, tf.constant(place)), pass.step));
    }

    /** As {@link #randomSeed}, but the same for all uses in a step, for layers that must draw alike. */
    public Operand<TInt64> commonSeed() {
        return tf.stack(List.of(pass.seed, pass.step));
    }

    /**
     * The same value, but without a gradient: for a layer that has none, or a wrong one.
     *
     * <p>A model with a trainable weight before it is refused when it is compiled: {@code no gradient goes through
     * random_augmentation to weight conv2d/kernel: apply it to inputs, before all layers that learn, or fix these with
     * trainable(false)}. With {@code stopGradient} a weight that also reaches the loss another way would silently get an
     * incomplete gradient.
     */
    public Operand<TFloat32> withoutGradient(Operand<TFloat32> x) {
        return tf.train.preventGradient(x, PreventGradient.message("no gradient goes through " + caller.displayName()));
    }

    /** The outputs of a layer in this pass, also inside other layers: one operand for each application, in their order. */
    public List<Operand<TFloat32>> outputsOf(Layer layer) {
        return List.copyOf(pass.outputs.getOrDefault(layer, List.of()));
    }

    List<Layer> newlyBuilt() {
        return pass.newlyBuilt;
    }

    /** The layer around the outermost ones. */
    private static final class Root extends Layer {}
}
