package polyview.training;

import java.util.LinkedHashMap;
import java.util.Map;
import polyview.models.Engine;

/** A training that only says what it is told to. */
final class FakeRun implements Callback.Run {

    int epoch = 1;
    int samplesDone;
    int samples = 100;
    double seconds;
    boolean stopped;
    final Map<String, Double> values = new LinkedHashMap<>();
    private final Engine engine;
    private final Fit options;

    FakeRun(Engine engine, Fit options) {
        this.engine = engine;
        this.options = options;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Fit options() {
        return options;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int samplesDone() {
        return samplesDone;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public int images() {
        return 2;
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    public Map<String, Double> values() {
        return values;
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
