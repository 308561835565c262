package polyview.data.manifest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a sample was taken, as a column tells it: a number, a date, or a date and a time, by ISO 8601. */
record Moment(Kind kind, BigDecimal value) implements Comparable<Moment> {

    /** The ways to write a moment, which do not go together in one column. */
    enum Kind {
        NUMBER,
        DATE,
        TIME,
        TIME_WITH_OFFSET
    }

    private static final int NANOS = 9;

    private static final int DATE_LENGTH = "2026-11-29".length();

    /** Empty for a text that is none of these, such as {@code 29.11.2026}, which others write 11/29/2026. */
    static Optional<Moment> of(String text) {
        boolean isDate = text.length() >= DATE_LENGTH && text.charAt(4) == '-' && text.charAt(7) == '-';
        try {
            return Optional.of(isDate ? ofDate(text) : new Moment(Kind.NUMBER, new BigDecimal(text)));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Moment ofDate(String text) {
        if (text.length() == DATE_LENGTH) {
            return new Moment(
                    Kind.DATE, BigDecimal.valueOf(LocalDate.parse(text).toEpochDay()));
        }
        String time = withT(text);
        boolean hasOffset = time.endsWith("Z") || time.indexOf('+') > 0 || time.lastIndexOf('-') > DATE_LENGTH;
        return hasOffset
                ? seconds(Kind.TIME_WITH_OFFSET, OffsetDateTime.parse(time).toInstant())
                : seconds(Kind.TIME, LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
    }

    /** Many programs write a blank between date and time. */
    private static String withT(String text) {
        return text.charAt(DATE_LENGTH) == ' '
                ? text.substring(0, DATE_LENGTH) + "T" + text.substring(DATE_LENGTH + 1)
                : text;
    }

    private static Moment seconds(Kind kind, Instant instant) {
        BigDecimal nanos =
                BigDecimal.valueOf(ChronoUnit.NANOS.between(instant.truncatedTo(ChronoUnit.SECONDS), instant));
        return new Moment(kind, BigDecimal.valueOf(instant.getEpochSecond()).add(nanos.movePointLeft(NANOS)));
    }

    @Override
    public int compareTo(Moment other) {
        return value.compareTo(other.value);
    }
}
