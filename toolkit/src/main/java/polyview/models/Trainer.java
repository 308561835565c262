package polyview.models;

import polyview.data.Dataset;

/**
 * A way to train: the contract that {@code Fit} fulfils.
 *
 * @param <H> what is told about the training afterwards
 */
@FunctionalInterface
public interface Trainer<H> {

    /** Trains until done, stopped or interrupted. */
    H train(Engine engine, Dataset data);
}
