package polyview.travel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * An object as bytes for another process.
 */
public final class Bundle {

    private Bundle() {}

    public static byte[] of(String what, Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Out out = new Out(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot travel: " + e, e);
        }
        return bytes.toByteArray();
    }

    public static Object open(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open: " + e, e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("cannot open: " + e, e);
        }
    }

    private static final class Out extends ObjectOutputStream {
        Out(ByteArrayOutputStream to) throws IOException {
            super(to);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            return Stand.of(object);
        }
    }
}
