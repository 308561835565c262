package polyview.models;

import java.util.List;
import polyview.data.FloatArray;

/**
 * What one batch gave.
 *
 * @param loss the mean over the samples
 * @param scores what metrics are computed from, one for each output: {@code (N, ...)}
 */
public record StepResult(double loss, List<FloatArray> scores) {}
