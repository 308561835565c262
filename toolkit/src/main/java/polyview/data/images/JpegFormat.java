package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * JPEG. It reads the frame header of a file by walking over the markers before it.
 *
 * <p>Bytes between two parts are skipped, as libjpeg does. Source: ITU-T T.81, annex B.
 */
final class JpegFormat extends TensorFlowFormat {

    private static final String HEADER = "JPEG header";
    private static final int MARK = 0xFF;
    private static final int AFTER_START = 2;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int RESERVED = 0xC8;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int TEMPORARY = 0x01;
    private static final int APPLICATION_1 = 0xE1;

    JpegFormat() {
        super("JPEG", List.of("jpg", "jpeg"), true, "ffd8ff");
    }

    @Override
    public ImageHeader header(byte[] file) throws IOException {
        return new Markers(file).frame();
    }

    /** A position in one file while its parts are read. */
    private static final class Markers {
        private final byte[] file;
        private final ByteBuffer in;
        private int at = AFTER_START;
        private Orientation orientation = Orientation.UPRIGHT;

        Markers(byte[] file) {
            this.file = file;
            in = ByteBuffer.wrap(file);
        }

        private ImageHeader frame() throws IOException {
            while (true) {
                int marker = nextMarker();
                if (marker == START || marker == END || marker == SCAN) {
                    throw new IOException("the JPEG has no header before its marker " + Integer.toHexString(marker));
                }
                if (marker == TEMPORARY || marker >= FIRST_RESTART && marker <= LAST_RESTART) {
                    continue;
                }
                ImageHeader.requireLength(at + 2L, file, HEADER);
                int length = size(at);
                if (length < 2) {
                    throw new IOException("the JPEG is damaged: it has a part of length " + length);
                }
                ImageHeader.requireLength((long) at + length, file, HEADER);
                if (marker >= FIRST_FRAME
                        && marker <= LAST_FRAME
                        && marker != HUFFMAN_TABLES
                        && marker != RESERVED
                        && marker != ARITHMETIC_TABLES) {
                    return frame(marker - FIRST_FRAME, length);
                }
                if (marker == APPLICATION_1) {
                    orientation = Exif.ofJpeg(file, at + 2, length - 2).orElse(orientation);
                }
                at += length;
            }
        }

        /** The next marker after the fill bytes; the position moves to after it. */
        private int nextMarker() throws IOException {
            int marker;
            do {
                while (at < file.length && (file[at] & 0xFF) != MARK) {
                    at++;
                }
                while (at < file.length && (file[at] & 0xFF) == MARK) {
                    at++;
                }
                ImageHeader.requireLength(at + 1L, file, HEADER);
                marker = file[at++] & 0xFF;
            } while (marker == 0);
            return marker;
        }

        private ImageHeader frame(int kind, int length) throws IOException {
            String unread = unread(kind);
            if (!unread.isEmpty()) {
                throw new IOException("a JPEG of kind SOF" + kind + " is not supported: " + unread);
            }
            int channels = length < 8 ? 0 : file[at + 7] & 0xFF;
            if (length != 8 + 3 * channels) {
                throw new IOException("the JPEG is damaged: its header has " + length + " bytes");
            }
            int bits = file[at + 2] & 0xFF;
            if (bits != 8) {
                throw new IOException("a JPEG with " + bits + " bits a channel is not supported, it must have 8");
            }
            ImageHeader.requirePixels("JPEG", size(at + 5), size(at + 3));
            if (channels != 1 && channels != 3 && channels != 4) {
                throw new IOException("a JPEG with " + channels + " channels is not supported, it must have 1, 3 or 4");
            }
            return new ImageHeader("JPEG", size(at + 5), size(at + 3), channels, bits)
                    .solid()
                    .turned(orientation);
        }

        /** The kind of JPEG where libjpeg-turbo, TensorFlow's decoder, cannot read it; else empty. */
        private static String unread(int kind) {
            return switch (kind) {
                case 0, 1, 2, 9, 10 -> "";
                case 3, 11 -> "lossless";
                case 7, 15 -> "lossless in several layers";
                default -> "in several layers";
            };
        }

        private int size(int where) {
            return Short.toUnsignedInt(in.getShort(where));
        }
    }
}
