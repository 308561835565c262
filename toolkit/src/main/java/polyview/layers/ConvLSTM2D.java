package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;

/**
 * A recurrent network over sequences of images, whose products are convolutions (*): {@code (i, f, g, o) = x_t * K + h_{t-1} * R +
 * b}, {@code c_t = s(f) c_{t-1} + s(i) act(g)}, {@code h_t = s(o) act(c_t)}, with h and c of zeros before the first step.
 *
 * <p>{@code (N, T, H, W, C) -> (N, H', W', F)}, the last h, or with {@link #returnSequences} all of them: {@code (N, T, H', W', F)}.
 * Strides, padding and dilation are those of the convolution of the input ({@link WindowedLayer}); that of h has stride 1 and SAME
 * padding. {@code act} is {@link #activation}, tanh by default, and {@code s} is {@link #recurrentActivation}. Weights: kernel {@code
 * (kh, kw, C, 4F)}, recurrentKernel {@code (kh, kw, F, 4F)}, bias {@code (4F)}, the four gates in Keras' order i, f, g, o. The number of
 * steps must be known, as the graph has the ops of each.
 *
 * <p>With a second input, the presence {@code (N, T)} of 0 and 1 (above one half counts as 1), a step that is missing changes neither
 * h nor c, whatever stands there, as in Keras with a mask; its output in a sequence is the h before it.
 *
 * <p>Refused: {@code filters must be positive, got 0}, and so for kernelSize; another form ({@code conv_lstm2d takes (N, T, H, W, C),
 * got (N, 8, 8, 3)}; for presence as {@link PerView}); an unknown number of steps or channels; other channels than it was built for; an
 * image smaller than the kernel without padding. Source: Shi et al. 2015, without the peephole terms, as in Keras.
 *
 * <p>Example: {@code new ConvLSTM2D(8, 3)} takes (N, 10, 64, 64, 1) to (N, 62, 62, 8) with 2,624 parameters.
 */
public final class ConvLSTM2D extends Convolution<ConvLSTM2D> {

    private Activation.Function recurrentActivation = Activation.SIGMOID;
    private boolean unitForgetBias = true;
    private boolean returnSequences;
    private Initializer recurrentInitializer = Initializer.orthogonal(1);
    private Regularizer recurrentRegularizer = Regularizer.NONE;
    private Optional<Weight> recurrentKernel = Optional.empty();

    /** What a step hands to the next. */
    private record State(Operand<TFloat32> h, Operand<TFloat32> c) {}

    /** A square kernel. */
    public ConvLSTM2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /** A kernel with height and width of its own, in pixels. */
    public ConvLSTM2D(int filters, int kernelHeight, int kernelWidth) {
        super(filters, kernelHeight, kernelWidth);
        activation(Activation.TANH);
    }

    /** The function s of the three gates; {@link Activation#SIGMOID} by default. */
    public ConvLSTM2D recurrentActivation(Activation.Function function) {
        mustNotBeBuilt("recurrentActivation");
        this.recurrentActivation = function;
        return this;
    }

    /** Whether the bias of the gate f starts with ones instead of with biasInitializer; true by default. */
    public ConvLSTM2D unitForgetBias(boolean newUnitForgetBias) {
        mustNotBeBuilt("unitForgetBias");
        this.unitForgetBias = newUnitForgetBias;
        return this;
    }

    /** Whether the output is that of every step, instead of the last one; false by default. */
    public ConvLSTM2D returnSequences(boolean newReturnSequences) {
        mustNotBeBuilt("returnSequences");
        this.returnSequences = newReturnSequences;
        return this;
    }

    /** How the recurrent kernel is initialised; orthogonal by default. */
    public ConvLSTM2D recurrentInitializer(Initializer initializer) {
        mustNotBeBuilt("recurrentInitializer");
        this.recurrentInitializer = initializer;
        return this;
    }

    /** The regulariser of the recurrent kernel; none by default. */
    public ConvLSTM2D recurrentRegularizer(Regularizer regularizer) {
        mustNotBeBuilt("recurrentRegularizer");
        this.recurrentRegularizer = regularizer;
        return this;
    }

    @Override
    protected ConvLSTM2D self() {
        return this;
    }

    @Override
    protected void build(Build b, List<Shape> inputs) {
        Presence.require(this, inputs, "(N, T, H, W, C)");
        long channels = LayerChecks.requireKnown(this, inputs.get(0), 4, "channels");
        int height = kernelSize().height();
        int width = kernelSize().width();
        declareKernel(b, Shape.of(height, width, channels, 4L * filters()));
        recurrentKernel = Optional.of(b.weight(
                "recurrentKernel",
                Shape.of(height, width, filters(), 4L * filters()),
                recurrentInitializer,
                recurrentRegularizer));
        declareBias(b, Shape.of(4L * filters()), unitForgetBias ? ForgetBias::new : others -> others);
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        Presence.require(this, inputs.stream().map(Operand::shape).toList(), "(N, T, H, W, C)");
        Ops tf = c.tf();
        Operand<TFloat32> given = inputs.get(0);
        int steps = Math.toIntExact(LayerChecks.requireKnown(this, given.shape(), 1, "steps"));
        LayerChecks.requireSize(this, given.shape(), 4, kernel().shape().get(2), "channel");
        Optional<Operand<TBool>> mask = Presence.of(this, tf, inputs).map(p -> Presence.mask(tf, p, given));
        Operand<TFloat32> x = mask.map(m -> Presence.orZero(tf, m, given)).orElse(given);
        List<Operand<TFloat32>> ofInput = steps(tf, gatesOfInput(c, x), steps);
        Operand<TFloat32> zeros =
                tf.zerosLike(tf.slice(ofInput.get(0), tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, filters())));
        State state = new State(zeros, zeros);
        List<Operand<TFloat32>> all = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            State next = step(c, ofInput.get(t), state);
            state = mask.isPresent() ? kept(tf, mask.get(), t, next, state) : next;
            all.add(state.h());
        }
        return returnSequences ? tf.stack(all, Stack.axis(1L)) : state.h();
    }

    /** The convolution of all steps at once, with the bias: {@code (N T, H', W', 4F)}. */
    private Operand<TFloat32> gatesOfInput(Call c, Operand<TFloat32> x) {
        Operand<TFloat32> images = Slices.fold(c.tf(), x);
        requireWindow(images.shape());
        Operand<TFloat32> gates = convolve(c, images, c.value(kernel()));
        return bias().map(b -> (Operand<TFloat32>) c.tf().nn.biasAdd(gates, c.value(b)))
                .orElse(gates);
    }

    private static List<Operand<TFloat32>> steps(Ops tf, Operand<TFloat32> images, int steps) {
        List<Operand<TFloat32>> each = new ArrayList<>();
        tf.unstack(Slices.unfold(tf, images, steps), (long) steps, Unstack.axis(1L))
                .forEach(each::add);
        return each;
    }

    private State step(Call c, Operand<TFloat32> ofInput, State before) {
        Ops tf = c.tf();
        Operand<TFloat32> ofState =
                Convolutions.conv2d(tf, before.h(), c.value(recurrentKernel.orElseThrow()), ConvolutionOptions.same());
        List<Operand<TFloat32>> gates = new ArrayList<>();
        tf.split(tf.constant(3), tf.math.add(ofInput, ofState), 4L).forEach(gates::add);
        Operand<TFloat32> forget = Activation.of(this, recurrentActivation, c, gates.get(1));
        Operand<TFloat32> take = Activation.of(this, recurrentActivation, c, gates.get(0));
        Operand<TFloat32> cell =
                tf.math.add(tf.math.mul(forget, before.c()), tf.math.mul(take, activate(c, gates.get(2))));
        Operand<TFloat32> give = Activation.of(this, recurrentActivation, c, gates.get(3));
        return new State(tf.math.mul(give, activate(c, cell)), cell);
    }

    private static State kept(Ops tf, Operand<TBool> mask, int t, State next, State before) {
        // (N, T, 1, 1, 1) -> (N, 1, 1, 1)
        Operand<TBool> present =
                tf.reshape(tf.slice(mask, tf.array(0, t, 0, 0, 0), tf.array(-1, 1, -1, -1, -1)), tf.array(-1, 1, 1, 1));
        return new State(tf.select(present, next.h(), before.h()), tf.select(present, next.c(), before.c()));
    }
}
