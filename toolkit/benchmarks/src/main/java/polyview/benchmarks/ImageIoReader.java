package polyview.benchmarks;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import polyview.data.Order;

/** The plain way in Java: a pool of two threads, each reads a batch with ImageIO and resizes it in loops. */
final class ImageIoReader implements Contender {

    /** Batches that are read or wait: one for each thread, and one ahead. */
    private static final int AHEAD = 2 * THREADS;

    private final ImagePairs pairs;
    private final boolean augmented;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    ImageIoReader(ImagePairs pairs, boolean augmented) {
        this.pairs = pairs;
        this.augmented = augmented;
        // Else every image goes through a temporary file.
        ImageIO.setUseCache(false);
    }

    @Override
    public String name() {
        return "ImageIO";
    }

    @Override
    public int read(int epoch, PixelSum sum) {
        int[] order = Order.shuffled(Moves.SEED, epoch).permutation(pairs.size());
        Deque<Future<List<float[]>>> batches = new ArrayDeque<>();
        int next = 0;
        while (next < order.length || !batches.isEmpty()) {
            while (next < order.length && batches.size() < AHEAD) {
                int[] samples = Arrays.copyOfRange(order, next, Math.min(next + BATCH, order.length));
                batches.add(pool.submit(() -> batch(epoch, samples)));
                next += samples.length;
            }
            arrived(batches.remove()).forEach(sum::add);
        }
        return order.length;
    }

    private static List<float[]> arrived(Future<List<float[]>> batch) {
        try {
            return batch.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a batch was not read", e);
        }
    }

    private List<float[]> batch(int epoch, int[] samples) throws IOException {
        int length = SIZE * SIZE * CHANNELS;
        List<float[]> images = List.of(new float[samples.length * length], new float[samples.length * length]);
        for (int i = 0; i < samples.length; i++) {
            read(pairs.left().get(samples[i]), epoch, samples[i], 0, images.get(0), i * length);
            read(pairs.right().get(samples[i]), epoch, samples[i], 1, images.get(1), i * length);
        }
        return images;
    }

    private void read(Path file, int epoch, int pair, int image, float[] to, int offset) throws IOException {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (decoded == null
                || decoded.getRaster().getNumBands() != CHANNELS
                || decoded.getRaster().getTransferType() != DataBuffer.TYPE_BYTE) {
            throw new IOException(file + " is not an RGB image");
        }
        int width = decoded.getWidth();
        int height = decoded.getHeight();
        byte[] rgb = (byte[]) decoded.getRaster().getDataElements(0, 0, width, height, null);
        if (augmented) {
            float[] resized = new float[SIZE * SIZE * CHANNELS];
            Bilinear.resize(rgb, width, height, resized, 0);
            Bilinear.move(resized, Moves.toSource(epoch, pair, image), to, offset);
        } else {
            Bilinear.resize(rgb, width, height, to, offset);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
