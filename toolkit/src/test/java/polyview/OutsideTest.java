package polyview;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.AccessibleObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests of the package {@code outside} have what a user has: public types of the jar, and no way around them. */
@Tag("models")
class OutsideTest {

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("outside", "polyview.broken.outside");

    /** It starts a JVM and touches nothing of the toolkit. */
    private static final String STARTS_A_PROCESS = "polyview.training.ChildJvm";

    @Test
    void outsideUsesThePublicApiAlone() {
        inside("outside").check(ALL);
    }

    @Test
    void waysAroundItAreFound() {
        Set<String> found = new TreeSet<>();
        inside("polyview.broken.outside")
                .evaluate(ALL)
                .getFailureReport()
                .getDetails()
                .forEach(detail -> found.add(detail.substring(0, detail.indexOf(':'))));
        assertEquals(Set.of("Helped", "Peeks"), found);
    }

    private static ArchRule inside(String folder) {
        return classes().that().resideInAPackage(folder + "..").should(new ArchCondition<>("use what users have") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                !dependency.getTargetClass().getPackageName().startsWith(folder))
                        .forEach(dependency -> fault(dependency)
                                .ifPresent(fault -> events.add(SimpleConditionEvent.violated(
                                        type,
                                        type.getSimpleName() + ": " + fault + ": " + dependency.getDescription()))));
            }
        });
    }

    private static Optional<String> fault(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.isAssignableTo(AccessibleObject.class)) {
            return Optional.of("reflection");
        }
        if (!target.getPackageName().startsWith("polyview") || target.getName().equals(STARTS_A_PROCESS)) {
            return Optional.empty();
        }
        if (target.getSource().orElseThrow().getUri().toString().contains("test-classes")) {
            return Optional.of("not in the jar");
        }
        return isPublic(target) ? Optional.empty() : Optional.of("not public");
    }

    /** Also where it stands in another type. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(OutsideTest::isPublic).orElse(true);
    }
}
