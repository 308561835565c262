package polyview.embeddings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import polyview.base.Unreadable;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/** A gallery in a sealed zip file: arrays of embeddings, labels and samples, and an entry of what numbers cannot tell. */
final class GalleryFile {

    private static final String HEAD = "gallery";
    private static final String VECTORS = "embeddings";
    private static final String LABELS = "labels";
    private static final String SAMPLES = "samples";
    private static final int VERSION = 1;
    /** Version, an empty text, no names. */
    private static final int LEAST = 12;

    private GalleryFile() {}

    static void write(Path file, Gallery gallery) {
        Embeddings entries = gallery.entries();
        byte[] head = head(gallery);
        ArchiveWriter.write(file, to -> {
            to.bytes(HEAD, head);
            to.array(VECTORS, entries.vectors());
            to.numbers(LABELS, IntStream.of(entries.labels()).asDoubleStream().toArray());
            to.numbers(SAMPLES, IntStream.of(entries.samples()).asDoubleStream().toArray());
        });
    }

    private static byte[] head(Gallery gallery) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            text(out, gallery.distance().name());
            List<String> names = gallery.entries().classNames();
            out.writeInt(names.size());
            for (String name : names) {
                text(out, name);
            }
        } catch (IOException e) {
            throw new IllegalStateException("nothing but memory is written to", e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Gallery read(Path file) {
        try (ArchiveReader from = opened(file)) {
            if (!from.has(HEAD) || !from.isSealed()) {
                throw from.refused(HEAD, "the file is no gallery: Gallery.save writes one");
            }
            Head head = head(from);
            FloatArray vectors = from.array(VECTORS);
            try {
                Embeddings entries = Embeddings.read(
                        vectors, whole(from.numbers(LABELS)), whole(from.numbers(SAMPLES)), head.names());
                return Gallery.of(entries, Distance.valueOf(head.distance()));
            } catch (IllegalArgumentException e) {
                throw from.refused(HEAD, e.getMessage());
            }
        }
    }

    /** The end of a zip file tells where all else is: without it a gallery that was cut off and any other file look alike. */
    private static ArchiveReader opened(Path file) {
        try {
            return ArchiveReader.open(file);
        } catch (UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ZipException || cause instanceof EOFException) {
                    throw Unreadable.refused(
                            file,
                            new IOException(
                                    "the file is no gallery, or it is cut off or damaged: Gallery.save writes one", e));
                }
            }
            throw e;
        }
    }

    private record Head(String distance, List<String> names) {}

    private static Head head(ArchiveReader from) {
        byte[] bytes = from.bytes(HEAD);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = bytes.length < LEAST ? -1 : in.readInt();
            if (version != VERSION) {
                throw from.refused(HEAD, "it is of version " + version + ", and this one reads " + VERSION);
            }
            String distance = text(in);
            int count = in.readInt();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(text(in));
            }
            return new Head(distance, names);
        } catch (IOException e) {
            throw from.refused(HEAD, "it is cut off");
        }
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes cannot be there");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static int[] whole(double... numbers) {
        return Arrays.stream(numbers).mapToInt(n -> (int) n).toArray();
    }
}
