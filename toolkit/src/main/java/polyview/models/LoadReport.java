package polyview.models;

/**
 * What {@link Model#loadWeights} made of a file: whether the training goes on, and from where.
 *
 * <p>Example: {@code the training goes on after epoch 2, step 20, with learning rate 0.1 and seed 7}, or {@code weights alone, the
 * training begins anew: the optimizer keeps [dense/kernel/velocity], the file has []}.
 *
 * <p>A model of the same layers that was compiled with the same optimizer goes on to the same bits, as if it had never stopped:
 * orders of samples, dropout, learning rate, schedules and early stopping included, where {@code fit} is told the same. A file that
 * {@code Fit} let a callback save in the middle of an epoch goes on there: the next fit finishes that epoch first, and refuses another
 * batch size or other data. Where no seed was given, the file's is taken. Everything else takes the weights alone: a model
 * that is not compiled, one whose optimizer keeps something of other names, and a file without the state of a training. A compiled
 * model then begins its training anew: steps and epochs at 0, nothing in the optimizer, the learning rate of compile. Compile first,
 * then load, to go on.
 *
 * <p>Refused, with nothing changed: a weight that is missing ({@code a.npz has no weight named dense/bias; there are
 * [dense/kernel]}), one that the model does not have, another shape ({@code weight dense/bias has shape [3], a.npz has it with shape
 * [2]}), a file of {@link Model#save} ({@code a.zip holds a whole model: read it with Engine.load; loadWeights reads what saveWeights
 * wrote}), a file that cannot be read ({@link java.io.UncheckedIOException}), and, where the training would go on, one that was saved
 * inside an epoch by a trainer that does not tell which part of it is done ({@code a.npz was saved in epoch 2, after 5 steps of it, and a training goes on only from the end of an epoch: ...})
 * or in a training of another seed than the one that was given ({@code a.npz was saved in a training of seed 7, this model has seed
 * 8: give it seed(7) to go on; ...}).
 *
 * @param goesOn whether the training goes on, to the same bits as if it had never stopped
 * @param epoch passes over the data that were begun
 * @param step steps that were done
 * @param stepsInEpoch how many of them belong to an epoch that is not over; 0 at the end of one
 * @param learningRate of the next step; 0 where the model is not compiled
 * @param seed what decides everything random from now on
 * @param why why it does not go on; empty where it does
 */
public record LoadReport(
        boolean goesOn, int epoch, long step, long stepsInEpoch, double learningRate, long seed, String why) {

    /** In one line. */
    @Override
    public String toString() {
        return goesOn
                ? "the training goes on "
                        + (stepsInEpoch == 0
                                ? "after epoch " + epoch + ", step "
                                : "in epoch " + epoch + ", after step ")
                        + step + ", with learning rate " + learningRate + " and seed " + seed
                : "weights alone, the training begins anew: " + why;
    }
}
