package polyview.training;

import java.util.LinkedHashMap;
import java.util.Map;
import polyview.models.Engine;

/** A training that only says what it is told to. */
public final class FakeRun implements Callback.Run {

    public int epoch = 1;
    public int samplesDone;
    int samples = 100;
    public double seconds;
    boolean stopped;
    public final Map<String, Double> values = new LinkedHashMap<>();
    private final Engine engine;
    private final Fit options;

    /** Of this engine, with these options. */
    public FakeRun(Engine engine, Fit options) {
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
    public int lastEpoch() {
        return options.epochs();
    }

    @Override
    public long step() {
        return engine.step();
    }

    @Override
    public long stepsInEpoch() {
        return engine.stepsInEpoch();
    }

    @Override
    public double loss() {
        return values.getOrDefault("loss", Double.NaN);
    }

    @Override
    public double imagesPerSecond() {
        return (double) samplesDone * images() / seconds;
    }

    @Override
    public boolean isStopping() {
        return stopped;
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
