package polyview.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;

/** The weights of an engine by their paths: reading and setting them. */
final class WeightValues {

    private WeightValues() {}

    /** The weights by path; what the optimizer keeps is left out. */
    static Map<String, Program.Variable> variables(Engine engine) {
        return byPath(engine, false);
    }

    /** What the optimizer keeps, by path. */
    static Map<String, Program.Variable> slots(Engine engine) {
        return byPath(engine, true);
    }

    private static Map<String, Program.Variable> byPath(Engine engine, boolean kept) {
        Map<String, Program.Variable> found = new LinkedHashMap<>();
        for (Program.Variable variable : engine.program().variables()) {
            if ((variable.role() == Program.Role.OPTIMIZER) == kept) {
                found.put(variable.path(), variable);
            }
        }
        return found;
    }

    static Map<String, FloatArray> read(Engine engine) {
        List<Program.Variable> wanted = List.copyOf(variables(engine).values());
        List<FloatArray> arrays = engine.read(wanted);
        Map<String, FloatArray> values = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            values.put(wanted.get(i).path(), arrays.get(i));
        }
        return values;
    }

    static void write(Engine engine, Map<String, FloatArray> values) {
        Map<String, Program.Variable> known = variables(engine);
        Map<Program.Variable, FloatArray> assigned = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            Program.Variable variable = known.get(path);
            if (variable == null) {
                throw new IllegalArgumentException("no weight named " + path + "; there are " + known.keySet());
            }
            if (!variable.shape().equals(value.shape())) {
                throw new IllegalArgumentException(
                        "weight " + path + " has shape " + variable.shape() + ", got " + value.shape());
            }
            assigned.put(variable, value);
        });
        engine.assign(assigned);
    }
}
