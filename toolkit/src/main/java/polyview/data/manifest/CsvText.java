package polyview.data.manifest;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a CSV file: UTF-8, a byte order mark left out, every line ended by a line feed, and a last line of {@link
 * #END} alone.
 *
 * <p>Line ends are made equal here, so that lines count the same whichever are used, also where they are mixed. Where a quote is
 * left open it takes in the last line, which is how it is noticed.
 */
final class CsvText extends FilterReader {

    /** By Unicode's rules no text holds this character. */
    static final String END = "\uFFFF";

    private static final int MARK = 0xFEFF;

    private String tail = "\n" + END;
    private boolean afterReturn;

    private CsvText(Reader in) {
        super(in);
    }

    static CsvText open(Path file) throws IOException {
        Reader text = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        try {
            text.mark(1);
            if (text.read() != MARK) {
                text.reset();
            }
            return new CsvText(text);
        } catch (IOException e) {
            text.close();
            throw described(e);
        }
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int count = raw(to, offset, length);
            if (count <= 0) {
                return count;
            }
            kept = compact(to, offset, count);
        }
        return kept;
    }

    private int raw(char[] to, int offset, int length) throws IOException {
        try {
            int count = in.read(to, offset, length);
            if (count >= 0) {
                return count;
            }
        } catch (CharacterCodingException e) {
            throw described(e);
        }
        int count = Math.min(length, tail.length());
        tail.getChars(0, count, to, offset);
        tail = tail.substring(count);
        return count == 0 ? -1 : count;
    }

    private int compact(char[] text, int offset, int count) throws IOException {
        int end = offset;
        for (int i = offset; i < offset + count; i++) {
            char c = text[i];
            if (c == 0) {
                throw new IOException("it is not text: it holds a zero byte");
            }
            if (c != '\n' || !afterReturn) {
                text[end++] = c == '\r' ? '\n' : c;
            }
            afterReturn = c == '\r';
        }
        return end - offset;
    }

    private static IOException described(IOException e) {
        return e instanceof CharacterCodingException ? new IOException("it is not text in UTF-8", e) : e;
    }
}
