package polyview.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyview.models.NotFiniteException;

/**
 * Why a step of a part was not done, where asking another machine would give the same: a number that is not finite, or a batch that the
 * model refuses.
 *
 * @param notFinite what kind of number; empty for a refusal
 * @param message what was said
 * @param samples the numbers of the samples in the batch
 */
record PartFailure(Optional<NotFiniteException.Kind> notFinite, String message, List<Integer> samples) {

    /** The exception, as the step of one machine would throw it. */
    RuntimeException exception(int part) {
        return notFinite
                .<RuntimeException>map(kind -> new NotFiniteException(kind, message))
                .orElseGet(() ->
                        new IllegalArgumentException(message + " (in part " + part + ", samples " + samples + ")"));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(notFinite.map(Enum::name).orElse(""));
        out.writeUTF(message);
        out.writeInt(samples.size());
        for (int sample : samples) {
            out.writeInt(sample);
        }
    }

    static PartFailure read(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        String message = in.readUTF();
        int count = in.readInt();
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(in.readInt());
        }
        return new PartFailure(
                kind.isEmpty() ? Optional.empty() : Optional.of(NotFiniteException.Kind.valueOf(kind)),
                message,
                samples);
    }
}
