package polyview.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import polyview.models.EngineState;

/**
 * What every part is asked in a round.
 *
 * @param epoch the number of the epoch, from 0
 * @param firstStep of the round, counted in the epoch from 0
 * @param state what the round begins with
 */
record PartRequest(int epoch, long firstStep, EngineState state) {

    byte[] bytes() {
        return ByteForm.write(64 + ByteForm.size(state.variables()), this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(epoch);
        out.writeLong(firstStep);
        out.writeLong(state.seed());
        out.writeLong(state.step());
        out.writeDouble(state.learningRate());
        ByteForm.arrays(out, state.variables());
    }

    static PartRequest of(byte[] bytes) {
        return ByteForm.read(bytes, PartRequest::read);
    }

    private static PartRequest read(DataInputStream in) throws IOException {
        return new PartRequest(
                in.readInt(),
                in.readLong(),
                new EngineState(in.readLong(), in.readLong(), in.readDouble(), ByteForm.arrays(in)));
    }
}
