package polyview.datasets;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/**
 * The MNIST family: small gray images of ten classes in four IDX files, images and labels for training and for test.
 *
 * <ul>
 *   <li>{@link #digits()}: handwritten digits (Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, <em>Gradient-based learning
 *       applied to document recognition</em>, Proceedings of the IEEE, 1998);
 *   <li>{@link #fashion()}: pictures of clothes (H. Xiao, K. Rasul and R. Vollgraf, <em>Fashion-MNIST: a novel image
 *       dataset for benchmarking machine learning algorithms</em>, arXiv:1708.07747, 2017);
 *   <li>{@link #open(Path)}: any folder with four files of these names, such as that of Kuzushiji-MNIST.
 * </ul>
 *
 * <p>Both published sets have 60000 images for training and 10000 for test, of 28 x 28 pixels. The images for training
 * take 188 MB of memory; each call of {@link #train()} or {@link #test()} reads the files anew and keeps nothing.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var digits = Mnist.digits();
 * MemoryDataset train = digits.train();   // inputs (60000, 28, 28, 1) in 0..1, target (60000)
 * MemoryDataset test = digits.test();     // inputs (10000, 28, 28, 1), target (10000)
 * digits.classes()                        // [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
 * }</pre>
 */
public final class Mnist {

    static {
        Startup.begin();
    }

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final List<String> NAMES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);
    private static final String COMPRESSED = ".gz";

    /** The digests of both sets are those that TensorFlow Datasets checks, in the order of the names. */
    static final List<PublicFile> DIGITS = files(
            "mnist",
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    static final List<PublicFile> FASHION = files(
            "fashion-mnist",
            "https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");

    private static final List<String> FIGURES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final String source;
    private final List<String> classes;
    private final Function<String, Path> file;

    private Mnist(String source, List<String> classes, Function<String, Path> file) {
        this.source = source;
        this.classes = List.copyOf(classes);
        this.file = file;
    }

    /** In the order of the names. */
    static List<PublicFile> files(String folder, String address, String... sha256) {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> new PublicFile(
                        folder,
                        NAMES.get(i) + COMPRESSED,
                        URI.create(address + NAMES.get(i) + COMPRESSED),
                        sha256[i],
                        Duration.ofMinutes(10)))
                .toList();
    }

    /**
     * The handwritten digits, from the folder {@code mnist} under the data folder or the cache.
     *
     * <p>A file that is in neither folder is downloaded when it is first needed; its SHA-256 is checked. Refused: what {@link
     * Omniglot#download()} refuses.
     */
    public static Mnist digits() {
        return published(DIGITS, FIGURES, Folders.fromEnvironment());
    }

    /** Fashion-MNIST, from the folder {@code fashion-mnist}, as {@link #digits()}. */
    public static Mnist fashion() {
        return published(FASHION, CLOTHES, Folders.fromEnvironment());
    }

    static Mnist published(List<PublicFile> files, List<String> classes, Folders folders) {
        return new Mnist(files.get(0).folder(), classes, name -> files.stream()
                .filter(f -> f.name().equals(name + COMPRESSED))
                .findFirst()
                .orElseThrow()
                .findOrDownload(folders));
    }

    /** Four files in a folder, whatever their SHA-256, of classes named 0 to 9; see {@link #open(Path, List)}. */
    public static Mnist open(Path folder) {
        return open(folder, FIGURES);
    }

    /**
     * Four files in a folder, whatever their SHA-256: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, with or without {@code .gz} at the end.
     * Images may be of any size. Files are looked for when they are needed.
     *
     * <p>Refused: {@code classes must not be empty}.
     *
     * @param folder of the files
     * @param classes the names of the classes 0, 1, 2, ...
     */
    public static Mnist open(Path folder, List<String> classes) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("classes must not be empty");
        }
        return new Mnist(folder.toString(), classes, name -> Stream.of(name + COMPRESSED, name)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(folder + " has neither " + name + COMPRESSED + " nor " + name)));
    }

    /** The names of the classes, by index. */
    public List<String> classes() {
        return classes;
    }

    /** The four files, downloaded where they are missing: images and labels for training, then those for test. */
    public List<Path> files() {
        return NAMES.stream().map(file).toList();
    }

    /**
     * The images for training: one input {@code (N, H, W, 1)} in 0..1, one target {@code (N)} of class indices.
     *
     * <p>Refused: what {@link Idx#scaled(Path)} refuses; {@code a must hold images (N, H, W), got shape [60000]}, {@code b
     * must hold labels (N), got shape [2, 3]}, {@code a holds 3 images, but b 2 labels}, and {@code b must hold labels from
     * 0 to 9, got 10.0 in row 2}; of a folder {@code data has neither train-images-idx3-ubyte.gz nor
     * train-images-idx3-ubyte}.
     */
    public MemoryDataset train() {
        return read(file.apply(TRAIN_IMAGES), file.apply(TRAIN_LABELS));
    }

    /** The images for test, as {@link #train()}. */
    public MemoryDataset test() {
        return read(file.apply(TEST_IMAGES), file.apply(TEST_LABELS));
    }

    private MemoryDataset read(Path imageFile, Path labelFile) {
        FloatArray images = Idx.scaled(imageFile);
        checkRank(imageFile, images, 3, "images (N, H, W)");
        FloatArray labels = Idx.read(labelFile);
        checkRank(labelFile, labels, 1, "labels (N)");
        if (images.size(0) != labels.size(0)) {
            throw new IllegalArgumentException(imageFile + " holds " + images.size(0) + " images, but " + labelFile
                    + " " + labels.size(0) + " labels");
        }
        for (int row = 0; row < labels.size(0); row++) {
            float label = labels.get(row);
            if (!(label >= 0 && label < classes.size() && label == Math.rint(label))) {
                throw new IllegalArgumentException(labelFile + " must hold labels from 0 to " + (classes.size() - 1)
                        + ", got " + label + " in row " + row);
            }
        }
        FloatArray withChannel = FloatArray.of(images.values(), images.shape().append(1));
        return new MemoryDataset(List.of(withChannel), List.of(labels));
    }

    private static void checkRank(Path file, FloatArray array, int rank, String what) {
        if (array.shape().numDimensions() != rank) {
            throw new IllegalArgumentException(file + " must hold " + what + ", got shape " + array.shape());
        }
    }

    /** Where it comes from, and the number of classes: {@code Mnist[fashion-mnist, 10 classes]}. */
    @Override
    public String toString() {
        return "Mnist[" + source + ", " + classes.size() + (classes.size() == 1 ? " class]" : " classes]");
    }
}
