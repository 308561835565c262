package polyview.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A source whose parts are made into something else. */
record MappedSource<T, U>(SplitSource<T> source, Function<? super T, ? extends U> how) implements SplitSource<U> {

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public U part(int... rows) {
        return how.apply(source.part(rows));
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public String where(int row) {
        return source.where(row);
    }

    @Override
    public int[] identities() {
        return source.identities();
    }

    @Override
    public Optional<int[]> classes() {
        return source.classes();
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    @Override
    public Optional<List<String>> groups() {
        return source.groups();
    }

    @Override
    public Optional<double[]> times() {
        return source.times();
    }

    @Override
    public String timeText(int row) {
        return source.timeText(row);
    }
}
