package polyview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the packages; each rule is also held against classes that break it. */
@Tag("models")
class ArchitectureTest {

    private static final JavaClasses TOOLKIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("polyview");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("polyview.broken");
    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src");

    @TestFactory
    Stream<DynamicTest> theToolkitKeeps() {
        return new Architecture("polyview")
                .rules().entrySet().stream()
                        .map(e -> dynamicTest(e.getKey(), () -> e.getValue().check(TOOLKIT)));
    }

    @TestFactory
    Stream<DynamicTest> wrongClassesBreak() {
        return new Architecture("polyview.broken")
                .rules().entrySet().stream()
                        .map(e -> dynamicTest(
                                e.getKey(),
                                () -> assertTrue(e.getValue().evaluate(BROKEN).hasViolation())));
    }

    @Test
    void theToolkitIsThere() {
        assertTrue(packages(TOOLKIT)
                .containsAll(Set.of("polyview.data", "polyview.layers", "polyview.models", "polyview.training")));
    }

    @Test
    void everyPackageTellsWhatItIs() {
        assertEquals(Set.of(), undescribed(SOURCES.resolve("main/java"), packages(TOOLKIT)));
    }

    @Test
    void aPackageThatDoesNotTellIsFound() {
        Set<String> packages = Set.of("polyview.broken.layers");
        assertEquals(packages, undescribed(SOURCES.resolve("test/java"), packages));
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> undescribed(Path sources, Set<String> packages) {
        return packages.stream()
                .filter(p -> !Files.exists(sources.resolve(p.replace('.', '/')).resolve("package-info.java")))
                .collect(Collectors.toSet());
    }
}
