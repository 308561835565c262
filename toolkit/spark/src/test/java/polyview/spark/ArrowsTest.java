package polyview.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Which packages this one knows, and that nothing of the toolkit knows it. */
class ArrowsTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("polyview");
    private static final ArchRule KNOWS = classes()
            .that()
            .resideInAPackage("polyview.spark..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "scala..",
                    "org.apache.spark..",
                    "polyview.spark..",
                    "polyview.base..",
                    "polyview.data..",
                    "polyview.experiments..",
                    "polyview.models..",
                    "polyview.training..",
                    "polyview.travel..");
    private static final ArchRule IS_NOT_KNOWN = noClasses()
            .that()
            .resideOutsideOfPackage("polyview.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", "polyview.spark..");

    @Test
    void thisPackageKnowsExperimentsAndSpark() {
        assertTrue(MAIN.contain(Spark.class));
        KNOWS.check(MAIN);
    }

    @Test
    void theToolkitDoesNotKnowSpark() {
        assertTrue(MAIN.size() > 500, "the toolkit is among the classes");
        IS_NOT_KNOWN.check(MAIN);
    }

    @Test
    void wrongClassesBreakTheRules() {
        JavaClasses tests = new ClassFileImporter().importPackages("polyview.spark", "outside");
        assertTrue(KNOWS.evaluate(tests).hasViolation(), "the tests make layers");
        assertTrue(IS_NOT_KNOWN.evaluate(tests).hasViolation(), "outside calls this package");
        assertFalse(KNOWS.evaluate(MAIN).hasViolation());
    }
}
