package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.training.ChildJvm;

/** In a process without the optional library, its formats name it, and all others are read. */
@Tag("data")
class WithoutTwelveMonkeysTest {

    private static final List<String> JARS = List.of("twelvemonkeys", "imageio-", "common-image", "common-io-3");

    private static Stream<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static String file(String name) {
        return new File("toolkit/src/test/resources/images/" + name).getAbsolutePath();
    }

    @Test
    void theCoordinatesAreTold() {
        String without = classPath()
                .filter(entry -> JARS.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> told = ChildJvm.run(
                WithoutTwelveMonkeysMain.class,
                List.of("-cp", without),
                file("gray16.tif"),
                file("alpha.webp"),
                file("gray16.png"),
                file("gray.jpg"));
        String added = ":3.14.0: add it to the dependencies of your program (com/twelvemonkeys/";
        assertTrue(
                told.get(0).startsWith("TIFF files are read by com.twelvemonkeys.imageio:imageio-tiff" + added),
                told::toString);
        assertTrue(
                told.get(1).startsWith("WebP files are read by com.twelvemonkeys.imageio:imageio-webp" + added),
                told::toString);
        // TensorFlow writes lines of its own between them.
        assertEquals(2, told.stream().filter("read"::equals).count(), told::toString);
    }

    /** The version in the message is the one that is built and tested with. */
    @Test
    void theVersionIsThatOfTheBuild() {
        assertTrue(classPath().anyMatch(entry -> entry.endsWith("imageio-tiff-3.14.0.jar")));
        assertTrue(classPath().anyMatch(entry -> entry.endsWith("imageio-webp-3.14.0.jar")));
    }
}
