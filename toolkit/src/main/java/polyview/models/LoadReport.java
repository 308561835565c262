package polyview.models;

/**
 * What {@link Model#loadWeights} made of a file: whether the training goes on, and from where.
 *
 * <p>Example: {@code the training goes on after epoch 2, step 20, with learning rate 0.1 and seed 7}, or {@code weights alone, the
 * training begins anew: the optimizer keeps [dense/kernel/velocity], the file has []}.
 *
 * @param goesOn whether the training goes on, to the same bits as if it had never stopped
 * @param epoch passes over the data that were done
 * @param step steps that were done
 * @param learningRate of the next step; 0 where the model is not compiled
 * @param seed what decides everything random from now on
 * @param why why it does not go on; empty where it does
 */
public record LoadReport(boolean goesOn, int epoch, long step, double learningRate, long seed, String why) {

    /** In one line. */
    @Override
    public String toString() {
        return goesOn
                ? "the training goes on after epoch " + epoch + ", step " + step + ", with learning rate "
                        + learningRate + " and seed " + seed
                : "weights alone, the training begins anew: " + why;
    }
}
