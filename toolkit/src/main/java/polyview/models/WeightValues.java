package polyview.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;

/** The weights of a running program by their paths: reading and setting them. */
final class WeightValues {

    private WeightValues() {}

    /** The weights by path; what the optimizer keeps is left out. */
    static Map<String, Program.Variable> variables(Program program) {
        return byPath(program, false);
    }

    /** What the optimizer keeps, by path. */
    static Map<String, Program.Variable> slots(Program program) {
        return byPath(program, true);
    }

    private static Map<String, Program.Variable> byPath(Program program, boolean kept) {
        Map<String, Program.Variable> found = new LinkedHashMap<>();
        for (Program.Variable variable : program.variables()) {
            if ((variable.role() == Program.Role.OPTIMIZER) == kept) {
                found.put(variable.path(), variable);
            }
        }
        return found;
    }

    static Map<String, FloatArray> read(RunningProgram running) {
        List<Program.Variable> wanted = List.copyOf(variables(running.program()).values());
        List<FloatArray> arrays = running.reading(() -> running.read(wanted));
        Map<String, FloatArray> values = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            values.put(wanted.get(i).path(), arrays.get(i));
        }
        return values;
    }

    static void write(RunningProgram running, Map<String, FloatArray> values) {
        running.changing(() -> {
            running.assign(byVariable("weight", variables(running.program()), values));
            return values;
        });
    }

    /** Refuses paths that are not known, and other shapes; {@code what} they are, as messages say it. */
    static Map<Program.Variable, FloatArray> byVariable(
            String what, Map<String, Program.Variable> known, Map<String, FloatArray> values) {
        Map<Program.Variable, FloatArray> assigned = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            Program.Variable variable = known.get(path);
            if (variable == null) {
                throw new IllegalArgumentException("no " + what + " named " + path + "; there are " + known.keySet());
            }
            if (!variable.shape().equals(value.shape())) {
                throw new IllegalArgumentException(
                        what + " " + path + " has shape " + variable.shape() + ", got " + value.shape());
            }
            assigned.put(variable, value);
        });
        return assigned;
    }
}
