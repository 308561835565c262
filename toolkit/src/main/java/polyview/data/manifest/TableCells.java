package polyview.data.manifest;

import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table; rows are numbered from 1, and a missing value is an empty cell. */
record TableCells(Table table, Path folder) implements Cells {

    @Override
    public String name() {
        return "table " + table.name();
    }

    @Override
    public String unit() {
        return "row";
    }

    @Override
    public void read(Rows reader) {
        if (table.columnCount() == 0) {
            throw new IllegalArgumentException(name() + " has no column");
        }
        reader.header(table.columnNames());
        List<Column<?>> columns = table.columns();
        for (int row = 0; row < table.rowCount(); row++) {
            String[] cells = new String[columns.size()];
            for (int c = 0; c < cells.length; c++) {
                Column<?> column = columns.get(c);
                // The stored value: getString would round numbers where the column has a print format.
                cells[c] = column.isMissing(row) ? "" : column.getUnformattedString(row);
            }
            reader.row(row + 1, cells);
        }
    }
}
