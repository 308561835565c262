package polyview.travel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of a bundle: a number that begins it, the class files, and what {@link BundleWriter} wrote. */
final class BundleForm {

    /** "PVB1". */
    private static final int FIRST = 0x50564231;

    private BundleForm() {}

    static byte[] bytes(Map<String, byte[]> classes, GrowingBytes objects) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(head)) {
            out.writeInt(FIRST);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> file : classes.entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        }
        if (objects.size() > GrowingBytes.MOST - head.size()) {
            throw new IOException("it has more than " + GrowingBytes.MOST + " bytes");
        }
        byte[] bytes = Arrays.copyOf(head.toByteArray(), head.size() + objects.size());
        objects.copyTo(bytes, head.size());
        return bytes;
    }

    static Object open(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (bytes.length < Integer.BYTES || in.readInt() != FIRST) {
                throw new IllegalArgumentException("cannot open a bundle: its first bytes are not those of one");
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            ClassLoader loader = classes.isEmpty() ? BundleForm.class.getClassLoader() : new CellLoader(classes);
            return read(in, loader);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot open a bundle: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "cannot open a bundle: class " + e.getMessage()
                            + " is not here: it must be on the class path of all places",
                    e);
        }
    }

    private static Object read(InputStream from, ClassLoader loader) throws IOException, ClassNotFoundException {
        try (Reader in = new Reader(from, loader)) {
            for (int left = in.readInt(); left > 0; left--) {
                String owner = in.readUTF();
                String name = in.readUTF();
                set(Class.forName(owner, false, loader), name, in.readObject());
            }
            return in.readObject();
        }
    }

    private static void set(Class<?> owner, String variable, Object value) {
        try {
            CellVariables.field(owner, variable).set(null, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "cannot open a bundle: the variable " + variable + " of a cell: " + e, e);
        }
    }

    /** Finds classes by one loader. */
    private static final class Reader extends ObjectInputStream {
        private final ClassLoader loader;

        Reader(InputStream from, ClassLoader loader) throws IOException {
            super(from);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
