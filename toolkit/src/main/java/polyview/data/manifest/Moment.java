package polyview.data.manifest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    private static final List<Function<String, Moment>> WAYS = List.of(
            text -> new Moment(
                    Kind.DATE, BigDecimal.valueOf(LocalDate.parse(text).toEpochDay())),
            text -> seconds(Kind.TIME, LocalDateTime.parse(withT(text)).toInstant(ZoneOffset.UTC)),
            text -> seconds(
                    Kind.TIME_WITH_OFFSET, OffsetDateTime.parse(withT(text)).toInstant()));

    /** Empty for a text that is none of these, such as {@code 29.11.2026}, which others write 11/29/2026. */
    static Optional<Moment> of(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0)) {
            try {
                return Optional.of(new Moment(Kind.NUMBER, new BigDecimal(text)));
            } catch (NumberFormatException e) {
                // A date consists of digits and signs too.
            }
        }
        for (Function<String, Moment> way : WAYS) {
            try {
                return Optional.of(way.apply(text));
            } catch (DateTimeParseException e) {
                // The next way may fit.
            }
        }
        return Optional.empty();
    }

    /** Many programs write a blank between date and time. */
    private static String withT(String text) {
        int date = "2026-11-29".length();
        return text.length() > date && text.charAt(date) == ' '
                ? text.substring(0, date) + "T" + text.substring(date + 1)
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
