package polyview.datasets;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A column of a {@link SampleFolder}. */
interface SampleColumn {

    Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_ .-]*");

    /** The name of the column and, for images, of their folder. */
    String name();

    /** The number of samples. */
    int size();

    /** The cell of sample i in the manifest. */
    String cell(int i);

    /** Writes the files of sample i. */
    void write(Path folder, int i);

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be of letters, digits, _, -, . and blanks, got \"" + name + "\"");
        }
    }
}
