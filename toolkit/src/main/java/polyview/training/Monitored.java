package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Columns of the history that a callback follows; the metric says which way is better, a loss is to shrink. */
final class Monitored {

    private Monitored() {}

    /** The columns of loss and metrics that the history will have, in their order. */
    static List<String> columns(Callback.Run run) {
        List<String> names = new ArrayList<>(run.values().keySet());
        if (run.options().validation().isPresent()) {
            run.values().keySet().forEach(name -> names.add("val_" + name));
        }
        return names;
    }

    /** Refuses, before the first epoch, a column that the history will not have. */
    static void require(Callback.Run run, String column) {
        List<String> names = columns(run);
        if (!names.contains(column)) {
            boolean missing =
                    column.startsWith("val_") && run.options().validation().isEmpty();
            throw new IllegalArgumentException("no value named " + column + "; there are " + names
                    + (missing ? ", since no validation data are given" : ""));
        }
    }

    /** The value of an epoch, turned so that a smaller one is better. */
    static double falling(Callback.Run run, String column, History.EpochLog log) {
        Map<String, Boolean> ways = run.engine().training().higherIsBetter();
        boolean higher = ways.getOrDefault(column, ways.get(column.replaceFirst("^val_", "")));
        return higher ? -log.get(column) : log.get(column);
    }
}
