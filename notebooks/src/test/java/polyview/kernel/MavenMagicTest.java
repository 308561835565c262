package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code %maven} with repositories in folders, and a home whose settings name one of them as the mirror of Central. */
@Tag("notebooks")
@Timeout(300)
class MavenMagicTest {
    @TempDir
    static Path folder;

    private static final List<String> PROPERTIES = List.of("user.home", "maven.repo.local");
    private static final List<Optional<String>> BEFORE = new ArrayList<>();
    private static String repo;

    private final List<String> shown = new ArrayList<>();
    private Evaluator evaluator;
    private NotebookKernel kernel;
    private int number;

    @BeforeAll
    static void makeRepositories() throws IOException {
        MadeJars made = new MadeJars(folder);
        Path central = folder.resolve("central");
        Path own = folder.resolve("own");
        made.deploy(central, "mirrored", "1", 10);
        made.deploy(own, "deep", "1", 1);
        made.deploy(own, "deep", "2", 2);
        made.deploy(own, "top", "1", 3, "made:deep:1@runtime", "made:nowhere:1@test", "made:nowhere:1@provided");
        made.deploy(own, "lone", "1", 4);
        made.deploy(own, "greedy", "1", 8, "made:eager:1@compile", "com.google.guava:guava:2.0@compile");
        made.deploy(own, "broken", "1", 5, "made:nowhere:7@compile");
        made.deploy(own, "eager", "1", 6, "com.google.guava:guava:1.0@compile", "made:deep:1@compile");
        made.jar(own.resolve("made/lone/1/lone-1-extra.jar"), "Extra", 7);
        repo = own.toUri().toString();
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.writeString(
                folder.resolve("home/.m2/settings.xml"),
                "<settings><mirrors><mirror><id>office</id><mirrorOf>central</mirrorOf><url>" + central.toUri()
                        + "</url></mirror></mirrors></settings>");
        PROPERTIES.forEach(name -> BEFORE.add(Optional.ofNullable(System.getProperty(name))));
        System.setProperty("user.home", folder.resolve("home").toString());
        System.clearProperty("maven.repo.local");
    }

    @AfterAll
    static void restore() {
        for (int i = 0; i < PROPERTIES.size(); i++) {
            String name = PROPERTIES.get(i);
            BEFORE.get(i).ifPresentOrElse(value -> System.setProperty(name, value), () -> System.clearProperty(name));
        }
    }

    @BeforeEach
    void start() {
        evaluator = new Evaluator(new CellThread(Duration.ofSeconds(1)), text -> {}, () -> shown::add);
        kernel = new NotebookKernel(evaluator, new SourceComments(List.of()), new Outbox(message -> {}), () -> {});
        kernel.onStartup();
    }

    @AfterEach
    void stop() {
        kernel.onShutdown(false);
        evaluator.close();
    }

    private Optional<Object> run(String source) {
        return evaluator.run(new Cell(++number, source), Function.identity());
    }

    private CellError fails(String source) {
        CellError error = assertThrows(CellError.class, () -> run(source));
        assertEquals(1, error.value().lines().count(), error.value());
        return error;
    }

    private String last() {
        return shown.get(shown.size() - 1);
    }

    @Test
    void anArtifactComesWithWhatItNeedsAtRunTime() {
        assertEquals(
                Optional.of(4),
                run("%mavenRepo own " + repo + "\n%maven made:top:1\nmade.Top.value() + made.Deep.value()"));
        assertEquals("Added 2 jars: top-1.jar, deep-1.jar", last());
        assertTrue(Files.exists(folder.resolve("home/.m2/repository/made/deep/1/deep-1.jar")));
        run("%maven made:top:1");
        assertEquals("Nothing to add: the class path has all of it.", last());
        run("%maven made:deep:2");
        assertEquals(
                "Nothing to add: the class path has all of it.\n"
                        + "made:deep stays at 1, which the class path has; 2 is not added.",
                last());
    }

    @Test
    void allFormsOfCoordinatesAreTaken() {
        run("%addMavenRepo own " + repo);
        assertEquals(
                Optional.of(11),
                run("%addMavenDependencies made:lone:jar:1 made:lone:jar:extra:1\n"
                        + "made.Lone.value() + made.Extra.value()"));
        assertEquals("Added 2 jars: lone-1.jar, lone-1-extra.jar", last());
        assertEquals(Optional.of(2), run("%addMavenDependency made#deep;2\nmade.Deep.value()"));
    }

    @Test
    void theMirrorOfTheUsersSettingsStandsForCentral() {
        assertEquals(Optional.of(10), run("%maven made:mirrored:1\nmade.Mirrored.value()"));
    }

    @Test
    void oneRepositoryAloneCanBeNamed() {
        assertEquals(Optional.of(4), run("%maven --from=" + repo + " made:lone:1\nmade.Lone.value()"));
        run("%mavenRepo own " + repo);
        run("%maven made:deep:1 --from=OWN");
        assertEquals("Added 1 jar: deep-1.jar", last());
        assertEquals(
                "line 1: %maven: --from must be an address or a repository that %mavenRepo named, got other",
                fails("%maven made:deep:1 --from=other").value());
    }

    @Test
    void whatTheClassPathHasStays() {
        run("%mavenRepo own " + repo);
        run("%maven made:eager:1");
        assertTrue(
                last().startsWith("Added 2 jars: eager-1.jar, deep-1.jar\ncom.google.guava:guava stays at 33."),
                last());
        assertTrue(last().endsWith("-jre, which the class path has; 1.0 is not added."), last());
        run("%maven made:greedy:1");
        assertTrue(last().contains("greedy-1.jar\ncom.google.guava:guava stays at 33."), last());
        assertTrue(last().endsWith("-jre, which the class path has; 2.0 is not added."), last());
        run("%maven com.google.guava:guava:31.0-jre org.tensorflow:tensorflow-core-api:1.0.0");
        assertTrue(
                last().startsWith("Nothing to add: the class path has all of it.\ncom.google.guava:guava stays at"),
                last());
        assertTrue(last().contains("org.tensorflow:tensorflow-core-api stays at 1.1.0"), last());
    }

    @Test
    void aBadCoordinateOrAMissingArtifactFailsTheCell() {
        run("int a = 1;");
        assertEquals(
                "line 2: %maven: a coordinate must be group:artifact:version, group:artifact:packaging:version or"
                        + " group:artifact:packaging:classifier:version, got made-deep-1",
                fails("a = 2;\n%maven made-deep-1\na = 3;").value());
        assertEquals(Optional.of(2), run("a"));
        run("%mavenRepo own " + repo);
        String value = fails("%maven made:deep:1 made:nowhere:1\na = 4;").value();
        assertTrue(value.startsWith("line 1: %maven: Could not find artifact made:nowhere:jar:1 in "), value);
        value = fails("%maven made:broken:1").value();
        assertTrue(value.startsWith("line 1: %maven: Could not find artifact made:nowhere:jar:7 in "), value);
        assertEquals(Optional.of(2), run("a"));
        assertThrows(CellError.class, () -> run("made.Deep.value()"), "a line adds all or nothing");
        assertEquals(
                "line 1: %maven: %maven needs a coordinate, such as %maven com.google.code.gson:gson:2.11.0",
                fails("%maven").value());
        assertEquals(
                "line 1: %mavenRepo: the address of a repository must be a URL, got here",
                fails("%mavenRepo own here").value());
    }

    @Test
    void aRepositoryThatCannotBeReachedIsNamedWithTheReason() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String value = fails("%maven --from=http://localhost:" + closed + "/ made:lone:1")
                .value();
        assertTrue(value.contains("made:lone:jar:1") && value.contains("refused"), value);
        value = fails("%maven --from=http://no-such-host.invalid/ made:lone:1").value();
        assertTrue(
                value.contains("made:lone:jar:1")
                        && value.contains("no such host, or no network: no-such-host.invalid"),
                value);
    }

    @Test
    void aDownloadIsInterrupted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Thread interrupter = new Thread(() -> {
                try {
                    silent.accept();
                    evaluator.interrupt();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            interrupter.start();
            CellError error = fails("%maven --from=http://localhost:" + silent.getLocalPort() + "/ made:lone:1");
            assertEquals(CellError.INTERRUPTED, error.name());
            interrupter.join();
        }
        assertEquals(Optional.of(2), run("1 + 1"));
    }

    @Test
    void thePartsOfAPomMakeAWholeCell() {
        String dependency =
                "<dependency><groupId>made</groupId><artifactId>top</artifactId><version>1</version></dependency>";
        run("%%loadFromPOM\n<repository><id>own</id><url>" + repo + "</url></repository>\n" + dependency);
        assertEquals("Added 2 jars: top-1.jar, deep-1.jar", last());
        assertEquals(Optional.of(3), run("made.Top.value()"));
        assertTrue(fails("%%loadFromPOM\n<dependency>")
                .value()
                .startsWith("line 1: %%loadFromPOM: the text of the cell is no XML: "));
    }

    @Test
    void aPomIsReadFromAFileWithItsManagedVersions() throws IOException {
        Path pom = Files.writeString(
                folder.resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion>"
                        + "<groupId>g</groupId><artifactId>a</artifactId><version>1</version><properties><of>1</of></properties>"
                        + "<dependencyManagement><dependencies><dependency><groupId>made</groupId><artifactId>deep</artifactId>"
                        + "<version>2</version></dependency></dependencies></dependencyManagement>"
                        + "<repositories><repository><id>own</id><url>" + repo + "</url></repository></repositories>"
                        + "<dependencies><dependency><groupId>made</groupId><artifactId>top</artifactId><version>${of}</version>"
                        + "</dependency><dependency><groupId>made</groupId><artifactId>lone</artifactId><version>1</version>"
                        + "<scope>test</scope></dependency></dependencies></project>");
        run("%loadFromPOM " + pom);
        assertEquals("Added 2 jars: top-1.jar, deep-2.jar", last());
        run("%loadFromPOM " + pom + " test");
        assertEquals("Added 1 jar: lone-1.jar", last());
        assertEquals(
                "line 1: %loadFromPOM: there is no file " + folder.resolve("none.xml"),
                fails("%loadFromPOM " + folder.resolve("none.xml")).value());
    }
}
