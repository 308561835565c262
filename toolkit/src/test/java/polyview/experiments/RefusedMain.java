package polyview.experiments;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints why a parcel, in the file that the property parcel names, is not executed in this process. */
final class RefusedMain {

    private RefusedMain() {}

    public static void main(String... args) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(Files.newInputStream(Path.of(System.getProperty("parcel"))))) {
            ((RunParcel) in.readObject()).run(id -> {
                throw new AssertionError("no data is asked for");
            });
            System.out.println("executed");
        } catch (IllegalStateException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
