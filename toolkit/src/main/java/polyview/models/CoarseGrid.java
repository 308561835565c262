package polyview.models;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.rules.GraphEdit;

/**
 * How many rows and columns of an image a tile must be moved by, so that the strides of a program meet the same pixels: the product of the
 * strides on the way to its coarsest feature maps.
 *
 * <p>Known are convolutions, transposed ones, poolings, and ops that look at each pixel alone. What comes behind another op is not known, and asks
 * for nothing.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
record CoarseGrid(long rows, long columns) {

    private static final Set<String> COARSER = Set.of("Conv2D", "DepthwiseConv2dNative", "MaxPool", "AvgPool");
    private static final String FINER = "Conv2DBackpropInput";
    private static final Set<String> SAME = Set.of(
            "Identity",
            "Cast",
            "BiasAdd",
            "FusedBatchNormV3",
            "ConcatV2",
            "Add",
            "AddV2",
            "Sub",
            "Mul",
            "Maximum",
            "Minimum",
            "Abs",
            "Relu",
            "Relu6",
            "LeakyRelu",
            "Elu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Tanh",
            "Softmax");

    /** Pixels of the image for one of a feature map along one axis: {@code down / up}, reduced. */
    private record Ratio(long down, long up) {

        Ratio times(long strides, long finer) {
            long common = gcd(down * strides, up * finer);
            return new Ratio(down * strides / common, up * finer / common);
        }
    }

    /** Of a feature map, along both axes. */
    private record Grid(Ratio rows, Ratio columns) {}

    static CoarseGrid of(Program program) {
        GraphDef graph;
        try {
            graph = GraphDef.parseFrom(program.graphDef());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a program holds a graph", e);
        }
        Map<String, Optional<Grid>> grids = new HashMap<>();
        for (Program.Port port : program.inputs()) {
            boolean image = port.shape().numDimensions() == 4;
            Ratio one = new Ratio(1, 1);
            grids.put(GraphEdit.nodeOf(port.tensor()), image ? Optional.of(new Grid(one, one)) : Optional.empty());
        }
        Map<String, NodeDef> nodes = new HashMap<>();
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        List<String> outputs = program.outputs().stream()
                .map(port -> GraphEdit.nodeOf(port.tensor()))
                .toList();
        outputs.forEach(output -> grid(output, nodes, grids));
        CoarseGrid coarse = new CoarseGrid(1, 1);
        for (Optional<Grid> grid : grids.values()) {
            if (grid.isPresent()) {
                coarse = new CoarseGrid(
                        leastCommonMultiple(coarse.rows, grid.get().rows().down()),
                        leastCommonMultiple(coarse.columns, grid.get().columns().down()));
            }
        }
        return coarse;
    }

    private static Optional<Grid> grid(String name, Map<String, NodeDef> nodes, Map<String, Optional<Grid>> grids) {
        if (grids.containsKey(name)) {
            return grids.get(name);
        }
        // Until it is known: the loops of a graph come back to where they began.
        grids.put(name, Optional.empty());
        NodeDef node = nodes.get(name);
        Optional<Grid> before = Optional.empty();
        boolean one = true;
        for (String input : node.getInputList()) {
            Optional<Grid> found = grid(GraphEdit.nodeOf(input), nodes, grids);
            one &= found.isEmpty() || before.isEmpty() || found.equals(before);
            before = before.or(() -> found);
        }
        Optional<Grid> own = one ? before.flatMap(grid -> after(node, grid)) : Optional.empty();
        grids.put(name, own);
        return own;
    }

    private static Optional<Grid> after(NodeDef node, Grid grid) {
        if (SAME.contains(node.getOp())) {
            return Optional.of(grid);
        }
        boolean coarser = COARSER.contains(node.getOp());
        if (!coarser && !node.getOp().equals(FINER)) {
            return Optional.empty();
        }
        // NHWC: (1, rows, columns, 1).
        List<Long> strides = node.getAttrOrThrow("strides").getList().getIList();
        long rows = strides.get(1);
        long columns = strides.get(2);
        return Optional.of(
                coarser
                        ? new Grid(grid.rows().times(rows, 1), grid.columns().times(columns, 1))
                        : new Grid(grid.rows().times(1, rows), grid.columns().times(1, columns)));
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static long leastCommonMultiple(long a, long b) {
        return a / gcd(a, b) * b;
    }

    /** Refuses a tile or an overlap with which a margin cannot give the answers of the whole image. */
    void requireWhole(Tiling tiling, TileAxis rowsOfTiles, TileAxis columnsOfTiles) {
        requireWhole("rows", rows, tiling.height(), tiling.overlap(), rowsOfTiles);
        requireWhole("columns", columns, tiling.width(), tiling.overlap(), columnsOfTiles);
    }

    private static void requireWhole(String axis, long multiple, int tile, int overlap, TileAxis tiles) {
        if (tiles.count() > 1 && (tile % multiple != 0 || overlap % multiple != 0)) {
            throw new IllegalArgumentException("with a margin, tile and overlap must have multiples of " + multiple
                    + " "
                    + axis + ", as the model makes one of so many, got a tile of " + tile + " and an overlap of "
                    + overlap + ": take " + up(tile, multiple) + " and " + up(overlap, multiple) + ", or no margin");
        }
    }

    private static long up(int pixels, long multiple) {
        return (pixels + multiple - 1) / multiple * multiple;
    }
}
