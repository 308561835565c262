package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.OneDnn;
import polyview.training.ChildJvm;

/** oneDNN is on for a program that sets nothing, and a setting of the user's holds; seen in processes of their own. */
@Tag("models")
class OneDnnTest {

    private static final boolean X86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

    private static List<String> program(Optional<String> value) {
        return program(value, List.of());
    }

    private static List<String> program(Optional<String> value, List<String> flags) {
        List<String> all = Stream.concat(Stream.of("-Xmx256m"), flags.stream()).toList();
        return ChildJvm.runWith(OneDnn.VARIABLE, value, PlainProgram.class, all);
    }

    @Test
    void aProgramThatSetsNothingRunsOneDnnsKernels() {
        List<String> lines = program(Optional.empty());
        if (X86) {
            assertTrue(lines.contains("asked: BY_THE_TOOLKIT"), lines::toString);
            assertTrue(lines.contains("C library: 1"), lines::toString);
            assertTrue(lines.contains("history: true"), lines::toString);
            assertTrue(lines.contains("report: on"), lines::toString);
            assertTrue(ops(lines).contains("_MklNativeConv2D"), lines::toString);
        } else {
            assertTrue(lines.contains("asked: NOT_HERE"), lines::toString);
        }
    }

    @Test
    void whereTheUserHasTurnedItOffItIsOff() {
        List<String> lines = program(Optional.of("0"));
        assertTrue(lines.contains("asked: BY_THE_USER"), lines::toString);
        assertTrue(lines.contains("C library: 0"), lines::toString);
        assertTrue(lines.contains("history: false"), lines::toString);
        assertTrue(lines.contains("report: off: TF_ENABLE_ONEDNN_OPTS is \"0\" in the environment"), lines::toString);
        assertFalse(ops(lines).contains("_Mkl"), lines::toString);
        assertTrue(ops(lines).contains("Conv2D"), lines::toString);
    }

    @Test
    void whatTheUserHasSetIsLeftAsItIs() {
        List<String> lines = program(Optional.of("true"));
        assertTrue(lines.contains("asked: BY_THE_USER"), lines::toString);
        assertTrue(lines.contains("C library: true"), lines::toString);
        assertEquals(X86, lines.contains("report: on"), lines::toString);
    }

    @Test
    void whereTheCLibraryCannotBeCalledTheProgramGoesOn() {
        // As where no library may be loaded from the temporary folder.
        List<String> lines = program(Optional.empty(), List.of("-Djna.nounpack=true", "-Djna.nosys=true"));
        assertTrue(lines.contains(X86 ? "asked: FAILED" : "asked: NOT_HERE"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("report: ")), lines::toString);
    }

    @Test
    void aReportTellsWhyItIsOff() {
        assertEquals(
                "TF_ENABLE_ONEDNN_OPTS is \"0\" in the environment",
                OneDnnTrace.why(OneDnn.Asked.BY_THE_USER, "0", ""));
        assertEquals(
                "TensorFlow's library was loaded before the toolkit was used for the first time; set"
                        + " TF_ENABLE_ONEDNN_OPTS=1 before Java starts, or use the toolkit first",
                OneDnnTrace.why(OneDnn.Asked.BY_THE_TOOLKIT, null, ""));
        assertEquals(
                "TensorFlow has it for 64-bit x86 processors, and this is " + System.getProperty("os.arch"),
                OneDnnTrace.why(OneDnn.Asked.NOT_HERE, null, ""));
        assertEquals(
                "TF_ENABLE_ONEDNN_OPTS could not be set from inside Java (no temporary folder); set it to 1 before Java"
                        + " starts",
                OneDnnTrace.why(OneDnn.Asked.FAILED, null, "no temporary folder"));
    }

    private static String ops(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("ops: "))
                .findFirst()
                .orElseThrow();
    }
}
