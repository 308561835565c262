package polyview.rules;

import java.util.ArrayList;
import java.util.List;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;

/** Images, and max pools of them, that the tests of several rules share. */
record PoolCases(int height, int width, int channels, int pool, int step, Padding padding) {

    /** Odd and even sizes, overlapping windows, gaps between them, and both paddings. */
    static List<PoolCases> all() {
        List<PoolCases> cases = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            cases.add(new PoolCases(8, 8, 1, 2, 2, padding));
            cases.add(new PoolCases(7, 9, 3, 3, 2, padding));
            cases.add(new PoolCases(9, 6, 2, 2, 3, padding));
        }
        return cases;
    }

    static PoolCases one() {
        return new PoolCases(8, 7, 2, 2, 2, Padding.VALID);
    }

    SymbolicTensor image(String name) {
        return Input.image(name, height, width, channels);
    }

    SymbolicTensor pooled(SymbolicTensor maps) {
        return new MaxPooling2D(pool).strides(step).padding(padding).apply(maps);
    }
}
