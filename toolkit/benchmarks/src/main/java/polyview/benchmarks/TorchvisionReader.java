package polyview.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * torchvision's DataLoader with two workers, in a Python process that lives as long as this object.
 *
 * <p>Its resize smooths before it shrinks, and its augmentation fills with black: it has no filling with the nearest
 * pixel.
 */
final class TorchvisionReader implements Contender {

    /** What is there: the contender, or the reason why it is not. */
    record Found(Optional<Contender> contender, String message) {}

    private final boolean augmented;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private double cpuSeconds;

    private TorchvisionReader(Process process, boolean augmented) {
        this.augmented = augmented;
        this.process = process;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
    }

    /**
     * Starts the process.
     *
     * @param script torchvision_epochs.py
     */
    static Found start(Path script, ImagePairs pairs, boolean augmented) {
        List<String> command = new ArrayList<>(
                List.of(python(), script.toString(), pairs.folder().toString()));
        for (int number : new int[] {pairs.size(), SIZE, BATCH, THREADS}) {
            command.add(Integer.toString(number));
        }
        command.add(Boolean.toString(augmented));
        command.add(pairs.kind().rightEnd());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            TorchvisionReader reader = new TorchvisionReader(process, augmented);
            String answer = reader.answers.readLine();
            if (answer != null && answer.startsWith("ready ")) {
                return new Found(Optional.of(reader), answer.replace("ready", "torchvision"));
            }
            reader.close();
            return missing(answer == null ? python() + " ended without a word" : answer);
        } catch (IOException e) {
            return missing(e.getMessage());
        }
    }

    private static Found missing(String why) {
        return new Found(
                Optional.empty(),
                "no torchvision (Debian: python3-torchvision; POLYVIEW_PYTHON names a Python): " + why);
    }

    private static String python() {
        // Debian's packages belong to this one, also where another comes first on the path.
        String debian = "/usr/bin/python3";
        String named = System.getenv("POLYVIEW_PYTHON");
        return named != null ? named : Files.isExecutable(Path.of(debian)) ? debian : "python3";
    }

    @Override
    public String name() {
        return "torchvision";
    }

    @Override
    public boolean augmented() {
        return augmented;
    }

    @Override
    public int read(int epoch, PixelSum sum) {
        try {
            questions.write(epoch + " " + sum.every());
            questions.newLine();
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("torchvision ended in epoch " + epoch);
            }
            String[] numbers = answer.split(" ");
            cpuSeconds = Double.parseDouble(numbers[1]);
            sum.add(Double.parseDouble(numbers[2]), Long.parseLong(numbers[3]));
            return Integer.parseInt(numbers[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double cpuSeconds() {
        return cpuSeconds;
    }

    /** It ends when nothing more can be asked. */
    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
