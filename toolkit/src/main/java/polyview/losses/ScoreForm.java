package polyview.losses;

/**
 * What the numbers of an output are; losses and metrics say which form they want, and get it.
 *
 * <p>Between logits and probabilities the {@link Task} tells the way: with {@link Task#LABELS} {@code p = 1 / (1 + exp(-x))} for
 * each number, with {@link Task#CLASSES} the softmax over the last axis.
 *
 * <p>Example: of the logits (0, 2), probabilities are (0.5, 0.8808) for labels and (0.1192, 0.8808) for classes.
 */
public enum ScoreForm {
    /** As {@code predict} gives them, whatever they are. */
    OUTPUT,
    /** Any numbers, before a sigmoid or a softmax. */
    LOGITS,
    /** Numbers from 0 to 1; those of the classes of one sample sum to 1. */
    PROBABILITIES
}
