package polyview.kernel;

import java.io.InputStream;

/** {@code System.in} of the cells: refuses to be read, with a message that says what to do instead. */
final class NoInput extends InputStream {
    @Override
    public int read() {
        // Not an IOException: a Scanner would swallow it and say only "No line found".
        throw new UnsupportedOperationException(
                "a cell cannot read System.in: give the value to a variable in the cell instead");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        return read();
    }
}
