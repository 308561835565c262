package polyview.training;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.base.AtomicFile;

/**
 * Writes a row into a CSV file at the end of each epoch: {@code Fit.epochs(20).callbacks(CsvLog.to(Path.of("run/log.csv")))}.
 *
 * <p>The columns: {@code epoch}, loss and metrics, the same with {@code val_} in front, {@code learning_rate} (that of the last step),
 * {@code seconds}, {@code images_per_second}. Numbers are written so that reading them gives the same 64 bits; what is not finite is
 * {@code NaN} or {@code Infinity}. Every row is on its way to the disk when the epoch's callbacks are over, and the file is closed in
 * between.
 *
 * <p>A training that goes on goes on in the file: rows of epochs that are to be done again are cut off, as where a process was ended
 * after its last checkpoint. A training from the beginning writes the file anew. One file is for one training at a time.
 *
 * <p>Refused, before the first step: a folder that cannot be made; a file with other columns ({@code cannot go on in run/log.csv: it
 * has the columns epoch,loss,..., this training has epoch,loss,val_loss,...}); a file that is no such log ({@code run/log.csv is not
 * a log of a training: it begins with ...}), which is not touched.
 */
public final class CsvLog implements Callback {

    private final Path file;

    private CsvLog(Path file) {
        this.file = file;
    }

    /** Into this file; its folder is made where it is not there. */
    public static CsvLog to(Path file) {
        return new CsvLog(file);
    }

    @Override
    public void onTrainBegin(Run run) {
        String header = header(run);
        List<String> kept = new ArrayList<>(List.of(header));
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            if (Files.exists(file)) {
                kept.addAll(before(run.epoch(), header));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
        AtomicFile.write(file, out -> out.write((String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String header(Run run) {
        return Stream.of(
                        List.of("epoch"),
                        Monitored.columns(run),
                        List.of("learning_rate", History.SECONDS, History.IMAGES_PER_SECOND))
                .flatMap(List::stream)
                .map(CsvLog::quoted)
                .collect(Collectors.joining(","));
    }

    /** The rows of the epochs that are done. */
    private List<String> before(int done, String header) throws IOException {
        String text = Files.readString(file);
        // A row without its end was being written when the process was ended.
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() && text.isEmpty()) {
            return List.of();
        }
        if (lines.isEmpty() || !lines.get(0).startsWith("epoch,loss,")) {
            String first = text.lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + " is not a log of a training: it begins with "
                    + first.substring(0, Math.min(60, first.length())));
        }
        if (done > 0 && !lines.get(0).equals(header)) {
            throw new IllegalArgumentException("cannot go on in " + file + ": it has the columns " + lines.get(0)
                    + ", this training has " + header);
        }
        return lines.stream().skip(1).filter(row -> epoch(row) <= done).toList();
    }

    private int epoch(String row) {
        String first = row.split(",", 2)[0];
        try {
            return Integer.parseInt(first);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    file + " is not a log of a training: a row begins with " + first + ", not with an epoch", e);
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        List<Double> numbers = new ArrayList<>(log.values().values());
        numbers.addAll(List.of(run.engine().learningRate(), log.seconds(), log.imagesPerSecond()));
        String row = numbers.stream()
                .map(number -> Double.toString(number))
                .collect(Collectors.joining(",", log.epoch() + ",", "\n"));
        // Not a channel: those close when the thread is interrupted, and an interrupted training has its last row too.
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(row.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"").replaceAll("[\r\n]", " ") + '"';
    }

    @Override
    public Optional<Path> writesTo() {
        return Optional.of(file);
    }

    /** Where it writes. */
    @Override
    public String toString() {
        return "CsvLog to " + file;
    }
}
