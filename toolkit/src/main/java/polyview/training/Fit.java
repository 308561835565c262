package polyview.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.models.Device;
import polyview.models.Engine;
import polyview.models.Trainer;

/**
 * How to train: {@code model.fit(data, Fit.epochs(10).batchSize(64).validation(valid))}.
 *
 * <p>The samples are put in a new order for each epoch, decided by the model's seed. An interrupt of the thread, as by the stop
 * button of a notebook, ends the training after the step that runs; the model keeps what it has learned, the history so far is
 * given back, and the thread's interrupt flag stays set.
 *
 * <p>Refused: {@code epochs must be positive, got 0}; {@code batchSize must be positive, got 0}; an empty data set; data of
 * other shapes than the model's; validation with other classes than the training ({@code classes must be those of the training, in its
 * order: [a, b, c], got [a, c]}); labels that the loss cannot use; an input that is not finite ({@code input left holds NaN in
 * sample 3 of the batch}), before the step that would spoil the weights. A loss, a gradient or a weight that is not finite ends
 * the training with a {@link DivergedException} that names the epoch and the step, and has the history; a step that would spoil
 * the weights is not done.
 *
 * @param epochs passes over the data
 * @param fromCompile whether epochs are counted from compile on, see {@link #untilEpoch}, and not from the beginning of this fit
 * @param batchSize samples in a step; 32 by default, the last step of an epoch may have fewer
 * @param shuffle whether each epoch has an order of its own; true by default
 * @param validation what to evaluate after each epoch
 * @param callbacks what is called while it trains
 * @param verbose whether a line is written for each epoch; true by default
 * @param device where to train, and stay afterwards; where the model is already, by default
 * @param threads CPU threads of this model, see {@link #threads(int)}; as many as the model has already, by default
 * @param cluster machines that share the training, see {@link #on}; this one alone by default
 */
public record Fit(
        int epochs,
        boolean fromCompile,
        int batchSize,
        boolean shuffle,
        Optional<Dataset> validation,
        List<Callback> callbacks,
        boolean verbose,
        Optional<Device> device,
        OptionalInt threads,
        Optional<Cluster> cluster)
        implements Trainer<History> {

    static {
        Startup.begin();
    }

    public Fit {
        Checks.requirePositive("epochs", epochs);
        Checks.requirePositive("batchSize", batchSize);
        threads.ifPresent(n -> Checks.requirePositive("threads", n));
        callbacks = List.copyOf(callbacks);
    }

    /** So many passes over the data, everything else as by default. */
    public static Fit epochs(int epochs) {
        return new Fit(
                epochs,
                false,
                32,
                true,
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /**
     * Passes over the data until so many are done since compile, those of fits before included: a program that is started again, and
     * goes on from a checkpoint, trains as many epochs in all as one that was never stopped. Where they are done already, nothing is
     * trained; {@link Checkpoints} has an example.
     */
    public static Fit untilEpoch(int epoch) {
        return new Fit(
                epoch,
                true,
                32,
                true,
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Samples in a step. */
    public Fit batchSize(int size) {
        return new Fit(epochs, fromCompile, size, shuffle, validation, callbacks, verbose, device, threads, cluster);
    }

    /** Whether each epoch has an order of its own. */
    public Fit shuffle(boolean newShuffle) {
        return new Fit(
                epochs, fromCompile, batchSize, newShuffle, validation, callbacks, verbose, device, threads, cluster);
    }

    /** What to evaluate after each epoch; refused: {@code validation is set already, and there is one only}. */
    public Fit validation(Dataset data) {
        if (validation.isPresent()) {
            throw new IllegalArgumentException("validation is set already, and there is one only");
        }
        return new Fit(
                epochs,
                fromCompile,
                batchSize,
                shuffle,
                Optional.of(data),
                callbacks,
                verbose,
                device,
                threads,
                cluster);
    }

    /** More callbacks, besides those named before. */
    public Fit callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(Arrays.asList(more));
        return new Fit(epochs, fromCompile, batchSize, shuffle, validation, all, verbose, device, threads, cluster);
    }

    /** Whether a line is written for each epoch. */
    public Fit verbose(boolean newVerbose) {
        return new Fit(
                epochs, fromCompile, batchSize, shuffle, validation, callbacks, newVerbose, device, threads, cluster);
    }

    /**
     * Where to train: {@code cpu}, {@code gpu}, or a certain one such as {@code gpu:1}. The model stays there.
     *
     * <p>Without it TensorFlow takes the first GPU that it sees, else the CPU; {@link polyview.models.Devices#report} tells what
     * there is. Refused: another name ({@code device must be cpu, gpu or such as gpu:1, got cuda}) and, before the first step,
     * a device that is not there, with the reason; see {@link Engine#device(Device)}.
     */
    public Fit device(String name) {
        return new Fit(
                epochs,
                fromCompile,
                batchSize,
                shuffle,
                validation,
                callbacks,
                verbose,
                Optional.of(Device.of(name)),
                threads,
                cluster);
    }

    /**
     * How many threads of the CPU the steps of this model use; the model keeps them. Each model that has a number has threads of its
     * own, so that models that are trained side by side do not wait for each other's.
     *
     * <p>Without it TensorFlow takes as many as the machine has cores. One thread for each of several runs at once does more work
     * than the same runs one after the other, where a step is small: see {@code Runner.local(int)}. The bits of a training may
     * depend on it. Refused: {@code threads must be positive, got 0}.
     *
     * <p>Example: {@code Fit.epochs(8).threads(1)}.
     */
    public Fit threads(int count) {
        return new Fit(
                epochs,
                fromCompile,
                batchSize,
                shuffle,
                validation,
                callbacks,
                verbose,
                device,
                OptionalInt.of(count),
                cluster);
    }

    /**
     * Several machines train the model together: {@code Fit.epochs(10).batchSize(64).on(Spark.master("spark://host:7077").parts(2)
     * .averagingGradients())}. Each has a part of the data, reads it where it lies, and gives gradients or weights of which the mean is
     * taken; {@link Averaging} says which, and the user chooses.
     *
     * <p>{@code batchSize} are the samples in a step of the optimizer: with gradients, of all parts together; with weights, of each part.
     * A round of local steps counts its steps and is one step for callbacks: its learning rate is that of its begin. Everything else is
     * as on one machine, on this one: callbacks, validation, checkpoints, going on from them, the history.
     *
     * <p><b>What is as on one machine.</b> Averaged gradients without shuffle are the steps of one machine over the same batches, but for
     * rounding: with any optimizer, clipping (of the mean), regularizers, weights of samples, and positions that the one loss leaves out.
     * Shuffled, a batch has an equal share of every part's rows. <b>What is not.</b> Batch normalization normalizes the share of a part;
     * its moving averages are means over the parts. Dropout draws for each part; losses over pairs within a batch see the pairs within a
     * part. With several outputs of which some leave out positions, parts count by their samples.
     *
     * <p>The same seed and number of parts give the same bits, however many machines there are and whichever are lost on the way.
     *
     * <p>Refused, before the first step: {@code batchSize must be a multiple of the 3 parts that share each batch, got 64}; {@code the data
     * must have a sample for each of the 4 parts, got 3}; data that cannot travel ({@link Dataset#recipe}).
     */
    public Fit on(Cluster machines) {
        return new Fit(
                epochs,
                fromCompile,
                batchSize,
                shuffle,
                validation,
                callbacks,
                verbose,
                device,
                threads,
                Optional.of(machines));
    }

    @Override
    public History train(Engine engine, Dataset data) {
        device.ifPresent(engine::device);
        threads.ifPresent(engine::threads);
        return engine.whileTraining(() -> new TrainingLoop(this, engine, data).run());
    }
}
