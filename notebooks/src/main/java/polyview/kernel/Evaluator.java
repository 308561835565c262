package polyview.kernel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import polyview.kernel.magics.MagicException;
import polyview.kernel.magics.Output;

/**
 * Runs cells in JShell, snippet after snippet.
 *
 * <p>Not for more than one thread at a time, save {@link #interrupt()}. A cell with text that is no Java is refused
 * whole; where a snippet does not compile, the ones before it have run (they may declare what it needs) and the message
 * says so.
 */
final class Evaluator implements AutoCloseable {
    /** What becomes of the value of a cell. */
    @FunctionalInterface
    interface Finish<T> {
        /**
         * Runs on the cell's thread.
         *
         * @param variable whether the cell ends with the name of a variable
         */
        T of(Object value, boolean variable);
    }

    private record Value(Object object, boolean variable) {}

    private final CellThread thread;
    private final CellExecution execution;
    private final JShell shell;
    private final Map<Integer, Cell> cells = new HashMap<>();
    private final Consumer<String> warnings;
    private final Magics magics;
    private Consumer<ClassLoader> newJars = loader -> {};
    private Cell cell = new Cell(0, "");
    private int firstLine = 1;

    /**
     * Starts JShell with the class path of this JVM and the default imports.
     *
     * @param thread   where the cells' code runs
     * @param warnings takes what a cell should be told without failing
     */
    Evaluator(CellThread thread, Consumer<String> warnings) {
        this(thread, warnings, Output.display());
    }

    /** The same, with another place where magics show what they do. */
    Evaluator(CellThread thread, Consumer<String> warnings, Output output) {
        this.thread = thread;
        this.warnings = warnings;
        this.execution = new CellExecution(thread);
        this.magics = new Magics(this::addToClassPath, output);
        this.shell = JShell.builder()
                .executionEngine(execution.provider(), Map.of())
                .idGenerator((snippet, serial) -> new SnippetPosition(cell.number(), firstLine, serial).id())
                .build();
        for (String name : DefaultImports.NAMES) {
            shell.eval("import " + name + ";");
        }
    }

    /** JShell's view of source code, for completion and documentation. */
    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    /** The variables that the cells have declared. */
    List<VarSnippet> variables() {
        return shell.variables().toList();
    }

    /** The magics of the cells. */
    Magics magics() {
        return magics;
    }

    /** Tells something in the cell that does not make it fail. */
    void warn(String text) {
        warnings.accept(text);
    }

    /** Calls {@code then} with the cells' class loader whenever jars were added to it. */
    void whenJarsAreAdded(Consumer<ClassLoader> then) {
        newJars = then;
    }

    private void addToClassPath(List<Path> entries) {
        entries.forEach(entry -> shell.addToClasspath(entry.toString()));
        execution.loader().ifPresent(newJars);
    }

    /** Interrupts the cell that runs, if one does. */
    void interrupt() {
        thread.interrupt();
    }

    /**
     * Runs a cell and gives what {@code finish} makes of the value of its last snippet; both run on the cell's thread.
     *
     * <p>A cell may run another one: {@code eval("1 + 1")}.
     *
     * @return empty where the last snippet is no expression, is an assignment, or its value is void or null
     * @throws CellError where the cell does not compile, throws, or was interrupted
     */
    <T> Optional<T> run(Cell newCell, Finish<T> finish) throws CellError {
        boolean within = CellThread.isCurrent();
        Cell outer = cell;
        int outerLine = firstLine;
        cell = newCell;
        cells.put(cell.number(), cell);
        if (!within) {
            thread.begin();
        }
        try {
            return evaluate().flatMap(v -> onCellThread(() -> finish.of(v.object, v.variable)));
        } finally {
            if (within) {
                cell = outer;
                firstLine = outerLine;
            } else {
                thread.end();
            }
        }
    }

    /** The same, for callers to whom it is all one how the cell ends. */
    <T> Optional<T> run(Cell newCell, Function<Object, T> finish) throws CellError {
        return run(newCell, (value, variable) -> finish.apply(value));
    }

    private Optional<Value> evaluate() {
        CompileErrors errors = new CompileErrors(shell, cell);
        List<Cell.Piece> pieces = cell.pieces(analysis());
        errors.refuse(pieces);
        magics.refuseUnknown(cell, pieces);
        Optional<Value> value = Optional.empty();
        Map<DeclarationSnippet, Cell.Piece> declared = new LinkedHashMap<>();
        for (Cell.Piece piece : pieces) {
            interrupts().stop(piece.offset());
            firstLine = cell.line(piece.offset());
            value = Optional.empty();
            String java = piece.magic() ? magic(piece) : piece.source();
            List<SnippetEvent> events = shell.eval(java);
            Optional<Object> returned = execution.takeValue();
            if (execution.takeAbandoned()) {
                throw interrupts().abandoned(piece.offset());
            }
            warnOfReset(events);
            for (SnippetEvent event : events) {
                if (event.causeSnippet() != null) {
                    continue;
                }
                if (event.exception() != null) {
                    interrupts().stop(piece.offset());
                    throw new RuntimeErrors(shell, cells).describe(event.exception());
                }
                if (event.status() == Status.REJECTED
                        || (event.snippet() instanceof VarSnippet
                                && !event.status().isDefined())) {
                    throw errors.describe(event.snippet(), piece);
                }
                if (event.snippet() instanceof DeclarationSnippet declaration) {
                    declared.put(declaration, piece);
                }
                value = switch (event.snippet().subKind()) {
                    case VAR_VALUE_SUBKIND -> returned.map(v -> new Value(v, true));
                    case OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
                        returned.map(v -> new Value(v, false));
                    default -> Optional.empty();
                };
            }
        }
        interrupts().stop(cell.source().length());
        errors.check(declared, warnings);
        return value;
    }

    /** Runs a magic, and gives the Java that is left to run: none, or where its result is assigned a call of it. */
    private String magic(Cell.Piece piece) {
        if (execution.loader().isEmpty()) {
            shell.eval("{}"); // Makes the class loader that extensions in new jars are looked up in.
        }
        MagicLine magic = Magics.magic(piece);
        if (!magic.target().isEmpty()) {
            return magic.java();
        }
        CellThread.Result result = thread.run(() -> {
            magics.run(magic);
            return "";
        });
        if (result instanceof CellThread.Abandoned) {
            throw interrupts().abandoned(piece.offset());
        }
        interrupts().stop(piece.offset());
        if (result instanceof CellThread.Threw threw) {
            String reason = threw.thrown() instanceof MagicException told
                    ? told.getMessage()
                    : threw.thrown().toString();
            throw Magics.error(cell, piece, reason, CompileErrors.ranBefore(cell, piece));
        }
        return "";
    }

    /** JShell sets variables to null whose type is declared anew, and says nothing. */
    private void warnOfReset(List<SnippetEvent> events) {
        String names = events.stream()
                .filter(e -> e.causeSnippet() != null && e.isSignatureChange())
                .filter(e -> e.previousStatus() == Status.VALID && e.status() != Status.OVERWRITTEN)
                .map(SnippetEvent::snippet)
                .filter(s -> s instanceof VarSnippet && s.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(s -> ((VarSnippet) s).name())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            warnings.accept("Line " + firstLine + " declares a type anew, and so these variables of it are reset: "
                    + names + ".\n");
        }
    }

    private Interrupts interrupts() {
        return new Interrupts(thread, cell, analysis());
    }

    private <T> Optional<T> onCellThread(Callable<T> code) {
        CellThread.Result result = thread.run(code);
        if (result instanceof CellThread.Abandoned) {
            throw interrupts().abandoned(cell.source().length());
        }
        interrupts().stop(cell.source().length());
        if (result instanceof CellThread.Threw threw) {
            throw RuntimeErrors.inDisplay(threw.thrown());
        }
        @SuppressWarnings("unchecked") // The thread returns what the code of this call returned.
        Optional<T> value = (Optional<T>) ((CellThread.Returned) result).value();
        return value;
    }

    @Override
    public void close() {
        shell.close();
    }
}
