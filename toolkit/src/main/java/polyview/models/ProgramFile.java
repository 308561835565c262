package polyview.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/**
 * A program in one zip file: {@code program.txt} with the ends (see {@link ProgramText}), {@code graph.pb} with
 * TensorFlow's GraphDef, and {@code weights/conv2d/kernel.npy} for each weight. A program that trains is written without
 * weights.
 */
final class ProgramFile {

    private static final String ENDS = "program.txt";
    private static final String GRAPH = "graph.pb";
    private static final String WEIGHTS = "weights/";

    /**
     * What a file holds.
     *
     * @param program the program
     * @param seed that it ran with
     * @param weights the values of its variables by path
     */
    record Loaded(Program program, long seed, Map<String, FloatArray> weights) {}

    private ProgramFile() {}

    /** Writes a program, and values of its weights. */
    static void write(Path file, Program program, long seed, Map<String, FloatArray> weights) {
        ArchiveWriter.write(file, to -> {
            to.bytes(ENDS, ProgramText.write(program, seed).getBytes(StandardCharsets.UTF_8));
            to.bytes(GRAPH, program.graphDef());
            for (Map.Entry<String, FloatArray> weight : weights.entrySet()) {
                to.array(WEIGHTS + weight.getKey(), weight.getValue());
            }
        });
    }

    /** Writes a program alone. */
    static void write(Path file, Program program) {
        write(file, program, 0, Map.of());
    }

    /** Writes a program that trains, the values of all its variables, and how far its training is. */
    static void write(Path file, Program program, List<FloatArray> values, Checkpoint.Progress progress) {
        ArchiveWriter.write(file, to -> {
            to.bytes(ENDS, ProgramText.write(program, progress.seed()).getBytes(StandardCharsets.UTF_8));
            to.bytes(GRAPH, program.graphDef());
            Checkpoint.write(to, program, values, progress);
        });
    }

    /** Whether a file holds a program that trains, with its weights. */
    static boolean holdsTraining(ArchiveReader from) {
        return holdsModel(from) && from.has(Checkpoint.FORMAT + ".npy");
    }

    /** Sets the variables of a program that was read from the file to what the file has; gives how far its training is. */
    static Checkpoint.Progress readTraining(Path file, ArchiveReader from, RunningProgram running) {
        return Checkpoint.load(running, true, true, file, from, from.arrayNames(Set.of(ENDS, GRAPH)))
                .progress();
    }

    /** Reads a program, with or without weights beside it. */
    static Program readProgram(Path file) {
        try (ArchiveReader from = ArchiveReader.open(file)) {
            return readProgram(file, from);
        }
    }

    static Program readProgram(Path file, ArchiveReader from) {
        requireModel(file, from);
        return ends(from, from.bytes(GRAPH)).program();
    }

    private static void requireModel(Path file, ArchiveReader from) {
        if (!holdsModel(from)) {
            throw refused(file, new IOException("it is not a model saved by Polyview: there is no entry " + ENDS));
        }
    }

    /** Whether a file was written here, and not by {@link Checkpoint}. */
    static boolean holdsModel(ArchiveReader from) {
        return from.has(ENDS);
    }

    /** Reads a program that predicts, and its weights. */
    static Loaded read(Path file, ArchiveReader from) {
        requireModel(file, from);
        ProgramText.Saved saved = ends(from, from.bytes(GRAPH));
        Map<String, FloatArray> weights = new LinkedHashMap<>();
        if (saved.program().training().isPresent()) {
            throw refused(file, new IOException("it holds a program without weights: read it with Program.read"));
        }
        for (Program.Variable variable : saved.program().variables()) {
            weights.put(variable.path(), from.array(WEIGHTS + variable.path()));
        }
        return new Loaded(saved.program(), saved.seed(), weights);
    }

    private static ProgramText.Saved ends(ArchiveReader from, byte[] graphDef) {
        try {
            return ProgramText.read(new String(from.bytes(ENDS), StandardCharsets.UTF_8), graphDef);
        } catch (IllegalArgumentException e) {
            throw from.refused(ENDS, e.getMessage());
        }
    }

    /** What is thrown for a file that cannot be read. */
    static UncheckedIOException refused(Path file, IOException e) {
        return new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
}
