package polyview.data.manifest;

import java.nio.file.Path;
import java.util.List;

/** A table of text, read from its first row to its last. */
interface Cells {

    /** As messages name it: {@code pairs.csv}. */
    String name();

    /** What its rows are counted in: {@code line} or {@code row}. */
    String unit();

    /** What paths in it are relative to. */
    Path folder();

    /** Reads it all. */
    void read(Rows reader);

    /** Takes the header, then the rows. */
    interface Rows {

        /** The names of the columns, which differ but for empty ones. */
        void header(List<String> names);

        /** One row, as many cells as there are columns; empty cells are empty text. */
        void row(int line, String[] cells);
    }
}
