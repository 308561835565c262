package polyview.data;

import java.util.List;
import java.util.stream.IntStream;

/** Some rows of a source, to be split again by keys that are known already. */
record PartSource<T>(SplitSource<T> source, int[] rows) implements SplitSource<T> {

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public T part(int... of) {
        return source.part(IntStream.of(of).map(i -> rows[i]).toArray());
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public String where(int row) {
        return source.where(rows[row]);
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }
}
