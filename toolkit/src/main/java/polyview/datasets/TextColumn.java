package polyview.datasets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;
import tech.tablesaw.columns.Column;

/** A column of words or numbers, which have no files. */
record TextColumn(String name, List<String> cells) implements SampleColumn {

    TextColumn {
        cells = List.copyOf(cells);
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).matches("(?s).*[,\"\r\n].*")) {
                throw new IllegalArgumentException("column " + name
                        + " must have no commas, quotes and line breaks, got \"" + cells.get(i) + "\" in sample " + i);
            }
        }
    }

    static TextColumn classes(String name, FloatArray classes, List<String> names) {
        float[] values = single(name, classes);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < names.size() && values[i] == (int) values[i])) {
                throw new IllegalArgumentException("column " + name + " must have classes below " + names.size()
                        + ", got " + values[i] + " in sample " + i);
            }
            cells.add(names.get((int) values[i]));
        }
        return new TextColumn(name, cells);
    }

    static TextColumn numbers(String name, FloatArray numbers) {
        float[] values = single(name, numbers);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "column " + name + " must have finite numbers, got " + values[i] + " in sample " + i);
            }
            cells.add(shortest(values[i]));
        }
        return new TextColumn(name, cells);
    }

    /** A column of a table. */
    static TextColumn of(Column<?> column) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            boolean fraction = column.get(i) instanceof Double || column.get(i) instanceof Float;
            cells.add(
                    column.isMissing(i)
                            ? ""
                            : fraction
                                    ? shortest(((Number) column.get(i)).floatValue())
                                    : String.valueOf(column.get(i)));
        }
        return new TextColumn(column.name(), cells);
    }

    /** The fewest digits that give the float again; Float.toString gives different ones from Java 19 on. */
    static String shortest(float value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (exact.round(new MathContext(digits)).floatValue() != value) {
            digits++;
        }
        return exact.round(new MathContext(digits)).stripTrailingZeros().toPlainString();
    }

    @Override
    public int size() {
        return cells.size();
    }

    @Override
    public String cell(int i) {
        return cells.get(i);
    }

    @Override
    public void write(Path folder, int i) {}

    private static float[] single(String name, FloatArray array) {
        if (array.shape().numDimensions() != 1) {
            throw new IllegalArgumentException("column " + name + " must have the shape (N), got " + array.shape());
        }
        return array.values();
    }
}
