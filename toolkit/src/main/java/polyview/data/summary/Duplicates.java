package polyview.data.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import polyview.base.Startup;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Images that occur more than once, found by content: in training and test, where they make the test result too good, or within one
 * part. They are told, never removed.
 *
 * <p>{@link #ofBytes} compares files by the SHA-256 of their bytes, and reads only files that have the length of another one. {@link
 * #ofPixels} compares what a model is fed with, and so finds an image that was written anew without loss; images that become equal only by
 * the resizing of a generator count too. Only the images of inputs are looked at, not masks and other targets.
 *
 * <pre>{@code
 * var shared = Duplicates.ofBytes(train, test);
 * shared.betweenParts()     // 3
 * shared.table()            // image  part    row  column  path      between
 *                           // 1      part 1  2    left    l/1.png   true
 *                           // 1      part 2  9    left    l/8.png   true
 * }</pre>
 *
 * <p>A long look shows its progress, and an interrupt of the thread stops it, see {@link polyview.base.Scan}. Two images of one picture
 * that differ in a bit, such as two JPEG files of it, are not found.
 */
public final class Duplicates {

    static {
        Startup.begin();
    }

    /** Where an image is: a column of a row of a part. */
    record Place(int index, String part, int row, int line, String column, String path) {}

    /** What could not be read. */
    record Unread(Place place, String reason) {}

    private final List<List<Place>> images;
    private final List<Unread> unread;

    Duplicates(List<List<Place>> images, List<Unread> unread) {
        Comparator<Place> order = Comparator.comparingInt(Place::index)
                .thenComparingInt(Place::line)
                .thenComparing(Place::column);
        this.images = images.stream()
                .map(places -> places.stream().sorted(order).toList())
                .sorted((a, b) -> order.compare(a.get(0), b.get(0)))
                .toList();
        this.unread = List.copyOf(unread);
    }

    /** By the bytes of the files, in parts named {@code part 1}, {@code part 2}, ...; one part is looked at within itself. */
    public static Duplicates ofBytes(Manifest... parts) {
        return ContentScan.ofBytes(names(parts.length), List.of(parts));
    }

    /** The same with names for the parts. */
    public static Duplicates ofBytes(Map<String, Manifest> parts) {
        return ContentScan.ofBytes(List.copyOf(parts.keySet()), List.copyOf(parts.values()));
    }

    /** By the pixels that a model is fed with, before random changes; parts are named as in {@link #ofBytes(Manifest...)}. */
    public static Duplicates ofPixels(MultiInputGenerator... parts) {
        return ContentScan.ofPixels(names(parts.length), List.of(parts));
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(p -> "part " + p).toList();
    }

    /**
     * A row for each place of an image that occurs more than once: {@code image}, which counts the images from 1; {@code part}, {@code
     * row} (the line of the CSV file, see {@link Manifest#line}), {@code column} and {@code path} of the place; and {@code between},
     * whether the image is in several parts.
     */
    public Table table() {
        IntColumn image = IntColumn.create("image");
        StringColumn part = StringColumn.create("part");
        IntColumn row = IntColumn.create("row");
        StringColumn column = StringColumn.create("column");
        StringColumn path = StringColumn.create("path");
        BooleanColumn between = BooleanColumn.create("between");
        for (int i = 0; i < images.size(); i++) {
            for (Place place : images.get(i)) {
                image.append(i + 1);
                part.append(place.part());
                row.append(place.line());
                column.append(place.column());
                path.append(place.path());
                between.append(isBetween(images.get(i)));
            }
        }
        return Table.create("duplicates", image, part, row, column, path, between);
    }

    /** A row for each two parts with images in common: {@code part}, {@code other}, {@code images}; a part with itself too. */
    public Table counts() {
        Map<List<Integer>, Integer> counts = new TreeMap<>(
                Comparator.comparing((List<Integer> pair) -> pair.get(0)).thenComparing(pair -> pair.get(1)));
        Map<Integer, String> names = new TreeMap<>();
        for (List<Place> places : images) {
            places.forEach(place -> names.put(place.index(), place.part()));
            pairs(places).forEach(pair -> counts.merge(pair, 1, Integer::sum));
        }
        List<List<Integer>> keys = new ArrayList<>(counts.keySet());
        return Table.create(
                "images in common",
                StringColumn.create("part", keys.stream().map(pair -> names.get(pair.get(0)))),
                StringColumn.create("other", keys.stream().map(pair -> names.get(pair.get(1)))),
                IntColumn.create("images", keys.stream().mapToInt(counts::get).toArray()));
    }

    private static List<List<Integer>> pairs(List<Place> places) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int a = 0; a < places.size(); a++) {
            for (int b = a + 1; b < places.size(); b++) {
                pairs.add(List.of(places.get(a).index(), places.get(b).index()));
            }
        }
        return pairs.stream().distinct().toList();
    }

    /** The number of images that are in several parts. */
    public int betweenParts() {
        return (int) images.stream().filter(Duplicates::isBetween).count();
    }

    /** The number of images that occur more than once in one and the same part. */
    public int withinParts() {
        return (int) images.stream()
                .filter(places ->
                        pairs(places).stream().anyMatch(pair -> pair.get(0).equals(pair.get(1))))
                .count();
    }

    private static boolean isBetween(List<Place> places) {
        return places.stream().map(Place::index).distinct().count() > 1;
    }

    /** What could not be looked at: {@code part}, {@code row}, {@code column}, {@code path}, {@code reason}. */
    public Table unread() {
        return Table.create(
                "not read",
                StringColumn.create("part", unread.stream().map(u -> u.place().part())),
                IntColumn.create(
                        "row", unread.stream().mapToInt(u -> u.place().line()).toArray()),
                StringColumn.create("column", unread.stream().map(u -> u.place().column())),
                StringColumn.create("path", unread.stream().map(u -> u.place().path())),
                StringColumn.create("reason", unread.stream().map(Unread::reason)));
    }

    /** {@code 2 images in several parts, 1 more than once in a part; 3 files not read}, and the table. */
    @Override
    public String toString() {
        return betweenParts() + " images in several parts, " + withinParts() + " more than once in a part"
                + (unread.isEmpty() ? "" : "; " + unread.size() + " files not read")
                + (images.isEmpty() ? "" : "\n" + table().print());
    }
}
