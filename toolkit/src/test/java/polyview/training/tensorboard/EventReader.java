package polyview.training.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader of event files that shares nothing with the writer: record format, checksums and messages are read byte by byte, after
 * the published descriptions of TFRecord, CRC-32C and protocol buffers.
 */
final class EventReader {

    /** One field of a message: a number of up to 64 bits, or bytes. */
    record Field(int number, long bits, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        double asDouble() {
            return Double.longBitsToDouble(bits);
        }

        List<Field> fields() {
            return EventReader.fields(bytes);
        }
    }

    /** What is read of one event; a value of a summary has its fields. */
    record Event(double wallTime, long step, List<Field> fields, Map<String, List<Field>> values) {}

    private EventReader() {}

    /** The only event file of a folder. */
    static List<Event> only(Path folder) throws IOException {
        List<Path> files = files(folder);
        assertEquals(1, files.size(), files.toString());
        return read(files.get(0));
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    static List<Event> read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        for (byte[] record : records(Files.readAllBytes(file))) {
            events.add(event(record));
        }
        return events;
    }

    /** Refuses what is cut, and every wrong checksum. */
    static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] head = new byte[8];
            in.get(head);
            assertEquals(masked(head), in.getInt(), "checksum of a length");
            byte[] record = new byte
                    [Math.toIntExact(
                            ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong())];
            in.get(record);
            assertEquals(masked(record), in.getInt(), "checksum of a record");
            records.add(record);
        }
        return records;
    }

    /** CRC-32C bit by bit, by its polynomial, and TFRecord's mask. */
    static int masked(byte[] bytes) {
        int crc = crc(bytes);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    static int crc(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
            }
        }
        return ~crc;
    }

    private static Event event(byte[] record) {
        List<Field> fields = fields(record);
        double wallTime = 0;
        long step = 0;
        Map<String, List<Field>> values = new TreeMap<>();
        for (Field field : fields) {
            switch (field.number()) {
                case 1 -> wallTime = field.asDouble();
                case 2 -> step = field.bits();
                case 5 -> {
                    for (Field value : field.fields()) {
                        values.put(
                                one(value.fields(), 1).text(),
                                value.fields().stream()
                                        .filter(f -> f.number() != 1)
                                        .toList());
                    }
                }
                default -> {}
            }
        }
        return new Event(wallTime, step, fields, values);
    }

    static Field one(List<Field> fields, int number) {
        List<Field> found = fields.stream().filter(f -> f.number() == number).toList();
        assertEquals(1, found.size(), "field " + number);
        return found.get(0);
    }

    static List<Field> fields(byte[] message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, 0, bytes));
                }
                case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
                default -> throw new IllegalArgumentException("no wire type " + (key & 7));
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** All scalars of some events: by tag, the value of each step. */
    static Map<String, Map<Long, Float>> scalars(List<Event> events) {
        Map<String, Map<Long, Float>> all = new TreeMap<>();
        for (Event event : events) {
            event.values().forEach((tag, fields) -> {
                for (Field field : fields) {
                    if (field.number() == 2) {
                        all.computeIfAbsent(tag, t -> new TreeMap<>())
                                .put(event.step(), Float.intBitsToFloat((int) field.bits()));
                    }
                }
            });
        }
        return all;
    }

    /** A packed list of doubles. */
    static double[] doubles(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[packed.length / 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }
}
