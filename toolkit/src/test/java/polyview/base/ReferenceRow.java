package polyview.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One row of what other programs computed, see src/test/scipy: {@code holm,0.01 0.04,0.02 0.04}.
 *
 * @param kind what it is, or its name
 * @param cells numbers, in each cell one or several
 */
public record ReferenceRow(String kind, List<double[]> cells) {

    private static ReferenceRow of(String line) {
        String[] cells = line.split(",");
        return new ReferenceRow(
                cells[0],
                Stream.of(cells)
                        .skip(1)
                        .map(cell -> Stream.of(cell.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray())
                        .toList());
    }

    /** All rows below the header of a resource, {@code "/scipy/claims.csv"}. */
    public static List<ReferenceRow> all(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReferenceRow.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(ReferenceRow::of).toList();
        }
    }

    /** The numbers of a cell. */
    public double[] list(int cell) {
        return cells.get(cell);
    }

    /** The first number of a cell. */
    public double get(int cell) {
        return cells.get(cell)[0];
    }

    @Override
    public String toString() {
        return kind + " " + Arrays.toString(Arrays.copyOf(list(0), Math.min(4, list(0).length)));
    }
}
