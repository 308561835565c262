package polyview.data;

/**
 * One division into a training and a test part, of several; see {@link Folds}.
 *
 * @param repeat which time the data was dealt, from 1
 * @param number which fold of that time, from 1
 * @param train what is trained on
 * @param test what is tested, with no row in common with train
 * @param <T> a part
 */
public record Fold<T>(int repeat, int number, T train, T test) {}
