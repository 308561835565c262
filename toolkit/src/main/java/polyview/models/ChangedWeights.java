package polyview.models;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.op.Op;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;
import polyview.base.Startup;
import polyview.optimizers.WeightDecay;

/**
 * Which variables the ops of an optimizer change when they run: what no returned op leads to never runs, and a weight that is
 * forgotten so would stay as it is while the training looks well.
 */
final class ChangedWeights {

    static {
        Startup.begin();
    }

    private ChangedWeights() {}

    /**
     * The names of the variables that change when these ops run.
     *
     * @param scope how the names of the optimizer's own ops begin: what is behind them was there before
     */
    static Set<String> by(List<Op> ops, String scope) {
        Set<String> changed = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<GraphOperation> open = new ArrayDeque<>();
        ops.forEach(op -> open.add((GraphOperation) op.op()));
        while (!open.isEmpty()) {
            GraphOperation op = open.remove();
            if (op.name().startsWith(scope) && seen.add(op.name())) {
                // Decay alone trains nothing: a weight that only decays is one that the optimizer has forgotten.
                if (!op.name().contains("/" + WeightDecay.SCOPE)) {
                    for (int input : References.of(op.type())) {
                        changed.add(op.input(input).op().name());
                    }
                }
                op.inputs().forEach(input -> open.add((GraphOperation) input.op()));
                open.addAll(op.controlInputs());
            }
        }
        return changed;
    }

    /** The inputs that an op may change in place, by its type, as TensorFlow tells them; looked up once. */
    private static final class References {

        static {
            Startup.begin();
        }

        private static final Map<String, List<Integer>> ALL = all();

        static List<Integer> of(String type) {
            return ALL.getOrDefault(type, List.of());
        }

        private static Map<String, List<Integer>> all() {
            Map<String, List<Integer>> all = new HashMap<>();
            for (OpDef op : ops().getOpList()) {
                List<Integer> references = new ArrayList<>();
                for (int i = 0; i < op.getInputArgCount(); i++) {
                    if (op.getInputArg(i).getIsRef()) {
                        references.add(i);
                    }
                }
                all.put(op.getName(), references);
            }
            return all;
        }

        private static OpList ops() {
            TF_Buffer buffer = tensorflow.TF_GetAllOpList();
            try {
                return OpList.parseFrom(buffer.data().capacity(buffer.length()).asByteBuffer());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("TensorFlow's list of ops cannot be read: " + e.getMessage(), e);
            } finally {
                tensorflow.TF_DeleteBuffer(buffer);
            }
        }
    }
}
