package polyview.training.tensorboard;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import polyview.data.FloatArray;

/**
 * A new event file in a folder, for numbers of your own; what TensorBoard calls a run is a folder.
 *
 * <pre>{@code
 * try (var events = EventFile.in(Path.of("logs/gan"))) {
 *     events.scalar("generator_loss", step, loss);
 *     events.images("made", step, images);
 * }
 * }</pre>
 *
 * <p>Its name holds the time, the machine and the process, so that a training that goes on has a file of its own beside those before:
 * TensorBoard reads them in the order of their names. Whoever made it closes it; what was written is there after {@link #flush} at the
 * latest.
 *
 * <p>Refused: a folder that cannot be made or written to, with an {@link UncheckedIOException}; a tag that is empty ({@code tag must
 * not be empty}).
 */
public final class EventFile implements AutoCloseable {

    /** The version of the format; readers look for it in the first record. */
    private static final String VERSION = "brain.Event:2";

    private static final AtomicInteger FILES = new AtomicInteger();

    private final Path file;
    private final RecordWriter records;

    private EventFile(Path folder) {
        try {
            Files.createDirectories(folder);
            this.file = folder.resolve(String.format(
                    Locale.ROOT,
                    "events.out.tfevents.%010d.%s.%d.%04d",
                    System.currentTimeMillis() / 1000,
                    host(),
                    ProcessHandle.current().pid(),
                    FILES.getAndIncrement()));
            this.records = new RecordWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write events into " + folder + ": " + e, e);
        }
        write(Event.newBuilder().setFileVersion(VERSION));
        flush();
    }

    /** In this folder, which is made where it is not there. */
    public static EventFile in(Path folder) {
        return new EventFile(folder);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_-]", "-");
        } catch (UnknownHostException e) {
            // A machine without a name in its network; the name tells readers nothing.
            return "localhost";
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** A number; it is kept as a 32-bit float, and may be NaN. */
    public void scalar(String tag, long step, double value) {
        write(step, Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
    }

    /** How often which values are in an array; see {@link Histograms}. Refused: {@code histogram of dense/kernel must have a finite value}. */
    public void histogram(String tag, long step, FloatArray values) {
        write(step, Summary.Value.newBuilder().setTag(tag).setHisto(Histograms.of(tag, values)));
    }

    /**
     * Images of values from 0 to 1, (H, W, C) or (N, H, W, C) with 1 or 3 channels; what is outside is cut. Several have the tags {@code
     * tag/0}, {@code tag/1}, ...
     *
     * <p>Refused: {@code images of made must have the shape (N, H, W, C) with 1 or 3 channels, got [4, 8, 8, 2]}.
     */
    public void images(String tag, long step, FloatArray images) {
        PngImages.of(tag, images)
                .forEach((name, image) ->
                        write(step, Summary.Value.newBuilder().setTag(name).setImage(image)));
    }

    /** TensorFlow's graph, as the bytes of a GraphDef: {@code model.engine().program().graphDef()}. */
    public void graph(byte[] graphDef) {
        write(Event.newBuilder().setGraphDef(ByteString.copyFrom(graphDef)));
    }

    /**
     * Says that a training goes on whose next step is this one: TensorBoard forgets what files before this one have for it and for
     * later steps, as where a process was ended after its last checkpoint.
     */
    public void restart(long step) {
        write(Event.newBuilder()
                .setStep(step)
                .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
    }

    private void write(long step, Summary.Value.Builder value) {
        if (value.getTag().isEmpty()) {
            throw new IllegalArgumentException("tag must not be empty");
        }
        write(Event.newBuilder().setStep(step).setSummary(Summary.newBuilder().addValue(value)));
    }

    private void write(Event.Builder event) {
        try {
            records.write(event.setWallTime(System.currentTimeMillis() / 1000.0)
                    .build()
                    .toByteArray());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives what was written to the system, so that TensorBoard sees it. */
    public void flush() {
        try {
            records.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
}
