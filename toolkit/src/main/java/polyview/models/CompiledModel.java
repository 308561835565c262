package polyview.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyview.data.Batch;
import polyview.rules.Fired;
import polyview.rules.Rules;

/**
 * What a compile made of a model, or the first use of one that is not compiled.
 *
 * @param network that was compiled
 * @param rules that were asked for
 * @param fired those of them that changed something
 * @param flags which layers training may change; empty where compile was not called
 * @param engine what runs it
 */
record CompiledModel(Network network, Rules rules, List<Fired> fired, Optional<CompiledFlags> flags, Engine engine) {

    /** Samples of a batch that is made to be traced. */
    private static final int TRACED = 32;

    /** Starts an engine for it. */
    static CompiledModel of(
            Network network,
            Optional<Compilation> compilation,
            Rules rules,
            Compiler.Compiled compiled,
            long seed,
            boolean seedIsDrawn) {
        Optional<CompiledFlags> flags = compilation.map(c -> new CompiledFlags(network));
        Engine engine = new Engine(
                new RunningProgram(compiled.program(), seed),
                seedIsDrawn,
                compilation.map(Compilation::metrics).orElse(List.of()),
                () -> flags.ifPresent(CompiledFlags::requireUnchanged));
        return new CompiledModel(network, rules, compiled.fired(), flags, engine);
    }

    /** Takes the weights of the one before, and closes it. */
    void replace(CompiledModel before) {
        engine.setWeights(before.engine.weights());
        before.engine.running().close("the model was compiled anew: ask it for its engine again");
    }

    /** Writes it as it predicts, with the rules of this compile, whatever was set since. */
    void save(Path file) {
        ProgramFile.write(file, predicts(), engine.seed(), engine.weights());
    }

    /** The same as a SavedModel. */
    void export(Path folder) {
        SavedModelFolder.write(predicts(), engine.seed(), engine.weights(), folder);
    }

    private Program predicts() {
        Precision used = engine.program().precision();
        return Compiler.compile(network, Optional.empty(), rules, used).program();
    }

    /** What a step on made samples costs. */
    Explanation explain() {
        return explain(MadeBatch.of(engine.program(), TRACED), "made");
    }

    /** What a step on these samples costs, in a copy; {@code kind} says in a word what they are. */
    Explanation explain(Batch batch, String kind) {
        try (Engine copy = new Engine(engine.program(), engine.seed(), engine.metrics())) {
            engine.device().ifPresent(copy::device);
            copy.setWeights(engine.weights());
            return StepTrace.of(copy, batch, kind, fired);
        }
    }
}
