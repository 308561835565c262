package polyview.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.core.PartitionedCall;
import org.tensorflow.op.core.StatefulPartitionedCall;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/**
 * The op that has a hand-written gradient instead of TensorFlow's: {@code IdentityN(x1, ..., y)}.
 *
 * <p>The op gives its inputs unchanged, and its last output is the result. TensorFlow has no gradient for it in C++, so one
 * can be registered from Java: it calls the TensorFlow function that an attribute of the op names. So the gradients are part of
 * the graph, and Java keeps no state. Only one adapter is ever registered, because the eleventh crashes the JVM.
 */
final class CustomGradient {

    static {
        Startup.begin();
    }

    /** Attributes that TensorFlow does not know begin with an underscore. */
    private static final String FUNCTION = "_backward_function";

    private static final String CALL = "_backward_call";
    private static final String SHAPES = "_backward_shapes";

    private static boolean registered;

    private CustomGradient() {}

    static Operand<TFloat32> add(
            Ops tf, Graph graph, List<Operand<TFloat32>> inputs, Operand<TFloat32> y, TracedBackward backward) {
        register();
        List<Shape> shapes = inputs.stream().map(Operand::shape).toList();
        List<Output<?>> values = new ArrayList<>();
        inputs.forEach(x -> values.add(x.asOutput()));
        // TensorFlow's own gradient stops here, whatever the ops of the forward function are.
        values.add(tf.stopGradient(y).asOutput());
        OperationBuilder op = tf.scope().opBuilder(IdentityN.OP_NAME, "WithGradient");
        op.addInputList(values.toArray(Output<?>[]::new));
        try (ConcreteFunction function = backward.trace(shapes, y.shape())) {
            graph.attachFunction(function);
            op.setAttr(FUNCTION, function.getDefinedName());
            op.setAttr(CALL, function.isStateful() ? StatefulPartitionedCall.OP_NAME : PartitionedCall.OP_NAME);
        }
        op.setAttr(SHAPES, shapes.toArray(Shape[]::new));
        return op.build().output(inputs.size());
    }

    private static synchronized void register() {
        if (!registered) {
            if (!TensorFlow.registerCustomGradient(IdentityN.OP_NAME, CustomGradient::gradients)) {
                throw new IllegalStateException("a gradient of " + IdentityN.OP_NAME
                        + " is already registered, by another library or another class loader");
            }
            registered = true;
        }
    }

    /** Called by {@code addGradients} for every IdentityN, while the graph is locked, so no shape may be queried here. */
    private static List<Operand<?>> gradients(Ops tf, GraphOperation op, List<Output<?>> dys) {
        Optional<String> function = function(op);
        if (function.isEmpty()) {
            return List.copyOf(dys); // not ours: each input is its output
        }
        int last = dys.size() - 1;
        OperationBuilder call = tf.scope().opBuilder(op.attributes().getAttrString(CALL), "Backward");
        List<Output<?>> arguments = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            arguments.add(op.output(i));
        }
        arguments.add(dys.get(last));
        call.addInputList(arguments.toArray(Output<?>[]::new));
        DataType[] types = new DataType[last];
        Arrays.fill(types, DataType.DT_FLOAT);
        call.setAttr("Tout", types);
        call.setAttr(
                "f",
                AttrValue.newBuilder()
                        .setFunc(NameAttrList.newBuilder().setName(function.get()))
                        .build());
        Operation called = call.build();
        Shape[] shapes = op.attributes().getAttrShapeList(SHAPES);
        List<Operand<?>> gradients = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            // Sizes that the backward function left unknown are checked when the graph runs.
            gradients.add(tf.ensureShape(called.<TFloat32>output(i), shapes[i]));
        }
        gradients.add(tf.zerosLike(dys.get(last))); // ends at the stopGradient
        return gradients;
    }

    private static Optional<String> function(GraphOperation op) {
        try {
            return Optional.of(op.attributes().getAttrString(FUNCTION));
        } catch (TFInvalidArgumentException absent) {
            return Optional.empty(); // there is no way to ask first
        }
    }
}
