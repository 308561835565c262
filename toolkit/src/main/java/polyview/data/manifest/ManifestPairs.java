package polyview.data.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyview.base.Checks;
import polyview.base.Seeds;

/** Pairs of the rows of a manifest with labels: of one class, or of two. */
final class ManifestPairs {

    /** The inputs of pairs; the label's column is named like its class 1. */
    static final List<String> INPUTS = List.of("first", "second");

    static final List<String> CLASSES = List.of("different", "same");

    private final Manifest manifest;
    private final List<Integer> usable = new ArrayList<>();
    private final List<List<Integer>> rowsOfClass = new ArrayList<>();

    ManifestPairs(Manifest manifest) {
        this.manifest = manifest;
        if (manifest.inputColumns().size() != 1
                || manifest.inputColumns().get(0).kind() != SampleColumn.Kind.IMAGE) {
            throw new IllegalArgumentException(
                    "pairs needs one image a row, " + manifest.source() + " has " + manifest.inputs());
        }
        manifest.classCounts().forEach((name, count) -> rowsOfClass.add(new ArrayList<>()));
        for (int row = 0; row < manifest.size(); row++) {
            rowsOfClass.get(manifest.label(row)).add(row);
        }
        rowsOfClass.stream().filter(rows -> rows.size() > 1).forEach(usable::addAll);
        long classes = rowsOfClass.stream().filter(rows -> !rows.isEmpty()).count();
        if (usable.isEmpty() || classes < 2) {
            throw new IllegalArgumentException("pairs needs two classes, and one of them with two images, "
                    + manifest.source() + " has " + manifest.classCounts());
        }
    }

    Manifest draw(int count, long seed) {
        Checks.requireNotNegative("count", count);
        ManifestRows.Builder pairs =
                ManifestRows.Builder.ofImages(manifest.source() + " in pairs", "pair", manifest.folder(), INPUTS);
        ClassNames labels = new ClassNames(CLASSES);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = Seeds.stream(seed, i);
            // One draw for each two neighbours decides whether the even one is of one class.
            boolean same = Seeds.stream(seed, -1, i / 2).nextBoolean() == (i % 2 == 0);
            int first = usable.get(random.nextInt(usable.size()));
            int second = same ? ofOneClass(first, random) : ofTwoClasses(first, random);
            pairs.path(0, manifest.text(first, 0));
            pairs.path(1, manifest.text(second, 0));
            labels.add(CLASSES.get(same ? 1 : 0));
            pairs.end(i + 1);
        }
        return pairs.labelled("pair", labels);
    }

    /** Another image of the same class. */
    private int ofOneClass(int row, SplittableRandom random) {
        List<Integer> rows = rowsOfClass.get(manifest.label(row));
        int other = random.nextInt(rows.size() - 1);
        return rows.get(other) == row ? rows.get(rows.size() - 1) : rows.get(other);
    }

    /** An image of another class: first the class, each equally likely, then the image. */
    private int ofTwoClasses(int row, SplittableRandom random) {
        List<List<Integer>> others = new ArrayList<>();
        for (int c = 0; c < rowsOfClass.size(); c++) {
            if (c != manifest.label(row) && !rowsOfClass.get(c).isEmpty()) {
                others.add(rowsOfClass.get(c));
            }
        }
        List<Integer> rows = others.get(random.nextInt(others.size()));
        return rows.get(random.nextInt(rows.size()));
    }
}
