package polyview.models;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tensorflow.proto.GraphDef;
import polyview.base.Sha256;

/** What {@link Program#fingerprint()} is made of: the graph in one order, the ends, and the numbers beside the graph. */
final class ProgramFingerprint {

    private ProgramFingerprint() {}

    static String of(Program program) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            // TensorFlow writes the attributes of a node in an order that differs from process to process.
            out.useDeterministicSerialization();
            GraphDef.parseFrom(program.graphDef()).writeTo(out);
            out.flush();
            bytes.writeBytes(ProgramText.write(program, 0).getBytes(StandardCharsets.UTF_8));
            return Sha256.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the program's graph cannot be read", e);
        }
    }
}
