package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import polyview.base.Checks;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/** Draws {@link ImagePlots#misclassified(Dataset, FloatArray, int, List)}. */
final class WrongSamples {

    private static final int BATCH = 32;

    private static final int LINE = 40;

    private WrongSamples() {}

    /** A misclassified sample. */
    private record Wrong(int sample, double margin, int truth, int predicted, Batch data) {}

    /** The most confident prediction first; of equal ones, the first sample. */
    private static final Comparator<Wrong> CLEAREST =
            Comparator.comparingDouble((Wrong w) -> -w.margin).thenComparingInt(w -> w.sample);

    static BufferedImage draw(Dataset data, Decisions decisions, int count, List<String> classes) {
        Checks.requirePositive("count", count);
        List<String> names = decisions.names(classes.isEmpty() ? data.classNames() : classes);
        SampleViews.requireImages(data);
        if (data.size() != decisions.samples()) {
            // Also where some cannot be read: another pass may have left out other samples, even if as many.
            throw wrongRowCount(decisions, data.size() + " samples");
        }
        List<Wrong> wrong = find(data, decisions, count);
        if (wrong.isEmpty()) {
            return text("none of " + decisions.samples() + " samples is wrong");
        }
        List<List<FloatArray>> inputs =
                wrong.stream().map(w -> w.data().inputs()).toList();
        List<FloatArray> together = new ArrayList<>();
        for (int input = 0; input < inputs.get(0).size(); input++) {
            int i = input;
            together.add(
                    FloatArray.concat(inputs.stream().map(one -> one.get(i)).toList()));
        }
        List<String> captions = wrong.stream()
                .map(w -> SampleViews.caption(names.get(w.truth()), names.get(w.predicted())))
                .toList();
        return SampleViews.grid(together, data.inputNames()).captions(captions).draw();
    }

    private static List<Wrong> find(Dataset data, Decisions decisions, int count) {
        PriorityQueue<Wrong> clearest = new PriorityQueue<>(CLEAREST.reversed());
        int before = 0;
        try (Epoch epoch = data.epoch(BATCH, Order.asStored())) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                if (batch.targets().size() != 1) {
                    throw new IllegalArgumentException("data must have one target of class indices, got "
                            + batch.targets().size() + " targets");
                }
                if (before + batch.size() > decisions.samples()) {
                    throw wrongRowCount(decisions, before + batch.size() + " samples or more");
                }
                int[] truths = decisions.truths(batch.targets().get(0), before);
                for (int i = 0; i < truths.length; i++) {
                    int sample = before + i;
                    int predicted = decisions.predicted(sample);
                    if (predicted != truths[i]) {
                        int row = i;
                        Batch one = new Batch(
                                batch.inputs().stream().map(a -> a.rows(row)).toList(), List.of());
                        clearest.add(new Wrong(sample, decisions.margin(sample), truths[i], predicted, one));
                    }
                    if (clearest.size() > count) {
                        clearest.remove();
                    }
                }
                before += batch.size();
            }
        }
        if (before != decisions.samples()) {
            throw wrongRowCount(decisions, before + " samples");
        }
        return clearest.stream().sorted(CLEAREST).toList();
    }

    private static IllegalArgumentException wrongRowCount(Decisions decisions, String given) {
        return new IllegalArgumentException(
                "scores must have a row for each sample of data, got " + decisions.samples() + " rows for " + given);
    }

    private static BufferedImage text(String text) {
        BufferedImage image =
                new BufferedImage(Style.widest(List.of(text)) + 4 * GridPainter.GAP, LINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), LINE);
        g.setColor(Style.TEXT);
        g.setFont(Style.SMALL);
        g.drawString(text, 2 * GridPainter.GAP, LINE / 2 + 4);
        g.dispose();
        return image;
    }
}
