package polyview.data.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import polyview.base.DistinctNames;
import polyview.base.Scan;
import polyview.base.ShortTexts;
import polyview.data.images.ImageFormats;

/**
 * Folders whose names are classes or inputs, for {@link Manifest#classFolders} and {@link Manifest#viewFolders}.
 *
 * <p>Images are files with the extension jpg, jpeg, png, gif or bmp, in upper or lower case, or that of a format that was added to
 * {@link polyview.data.images.ImageFormats}. Names that begin with a dot are left out. Other files in a folder of images are
 * refused, so that none is left out silently; {@link #ignoring} lists those to ignore. Rows are sorted by class and file name.
 * The index of a class is its folder's place among the sorted names, as of {@link ManifestColumns#label}: 10 comes before 2.
 *
 * <p>Every option returns new options and does not change these; folders are listed by {@link #open()}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var pets = Manifest.classFolders(Path.of("pets")).open();                        // pets/cat/1.png; input "image"
 * var bulbs = Manifest.viewFolders(Path.of("bulbs")).views("top", "side").open();  // bulbs/top/1.png, bulbs/side/1.png
 * }</pre>
 */
public final class ManifestFolders {

    private final Path root;
    private final boolean perView;
    private final List<String> views;
    private final List<String> classes;
    private final boolean onlyComplete;
    private final List<String> ignored;

    ManifestFolders(Path root, boolean perView) {
        this(root, perView, List.of(), List.of(), false, List.of());
    }

    private ManifestFolders(
            Path root,
            boolean perView,
            List<String> views,
            List<String> classes,
            boolean onlyComplete,
            List<String> ignored) {
        this.root = root;
        this.perView = perView;
        this.views = views;
        this.classes = classes;
        this.onlyComplete = onlyComplete;
        this.ignored = ignored;
    }

    /**
     * The view folders, one for each input of the model, in its order; without this option all, sorted by name.
     *
     * <p>Refused: {@code views must differ, got [top, top]}, {@code views needs viewFolders}.
     */
    public ManifestFolders views(String... names) {
        if (!perView) {
            throw new IllegalArgumentException("views needs viewFolders");
        }
        DistinctNames.requireUnset("views", views, List.of(names));
        return new ManifestFolders(root, true, DistinctNames.of("views", names), classes, onlyComplete, ignored);
    }

    /**
     * All class names, in the order of their indices, instead of the sorted folder names; as {@link
     * ManifestColumns#classes(List)}.
     */
    public ManifestFolders classes(List<String> names) {
        DistinctNames.requireUnset("classes", classes, names);
        return new ManifestFolders(
                root, perView, views, DistinctNames.ofClasses(names.toArray(String[]::new)), onlyComplete, ignored);
    }

    /** See {@link #classes(List)}. */
    public ManifestFolders classes(String... names) {
        return classes(List.of(names));
    }

    /** Leaves out samples that lack an image in one of the view folders; {@link #lacking} lists them. */
    public ManifestFolders onlyComplete() {
        return new ManifestFolders(root, perView, views, classes, true, ignored);
    }

    /**
     * Ignores files with these extensions, in upper or lower case: {@code ignoring("txt", "webp")}.
     *
     * <p>Refused: {@code ignoring must name other files than images, got png}; {@code ignoring is set already to [txt], got [db]}.
     */
    public ManifestFolders ignoring(String... extensions) {
        List<String> names = DistinctNames.of("ignoring", extensions);
        DistinctNames.requireUnset("ignoring", ignored, names);
        names.stream()
                .filter(name -> ImageFormats.extensions().contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("ignoring must name other files than images, got " + name);
                });
        return new ManifestFolders(root, perView, views, classes, onlyComplete, names);
    }

    /** The missing files, which another view folder has; {@code [right/0003.png]}. */
    public List<String> lacking() {
        return lacking(samples());
    }

    /**
     * Lists the folders and checks them.
     *
     * <p>Refused with an {@link IllegalArgumentException}:
     *
     * <ul>
     *   <li>a view without its partner, unless {@link #onlyComplete()}: {@code bulbs lacks side/3.png, which another view
     *       has; 2 files are missing (lacking() names them, onlyComplete() leaves their samples out)};
     *   <li>folders that are not as described: {@code pets has no folder}, {@code pets has images beside its folders: 1.png},
     *       {@code pets/cat has a folder inside: old}, {@code shapes/test has a folder inside: cross; did you mean shapes/test?},
     *       {@code pets/cat has no image [jpg, jpeg, png, gif, bmp]: remove the folder, or put images into it}, {@code bulbs has no
     *       folder front; there are [side, top]};
     *   <li>files that would be left out: {@code pets/cat has 2 files of formats that are not read: [5.webp, 6.tif]; convert them,
     *       or leave them out by ignoring("webp", "tif")}; beside the folders of classes or views only images are refused;
     *   <li>{@code pets has a class dog, which is none of [cat, horse]}, {@code bulbs has no classes, got [ok, broken]};
     *   <li>{@code bulbs has no sample with all of [top, side]}.
     * </ul>
     *
     * <p>Refused with an {@link java.io.UncheckedIOException}: {@code cannot read pets: there is no such folder}.
     */
    public Manifest open() {
        Map<String, Set<String>> samples = samples();
        List<String> lacking = lacking(samples);
        if (!lacking.isEmpty() && !onlyComplete) {
            throw new IllegalArgumentException(root + " lacks " + lacking.get(0) + ", which another view has; "
                    + (lacking.size() == 1 ? "1 file is" : lacking.size() + " files are")
                    + " missing (lacking() names them, onlyComplete() leaves their samples out)");
        }
        List<String> names = List.copyOf(samples.keySet());
        Set<String> complete = new TreeSet<>(samples.get(names.get(0)));
        samples.values().forEach(complete::retainAll);
        if (complete.isEmpty()) {
            throw new IllegalArgumentException(root + " has no sample with all of " + names);
        }
        return perView ? manifest(names, names, complete) : manifest(List.of("image"), List.of(""), complete);
    }

    private Manifest manifest(List<String> inputs, List<String> folders, Set<String> samples) {
        ManifestRows.Builder rows = ManifestRows.Builder.ofImages(root.toString(), "row", root, inputs);
        ClassNames labels = new ClassNames(classes);
        boolean labelled = false;
        for (String sample : samples) {
            for (int i = 0; i < inputs.size(); i++) {
                rows.path(i, below(folders.get(i), sample));
            }
            int slash = sample.indexOf('/');
            labelled = slash >= 0;
            String alike = labelled ? labels.alike(sample.substring(0, slash)) : "";
            if (!alike.isEmpty()) {
                throw new IllegalArgumentException(root + ": " + alike);
            }
            if (labelled && !labels.add(sample.substring(0, slash))) {
                throw new IllegalArgumentException(root + " has a class " + sample.substring(0, slash)
                        + ", which is none of " + ShortTexts.list(classes));
            }
            rows.end(rows.size() + 1);
        }
        if (!labelled && !classes.isEmpty()) {
            throw new IllegalArgumentException(root + " has no classes, got " + ShortTexts.list(classes));
        }
        return labelled ? rows.labelled("class", labels) : rows.unlabelled();
    }

    /** For each view, or for the only input, the samples that have an image there: {@code 1.png} or {@code cat/1.png}. */
    private Map<String, Set<String>> samples() {
        try (Scan scan = Scan.of("listing " + root, 0, "files")) {
            return samples(scan);
        }
    }

    private Map<String, Set<String>> samples(Scan scan) {
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        FolderListing listing = listing(root, scan);
        if (!perView) {
            samples.put("image", inClasses(listing, scan));
            return samples;
        }
        List<String> folders = listing.onlyFolders();
        for (String view : views.isEmpty() ? folders : views) {
            if (!folders.contains(view)) {
                throw new IllegalArgumentException(
                        root + " has no folder " + view + "; there are " + ShortTexts.list(folders));
            }
            FolderListing inside = listing(root.resolve(view), scan);
            samples.put(
                    view,
                    inside.folders().isEmpty()
                            ? new HashSet<>(inside.onlyImages(inside.folder()))
                            : inClasses(inside, scan));
        }
        return samples;
    }

    private FolderListing listing(Path folder, Scan scan) {
        return FolderListing.of(folder, scan).ignoring(ignored);
    }

    private Set<String> inClasses(FolderListing listing, Scan scan) {
        Set<String> samples = new HashSet<>();
        for (String name : listing.onlyFolders()) {
            FolderListing inside = listing(listing.folder().resolve(name), scan);
            inside.onlyImages(perView ? listing.folder() : inside.folder()).forEach(i -> samples.add(below(name, i)));
        }
        return samples;
    }

    private static List<String> lacking(Map<String, Set<String>> samples) {
        Set<String> all = new TreeSet<>();
        samples.values().forEach(all::addAll);
        List<String> lacking = new ArrayList<>();
        samples.forEach((view, there) -> all.stream()
                .filter(sample -> !there.contains(sample))
                .forEach(sample -> lacking.add(below(view, sample))));
        return lacking;
    }

    private static String below(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
