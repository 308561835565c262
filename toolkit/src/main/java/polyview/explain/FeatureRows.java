package polyview.explain;

import java.util.Arrays;
import java.util.List;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.LayerUse;

/** Which row of a layer's feature maps is that of a view, in each sample: inside a layer for every view, views are rows. */
final class FeatureRows {

    private FeatureRows() {}

    /** A row for each sample; -1 where the view is missing. */
    static int[] of(LayerUse use, ViewPixels view, List<String> names, List<FloatArray> inputs, int rows) {
        int samples = inputs.get(0).size(0);
        int[] places = new int[samples];
        if (use.presence().isPresent()) {
            return present(inputs.get(names.indexOf(use.presence().get())), view);
        }
        if (rows != (long) samples * view.views()) {
            throw new IllegalArgumentException(
                    rows == samples
                            ? "layer " + use.layer() + " sees all " + Shapes.count(view.views(), "view") + " of input "
                                    + view.view().input() + " at once: it has no map of each"
                            : "layer " + use.layer() + " gives " + rows + " rows for " + samples + " samples of "
                                    + Shapes.count(view.views(), "view") + ": which are whose is not known");
        }
        Arrays.setAll(places, n -> n * view.views() + view.part());
        return places;
    }

    /** Only views that are present are computed, in their order; above one half counts as 1. */
    private static int[] present(FloatArray presence, ViewPixels view) {
        int[] places = new int[presence.size(0)];
        int next = 0;
        for (int n = 0; n < places.length; n++) {
            places[n] = -1;
            for (int v = 0; v < view.views(); v++) {
                if (presence.get(n, v) > 0.5f) {
                    places[n] = v == view.part() ? next : places[n];
                    next++;
                }
            }
        }
        return places;
    }
}
