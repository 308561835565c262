package polyview.data.loader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import polyview.base.Seeds;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.ManifestColumns;
import polyview.data.manifest.PairFolder;

/**
 * Samples of every kind on disk: {@code left}, {@code right} in colour, {@code t1}, {@code t2} in gray, views {@code v0..v2} of which some
 * cells are empty, a {@code mask} of the classes 0 to 3, numbers {@code age} and {@code dose}, two labels, {@code x}, {@code y}, a weight and
 * {@code id}, the number of the row.
 */
final class ColumnsFolder {

    static final int VIEWS = 3;

    private final Path folder;
    private final int count;

    ColumnsFolder(Path folder, int count) {
        this.folder = folder;
        this.count = count;
        StringBuilder rows =
                new StringBuilder("left,right,t1,t2,v0,v1,v2,mask,clean,age,dose,shape,colour,x,y,w,id,who\n");
        for (int i = 0; i < count; i++) {
            String png = i + ".png";
            rows.append(write("left", png, PairFolder.encoded("png", 10 * i))).append(',');
            rows.append(write("right", i + ".jpg", PairFolder.encoded("jpg", 10 * i + 1)))
                    .append(',');
            rows.append(write("t1", png, gray(10 * i + 2, 256))).append(',');
            rows.append(write("t2", png, gray(10 * i + 3, 256))).append(',');
            for (int v = 0; v < VIEWS; v++) {
                rows.append(isThere(i, v) ? write("v" + v, png, PairFolder.encoded("png", 10 * i + 4 + v)) : "")
                        .append(',');
            }
            rows.append(write("mask", png, gray(10 * i + 7, 4))).append(',');
            rows.append(write("clean", png, gray(10 * i + 8, 256))).append(',');
            rows.append(20 + i).append(',').append(i / 4.0).append(',');
            rows.append(i % 2 == 0 ? "round" : "flat").append(',');
            rows.append(i % 3 == 0 ? "red" : "blue").append(',');
            rows.append(i).append(',').append(-i).append(',');
            rows.append(i % 4 * 0.5)
                    .append(',')
                    .append(i)
                    .append(",p")
                    .append(i / 2)
                    .append('\n');
        }
        try {
            Files.writeString(csv(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sample has a view, and every view is missing somewhere. */
    static boolean isThere(int row, int view) {
        return row % VIEWS == view || (row + view) % 4 < 2;
    }

    Path csv() {
        return folder.resolve("samples.csv");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    int count() {
        return count;
    }

    ManifestColumns columns() {
        return Manifest.csv(csv());
    }

    /** Everything there is; the id is the first target, by which samples are known again. */
    ManifestColumns all() {
        return columns()
                .targets("id")
                .images("left", "right")
                .stack("scan", "t1", "t2")
                .numbers("patient", "age", "dose")
                .views("views", "v0", "v1", "v2")
                .masks("mask")
                .label("shape")
                .imageTargets("clean")
                .label("colour")
                .targets("pose", List.of("x", "y"))
                .weight("w")
                .group("who");
    }

    /** Blocks of 3 x 3 pixels with values below a number, of some size near 12 x 10. */
    static byte[] gray(long seed, int values) {
        SplittableRandom random = Seeds.stream(seed, 77);
        return PairFolder.encoded("png", gray(10 + random.nextInt(5), 8 + random.nextInt(5), values, random));
    }

    private static BufferedImage gray(int width, int height, int values, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        int[] drawn = random.ints(width * height, 0, values).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, drawn[y / 3 * width + x / 3]);
            }
        }
        return image;
    }

    private String write(String column, String name, byte[] content) {
        try {
            Path file = path(column + "/" + name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return column + "/" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
