package polyview.data.summary;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polyview.base.Scan;
import polyview.base.Sha256;
import polyview.base.Unreadable;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import polyview.data.summary.Duplicates.Place;

/** Looks at every image of some parts and notes which of them have the same content. */
final class ContentScan {

    private final Map<String, List<Place>> byContent = new HashMap<>();
    private final List<Duplicates.Unread> unread = new ArrayList<>();

    /** By the bytes of the files; only files that have the length of another one are read. */
    static Duplicates ofBytes(List<String> names, List<Manifest> parts) {
        ContentScan scan = new ContentScan();
        Map<Long, List<Place>> byLength = scan.lengths(names, parts);
        List<Place> candidates = byLength.values().stream()
                .filter(places -> places.size() > 1)
                .flatMap(List::stream)
                .toList();
        try (Scan progress = Scan.of("looking for duplicates by content", candidates.size(), "files")) {
            for (Place place : candidates) {
                progress.step();
                scan.add(place, parts);
            }
        }
        return scan.result();
    }

    private Map<Long, List<Place>> lengths(List<String> names, List<Manifest> parts) {
        Map<Long, List<Place>> byLength = new HashMap<>();
        long rows = parts.stream().mapToLong(Manifest::size).sum();
        try (Scan progress = Scan.of("looking for duplicates by length", rows, "rows")) {
            for (int p = 0; p < names.size(); p++) {
                Manifest part = parts.get(p);
                Set<Integer> lines = new HashSet<>();
                for (int row = 0; row < part.size(); row++) {
                    progress.step();
                    // A row that oversampling repeats is one row.
                    if (lines.add(part.line(row))) {
                        for (String column : files(part)) {
                            addLength(
                                    byLength,
                                    new Place(p, names.get(p), row, part.line(row), column, part.text(row, column)),
                                    part);
                        }
                    }
                }
            }
        }
        return byLength;
    }

    private static List<String> files(Manifest part) {
        return part.inputColumns().stream()
                .filter(input -> input.kind().isOfFiles())
                .flatMap(input -> input.columns().stream())
                .distinct()
                .toList();
    }

    /** A missing view has no file. */
    private void addLength(Map<Long, List<Place>> byLength, Place place, Manifest part) {
        if (place.path().isEmpty()) {
            return;
        }
        try {
            Path file = part.path(place.row(), place.column());
            Unreadable.mustBeFile(file);
            byLength.computeIfAbsent(Files.size(file), length -> new ArrayList<>())
                    .add(place);
        } catch (UncheckedIOException e) {
            unread.add(new Duplicates.Unread(place, e.getCause().getMessage()));
        } catch (IOException | InvalidPathException e) {
            unread.add(new Duplicates.Unread(place, e.toString()));
        }
    }

    private void add(Place place, List<Manifest> parts) {
        // Not a channel: those close when the thread is interrupted.
        try (InputStream in = new FileInputStream(
                parts.get(place.index()).path(place.row(), place.column()).toFile())) {
            add(Sha256.of(in), place);
        } catch (IOException e) {
            unread.add(new Duplicates.Unread(place, e.toString()));
        }
    }

    private void add(String content, Place place) {
        byContent.computeIfAbsent(content, none -> new ArrayList<>()).add(place);
    }

    /** By the numbers that a model is fed with. */
    static Duplicates ofPixels(List<String> names, List<MultiInputGenerator> parts) {
        ContentScan scan = new ContentScan();
        long rows = parts.stream().mapToLong(MultiInputGenerator::size).sum();
        try (Scan progress = Scan.of("looking for duplicates by pixels", rows, "rows")) {
            for (int p = 0; p < names.size(); p++) {
                // A generator of its own, whose report has what this pass could not read.
                MultiInputGenerator part = parts.get(p).over(parts.get(p).manifest());
                scan.addPixels(p, names.get(p), part, progress);
                scan.addReport(p, names.get(p), part);
            }
        }
        return scan.result();
    }

    private void addPixels(int index, String name, MultiInputGenerator part, Scan progress) {
        Manifest manifest = part.manifest();
        Set<Integer> lines = new HashSet<>();
        try (Epoch epoch = part.epoch(DatasetStatistics.BATCH, Order.asStored())) {
            progress.step(0);
            while (epoch.hasNext()) {
                progress.step(0);
                Batch batch = epoch.next();
                int[] rows = epoch.samples().orElseThrow();
                for (int i = 0; i < rows.length; i++) {
                    if (lines.add(manifest.line(rows[i]))) {
                        addPixels(index, name, part, batch, i, rows[i]);
                    }
                }
                progress.step(rows.length);
            }
        }
    }

    private void addPixels(int index, String name, MultiInputGenerator part, Batch batch, int i, int row) {
        Manifest manifest = part.manifest();
        for (SampleColumn input : manifest.inputColumns()) {
            int at = part.inputNames().indexOf(input.name());
            if (input.kind().isOfFiles() && at >= 0) {
                String column = input.columns().get(0);
                add(
                        hash(batch.inputs().get(at).rows(i)),
                        new Place(index, name, row, manifest.line(row), column, manifest.text(row, column)));
            }
        }
    }

    private static String hash(FloatArray image) {
        MessageDigest digest = Sha256.digest();
        digest.update(image.shape().toString().getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(image.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(image.values());
        return HexFormat.of().formatHex(digest.digest(bytes.array()));
    }

    private void addReport(int index, String name, MultiInputGenerator part) {
        part.report()
                .forEach(row -> unread.add(new Duplicates.Unread(
                        new Place(index, name, -1, row.getInt("row"), row.getString("column"), row.getString("path")),
                        row.getString("reason"))));
    }

    private Duplicates result() {
        return new Duplicates(
                byContent.values().stream()
                        .filter(places -> places.size() > 1)
                        .map(List::copyOf)
                        .toList(),
                unread);
    }
}
