package polyview.models;

import java.util.List;
import java.util.Map;
import polyview.data.Batch;
import polyview.data.FloatArray;

/** What an engine does with one batch, each in its turn among the threads; steps of training are counted. */
final class Steps {

    private final RunningProgram running;
    private final TrainingProgress progress;
    private final Runnable beforeTraining;

    /**
     * Those of an engine.
     *
     * @param beforeTraining refuses a training step, by an exception
     */
    Steps(RunningProgram running, TrainingProgress progress, Runnable beforeTraining) {
        this.running = running;
        this.progress = progress;
        this.beforeTraining = beforeTraining;
    }

    private BatchRuns runs() {
        return new BatchRuns(running, running.program().requireTraining(), progress.learningRate());
    }

    StepResult train(Batch batch) {
        beforeTraining.run();
        return running.changing(() -> {
            StepResult result = runs().train(batch);
            progress.stepDone();
            return result;
        });
    }

    Gradients gradients(Batch batch) {
        return running.reading(() -> runs().gradients(batch));
    }

    void apply(Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        beforeTraining.run();
        running.changing(() -> {
            runs().apply(gradients, states);
            return progress.stepDone();
        });
    }

    void requireFinite() {
        running.reading(() -> {
            runs().requireFinite();
            return true;
        });
    }

    StepResult test(Batch batch) {
        return running.reading(() -> runs().test(batch));
    }

    List<FloatArray> predict(List<FloatArray> inputs) {
        List<Program.Port> ports = running.program().inputs();
        Feeds.requireCount("input", ports, inputs.size());
        // TensorFlow would spread a single sample over the samples of the other inputs: a batch refuses that.
        Batch batch = new Batch(inputs, List.of());
        Feeds.requireSamples(ports, batch);
        Feeds.requireFinite(ports, batch);
        return running.reading(() -> running.predict(running.runner(), batch));
    }
}
