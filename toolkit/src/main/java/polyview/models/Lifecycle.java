package polyview.models;

import java.util.Objects;
import java.util.Optional;
import polyview.data.Dataset;
import polyview.rules.Rules;

/** The life of a model: its network, what the next compile takes, what the last one made, until it is closed. */
final class Lifecycle {

    private final Network network;
    private final ModelSeed seed = new ModelSeed();
    private Rules rules = Rules.standard();
    private Precision precision = Precision.FLOAT32;
    private volatile Optional<CompiledModel> compiled = Optional.empty();
    private volatile boolean closed;

    Lifecycle(Network network) {
        this.network = network;
    }

    Network network() {
        requireOpen();
        return network;
    }

    synchronized void seed(long given) {
        requireOpen();
        if (compiled.isPresent()) {
            throw new IllegalStateException("seed must be set before the model is compiled or used");
        }
        seed.give(given);
    }

    synchronized long seed() {
        requireOpen();
        // A training that goes on brings its own.
        return compiled.map(now -> now.engine().seed()).orElseGet(seed::value);
    }

    synchronized void rules(Rules all) {
        requireOpen();
        rules = all;
    }

    synchronized void precision(Precision wanted) {
        requireOpen();
        precision = Objects.requireNonNull(wanted, "precision must not be null");
    }

    /** Weights that exist already are kept; refused in a fit. */
    void compile(Compilation compilation) {
        start(Optional.of(compilation));
    }

    private synchronized void start(Optional<Compilation> compilation) {
        requireOpen();
        compiled.ifPresent(before -> before.engine().guard().requireNoFit("compile it"));
        Compiler.Compiled made = Compiler.compile(network, compilation, rules, precision);
        CompiledModel next = CompiledModel.of(network, compilation, rules, made, seed(), seed.isDrawn());
        compiled.ifPresent(next::replace);
        compiled = Optional.of(next);
    }

    /** What is compiled now; a model that only predicts where compile was not called. */
    synchronized CompiledModel compiled() {
        requireOpen();
        if (compiled.isEmpty()) {
            start(Optional.empty());
        }
        return compiled.orElseThrow();
    }

    Engine engine() {
        return compiled().engine();
    }

    /** The engine of a model of one output. */
    Engine engineOfOneOutput() {
        int outputs = network().outputs().size();
        if (outputs != 1) {
            throw new IllegalStateException("the model has " + outputs + " outputs: use predictAll to get them all");
        }
        return engine();
    }

    <H> H fit(Dataset data, Trainer<H> how) {
        Engine engine = engine();
        engine.training();
        return engine.guard().fit(() -> how.train(engine, data));
    }

    /** As it is compiled now. */
    Summary summary() {
        requireOpen();
        return Summary.of(network, flags());
    }

    private Optional<CompiledFlags> flags() {
        return compiled.flatMap(CompiledModel::flags);
    }

    void close() {
        // Not after a compile that runs: what it makes would never be freed.
        synchronized (this) {
            closed = true;
        }
        compiled.ifPresent(now -> now.engine().close());
    }

    /** Told of a closed model too. */
    @Override
    public String toString() {
        return "Model " + network + ", " + Summary.of(network, flags()).totals();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
    }
}
