package polyview.data.loader;

import java.io.IOException;
import java.nio.file.Path;
import polyview.data.manifest.Manifest;

/** Opens a manifest in a process of its own and prints the bytes of the heap that each of its rows takes. */
final class ManifestHeapMain {

    private ManifestHeapMain() {}

    /** Pairs of images with a class. */
    static Manifest pairs(Path file) throws IOException {
        return Manifest.csv(file).images("left", "right").label("class").open();
    }

    /** A column of every kind. */
    static Manifest scans(Path file) throws IOException {
        return Manifest.csv(file)
                .images("image")
                .views("views", "v1", "v2")
                .numbers("patient", "age")
                .masks("mask")
                .label("class")
                .weight("w")
                .group("patient")
                .time("date")
                .id("study")
                .open();
    }

    private static Manifest open(String kind, Path file) throws IOException {
        return kind.equals("pairs") ? pairs(file) : scans(file);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        // More than once: what the first collection finds to be dead may hold the next.
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        // What is kept for the first manifest only, classes above all, is no cost of a row.
        open(arguments[0], file);
        long before = used();
        Manifest manifest = open(arguments[0], file);
        System.out.println((double) (used() - before) / manifest.size());
    }
}
