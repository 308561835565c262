package polyview.models;

import java.util.List;

/**
 * What {@link Model#compile} was told.
 *
 * @param rule how a step changes the weights
 * @param objectives one for each output
 * @param scores the metrics
 */
record Compilation(UpdateRule rule, List<Objective> objectives, List<Score> scores) {

    Compilation {
        objectives = List.copyOf(objectives);
        scores = List.copyOf(scores);
        for (Score score : scores) {
            objectives.forEach(score::check);
        }
    }
}
