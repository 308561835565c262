package polyview.rules;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** What the rules read from nodes, and the nodes that they make. */
final class Nodes {

    private Nodes() {}

    /** A node of an op, with a type for its attribute T. */
    static NodeDef.Builder of(String op, String name, DataType type, List<String> inputs) {
        return NodeDef.newBuilder().setOp(op).setName(name).addAllInput(inputs).putAttr("T", type(type));
    }

    /** An op on 32-bit floats. */
    static NodeDef floats(String op, String name, String... inputs) {
        return of(op, name, DataType.DT_FLOAT, List.of(inputs)).build();
    }

    static NodeDef constant(String name, TensorProto value) {
        return NodeDef.newBuilder()
                .setOp("Const")
                .setName(name)
                .putAttr("dtype", type(value.getDtype()))
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
                .build();
    }

    /** A vector of one whole number. */
    static NodeDef vector(String name, int value) {
        return constant(
                name,
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_INT32)
                        .setTensorShape(TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
                        .addIntVal(value)
                        .build());
    }

    static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }

    static AttrValue text(String text) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
    }

    static AttrValue ints(List<Long> values) {
        return AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addAllI(values))
                .build();
    }

    static AttrValue whole(long value) {
        return AttrValue.newBuilder().setI(value).build();
    }

    /** Whether it computes with 32-bit floats. */
    static boolean isFloat(NodeDef node) {
        return attribute(node, "T").getType() == DataType.DT_FLOAT;
    }

    /** Whether its images have their channels last; an op without the attribute has. */
    static boolean channelsLast(NodeDef node) {
        String format = attribute(node, "data_format").getS().toStringUtf8();
        return format.isEmpty() || format.equals("NHWC");
    }

    static AttrValue attribute(NodeDef node, String name) {
        return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
    }

    /** The whole numbers of a constant of 32 or 64 bits; empty for any other node. */
    static Optional<List<Long>> wholeNumbers(NodeDef node) {
        TensorProto tensor = attribute(node, "value").getTensor();
        boolean wide = tensor.getDtype() == DataType.DT_INT64;
        if (!node.getOp().equals("Const") || !wide && tensor.getDtype() != DataType.DT_INT32) {
            return Optional.empty();
        }
        int count = (int) tensor.getTensorShape().getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .reduce(1, (a, b) -> a * b);
        if (!tensor.getTensorContent().isEmpty()) {
            var bytes = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(IntStream.range(0, count)
                    .mapToObj(i -> wide ? bytes.getLong(8 * i) : (long) bytes.getInt(4 * i))
                    .toList());
        }
        List<Long> written = wide
                ? tensor.getInt64ValList()
                : tensor.getIntValList().stream().map(Integer::longValue).toList();
        // The last one stands for all that follow; none is 0.
        return Optional.of(IntStream.range(0, count)
                .mapToObj(i -> written.isEmpty() ? 0L : written.get(Math.min(i, written.size() - 1)))
                .toList());
    }
}
