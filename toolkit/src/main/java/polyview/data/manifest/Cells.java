package polyview.data.manifest;

import java.nio.file.Path;
import java.util.List;

/** A table of text, read from its first row to its last. */
interface Cells {

    /** The name for messages: {@code pairs.csv}. */
    String name();

    /** The unit of row numbers: {@code line} or {@code row}. */
    String unit();

    /** The folder that paths in it are relative to. */
    Path folder();

    /** Reads the whole table. */
    void read(Rows reader);

    /** Gets the header, then the rows. */
    interface Rows {

        /** The names of the columns, all different except empty ones. */
        void header(List<String> names);

        /** One row, as many cells as there are columns; empty cells are empty text. */
        void row(int line, String[] cells);
    }
}
