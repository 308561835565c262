package polyview.travel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Opens bundles that hold suppliers, in a process of its own, and prints what they give. */
final class OpenMain {

    private OpenMain() {}

    /** Arguments: files with a bundle each. */
    public static void main(String... args) throws IOException {
        for (String file : List.of(args)) {
            Object opened = Bundle.open(Files.readAllBytes(Path.of(file)));
            System.out.println("gives " + ((Supplier<?>) opened).get());
        }
    }
}
