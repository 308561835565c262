package polyview.benchmarks.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to run, and how long.
 *
 * @param names of benchmarks; all where none is given
 * @param rounds processes of each contender; 5 where nothing is said
 * @param steps that each process measures; 20 where nothing is said
 * @param warmUp steps before them; 10 where nothing is said
 * @param contenders only those whose name begins with one of these texts, between commas; everyone where it is empty
 * @param csv where to write the rows
 */
record Options(List<String> names, int rounds, int steps, int warmUp, String contenders, Optional<Path> csv) {

    /** Refused: an unknown option, and one without its value. */
    static Options of(String... arguments) {
        List<String> names = new ArrayList<>();
        int rounds = 5;
        int steps = 20;
        int warmUp = 10;
        String contenders = "";
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
                case "--contenders" -> contenders = value;
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

    /** Those of the contenders that are asked for. */
    List<Contender> chosen(List<Contender> all) {
        return all.stream()
                .filter(c -> Arrays.stream(contenders.split(",")).anyMatch(c.name()::startsWith))
                .toList();
    }
}
