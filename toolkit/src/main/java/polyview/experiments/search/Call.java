package polyview.experiments.search;

import java.util.OptionalInt;

/**
 * One run of a trial.
 *
 * @param trial the number of the trial
 * @param options its design
 * @param seed of the run
 * @param epochs up to which it is trained; empty for the whole training
 * @param before epochs for which a run of this trial and seed was trained already; 0 for none
 */
record Call(int trial, Options options, long seed, OptionalInt epochs, int before) {}
