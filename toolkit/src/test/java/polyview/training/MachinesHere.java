package polyview.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import polyview.data.DataRecipe;
import polyview.data.Dataset;
import polyview.data.ForwardingDataset;

/**
 * Machines of a cluster as threads of this process; everything that they get has travelled as bytes.
 *
 * @param machines threads
 * @param beforeRound is told the number of the round, from 0
 */
record MachinesHere(int parts, Averaging averaging, int machines, IntConsumer beforeRound) implements Cluster {

    static MachinesHere of(int parts, Averaging averaging) {
        return new MachinesHere(parts, averaging, parts, round -> {});
    }

    /** A data set that another machine finds by a name. */
    record Shared(Dataset data, Made how) implements ForwardingDataset {
        /** Makes it. */
        interface Made extends DataRecipe {}

        static Shared of(Made how) {
            return new Shared(how.make(), how);
        }

        @Override
        public Optional<DataRecipe> recipe() {
            return Optional.of(how);
        }
    }

    @Override
    public Link link(PartTask task) {
        byte[] travelling = bytes(task);
        ExecutorService threads = Executors.newFixedThreadPool(machines);
        return new Link() {
            private int rounds;

            @Override
            public List<byte[]> round(byte[] request) {
                beforeRound.accept(rounds++);
                List<Future<byte[]>> answers = IntStream.range(0, parts)
                        .mapToObj(
                                part -> threads.submit(() -> arrived(travelling).run(part, request)))
                        .toList();
                return answers.stream().map(MachinesHere::got).toList();
            }

            @Override
            public void close() {
                threads.shutdown();
                PartTask.forget(task.training());
            }
        };
    }

    private static byte[] got(Future<byte[]> answer) {
        boolean interrupted = Thread.interrupted();
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static byte[] bytes(PartTask task) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static PartTask arrived(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (PartTask) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
