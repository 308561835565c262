package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.models.Engine;
import polyview.models.Gradients;
import polyview.models.NotFiniteException;
import polyview.models.StepResult;

/** One round of one part. */
record PartRound(PartTask task, int part, Engine engine, PartPass pass) {

    private static final FloatArray NONE = FloatArray.zeros(Shape.of(0));

    PartAnswer run(PartRequest request) {
        // Draws of dropout differ between the parts.
        engine.state(request.state().seeded(Order.seedOfPart(request.state().seed(), part)));
        return task.averaging().ofGradients()
                ? gradients()
                : weights(task.averaging().localSteps());
    }

    private PartAnswer gradients() {
        int before = pass.samples();
        if (!pass.hasNext()) {
            return new PartAnswer(before, List.of(), false, Map.of(), Map.of(), Optional.empty());
        }
        Batch batch = pass.next();
        try {
            Gradients found = engine.gradients(batch);
            List<PartAnswer.Step> step = List.of(step(batch, found.result()));
            return new PartAnswer(before, step, pass.hasNext(), found.gradients(), found.states(), Optional.empty());
        } catch (NotFiniteException | IllegalArgumentException e) {
            return failed(before, batch, e);
        }
    }

    private PartAnswer weights(int localSteps) {
        int before = pass.samples();
        List<PartAnswer.Step> steps = new ArrayList<>();
        while (steps.size() < localSteps && pass.hasNext()) {
            Batch batch = pass.next();
            try {
                steps.add(step(batch, engine.trainOnBatch(batch)));
            } catch (NotFiniteException | IllegalArgumentException e) {
                return failed(before, batch, e);
            }
        }
        Map<String, FloatArray> values =
                steps.isEmpty() ? Map.of() : engine.state().variables();
        return new PartAnswer(before, steps, pass.hasNext(), values, Map.of(), Optional.empty());
    }

    private PartAnswer.Step step(Batch batch, StepResult result) {
        boolean any = IntStream.range(0, result.scores().size()).anyMatch(task::counts);
        List<FloatArray> scores = IntStream.range(0, result.scores().size())
                .mapToObj(i -> task.counts(i) ? result.scores().get(i) : NONE)
                .toList();
        return new PartAnswer.Step(
                batch.size(),
                engine.training().lossWeight(batch),
                new StepResult(result.loss(), scores),
                any ? batch.targets() : List.of());
    }

    /** What every machine would find. */
    private PartAnswer failed(int before, Batch batch, RuntimeException e) {
        PartFailure failure = new PartFailure(
                e instanceof NotFiniteException bad ? Optional.of(bad.kind()) : Optional.empty(),
                e.getMessage(),
                IntStream.of(pass.numbers(batch.size())).boxed().toList());
        return new PartAnswer(before, List.of(), false, Map.of(), Map.of(), Optional.of(failure));
    }
}
