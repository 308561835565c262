package polyview.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * Objects as bytes: Spark then needs no class of the toolkit where it reads a message, which it does with other class loaders than
 * those of a notebook.
 */
final class Bytes {

    private Bytes() {}

    static byte[] of(Serializable object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + object + ": " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    static Object object(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was sent: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this executor lacks the class " + e.getMessage(), e);
        }
    }
}
