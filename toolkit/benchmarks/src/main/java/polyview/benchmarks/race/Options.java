package polyview.benchmarks.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to run, and how long.
 *
 * @param names of benchmarks; all where none is given
 * @param rounds processes of each contender; 5 where nothing is said
 * @param steps that each process measures; 20 where nothing is said
 * @param warmUp steps before them; 10 where nothing is said
 * @param contenders only those whose name begins with one of these texts, large or small letters; everyone where there is none
 * @param csv where to write the rows
 */
record Options(List<String> names, int rounds, int steps, int warmUp, List<String> contenders, Optional<Path> csv) {

    /** Refused: an unknown option, and one without its value. */
    static Options of(String... arguments) {
        List<String> names = new ArrayList<>();
        int rounds = 5;
        int steps = 20;
        int warmUp = 10;
        List<String> contenders = List.of();
        Optional<Path> csv = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                names.add(argument);
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            String value = arguments[++i];
            switch (argument) {
                case "--rounds" -> rounds = positive(argument, value);
                case "--steps" -> steps = positive(argument, value);
                case "--warm-up" -> warmUp = positive(argument, value);
                case "--contenders" -> contenders = texts(value);
                case "--csv" -> csv = Optional.of(Path.of(value));
                default ->
                    throw new IllegalArgumentException(
                            "option must be --rounds, --steps, --warm-up, --contenders or --csv, got " + argument);
            }
        }
        return new Options(List.copyOf(names), rounds, steps, warmUp, contenders, csv);
    }

    private static int positive(String option, String value) {
        int number = value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be a positive number, got " + value);
        }
        return number;
    }

    /** Between commas; one with a blank behind it belongs to a name: {@code bare session, same graph}. */
    private static List<String> texts(String value) {
        List<String> texts = Stream.of(value.split(",(?! )")).map(String::strip).toList();
        if (texts.isEmpty() || texts.contains("")) {
            throw new IllegalArgumentException("--contenders must be texts between commas, got " + value);
        }
        return texts;
    }

    static boolean begins(String name, String text) {
        return name.regionMatches(true, 0, text, 0, text.length());
    }

    /** Those of the contenders that are asked for. */
    List<Contender> chosen(List<Contender> all) {
        return all.stream()
                .filter(c -> contenders.isEmpty() || contenders.stream().anyMatch(text -> begins(c.name(), text)))
                .toList();
    }

    /** Whether any of the contenders is asked for. */
    boolean choosesFrom(List<Contender> all) {
        return contenders.isEmpty() || !chosen(all).isEmpty();
    }
}
