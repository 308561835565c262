package polyview.data.manifest;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import polyview.base.Unreadable;

/**
 * A CSV file (RFC 4180). Cells are read as they are written: nothing becomes a number, a missing value or a comment, and blanks
 * are kept. Empty lines are no rows. Lines are counted as in an editor; a row is on the line where it begins.
 */
record CsvCells(Path file, char separator) implements Cells, Serializable {

    private static final int MOST_COLUMNS = 10_000;

    /** The longest cell: an open quote reads no more of a file than this. */
    private static final int MOST_CHARACTERS = 1 << 20;

    CsvCells {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("separator must not be a quote or a line end");
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String unit() {
        return "line";
    }

    @Override
    public Path folder() {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    @Override
    public void read(Rows reader) {
        Unreadable.mustBeFile(file);
        CsvParser parser = new CsvParser(settings());
        try (CsvText text = CsvText.open(file)) {
            parser.beginParsing(text);
            parse(parser, reader);
        } catch (IOException e) {
            throw Unreadable.refused(file, e);
        } catch (TextParsingException | IllegalStateException e) {
            throw told(e, line(parser));
        } finally {
            parser.stopParsing();
        }
    }

    private void parse(CsvParser parser, Rows reader) {
        int columns = 0;
        while (true) {
            int line = line(parser);
            String[] cells = next(parser, line);
            if (cells == null) {
                throw new IllegalStateException("the end of " + file + " was lost");
            }
            String last = cells.length == 0 ? null : cells[cells.length - 1];
            if (cells.length < 2 && last == null) {
                continue;
            }
            if (cells.length == 1 && last.equals(CsvText.END)) {
                break;
            }
            if (last != null && last.endsWith(CsvText.END)) {
                throw new IllegalArgumentException(file + ", line " + line + ": a quote is left open");
            }
            Arrays.setAll(cells, c -> cells[c] == null ? "" : cells[c]);
            if (columns == 0) {
                columns = cells.length;
                checkHeader(line, cells);
                reader.header(List.of(cells));
            } else if (cells.length != columns) {
                throw new IllegalArgumentException(file + ", line " + line + ": must have "
                        + (columns == 1 ? "one cell" : columns + " cells") + " as the header has, got " + cells.length);
            } else {
                reader.row(line, cells);
            }
        }
        if (columns == 0) {
            throw new IllegalArgumentException(file + " is empty");
        }
    }

    /** The next row, which begins on this line. */
    private String[] next(CsvParser parser, int line) {
        try {
            return parser.parseNext();
        } catch (TextParsingException e) {
            throw told(e, line);
        }
    }

    private void checkHeader(int line, String... names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new IllegalArgumentException(file + ", line " + line + ": two columns are named " + name);
            }
        }
    }

    /** Explains the parser's exception, which also wraps errors of the reader. */
    private RuntimeException told(RuntimeException e, int line) {
        Throwable root = e;
        while (root.getCause() != null && !(root instanceof IOException)) {
            root = root.getCause();
        }
        if (root instanceof IOException io) {
            return Unreadable.refused(file, io);
        }
        if (!(e instanceof TextParsingException)) {
            return e;
        }
        String reason = "text after the closing quote of a cell; a quote inside of quotes is written twice";
        if (String.valueOf(e.getMessage()).startsWith("Length of parsed input")) {
            reason =
                    "a cell has more than " + MOST_CHARACTERS + " characters: a quote is left open, or is one too many";
        } else if (root instanceof ArrayIndexOutOfBoundsException) {
            reason = "more than " + MOST_COLUMNS + " cells";
        }
        // Without its cause, which holds the text that was read so far.
        return new IllegalArgumentException(file + ", line " + line + ": " + reason);
    }

    private static int line(CsvParser parser) {
        return Math.toIntExact(parser.getContext().currentLine() + 1);
    }

    private CsvParserSettings settings() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setLineSeparator("\n");
        settings.getFormat().setComment('\0');
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setIgnoreLeadingWhitespacesInQuotes(false);
        settings.setIgnoreTrailingWhitespacesInQuotes(false);
        settings.setSkipEmptyLines(false);
        settings.setEmptyValue("");
        settings.setMaxCharsPerColumn(MOST_CHARACTERS);
        settings.setErrorContentLength(0);
        settings.setMaxColumns(MOST_COLUMNS);
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
        settings.setReadInputOnSeparateThread(false);
        return settings;
    }
}
