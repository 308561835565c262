package polyview.losses;

/**
 * What the scores of an output are. Losses and metrics say which form they want ({@link Loss#wants}, {@code Metric.wants}), and
 * get it.
 *
 * <p>How logits become probabilities depends on the {@link Task}: by a sigmoid for each number with {@link Task#LABELS}, by a
 * softmax over the last axis with {@link Task#CLASSES}.
 *
 * <p>Example: of the logits (0, 2), probabilities are (0.5, 0.8808) for labels and (0.1192, 0.8808) for classes.
 */
public enum ScoreForm {
    /** As {@code predict} gives them, whatever they are. */
    OUTPUT,
    /** Any numbers, as they go into a sigmoid or a softmax: 0 means that yes and no are equally likely. */
    LOGITS,
    /** Numbers from 0 to 1; those of the classes of one sample sum to 1. */
    PROBABILITIES
}
