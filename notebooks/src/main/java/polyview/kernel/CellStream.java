package polyview.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** {@code System.out} or {@code System.err} of the cells: UTF-8 bytes in, text in the {@link Outbox} out. */
final class CellStream extends OutputStream {
    private final StreamType stream;
    private final Outbox outbox;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** The first bytes of a character whose last bytes have not come yet. */
    private byte[] rest = new byte[0];

    private CellStream(StreamType stream, Outbox outbox) {
        this.stream = stream;
        this.outbox = outbox;
    }

    /** A print stream in UTF-8, without a buffer of its own: what is printed is in the outbox at once. */
    static PrintStream of(StreamType stream, Outbox outbox) {
        return new PrintStream(new CellStream(stream, outbox), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + length);
        in.put(rest).put(bytes, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.reset().decode(in, out, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        if (out.flip().hasRemaining()) {
            outbox.text(stream, out.toString());
        }
    }
}
