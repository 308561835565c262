package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Finds every layer among the compiled classes; each must have its entry in the battery. */
@Tag("layers")
class EveryLayerHasABatteryTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("polyview.layers");

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return layers().stream()
                .map(layer -> DynamicTest.dynamicTest(layer.getSimpleName(), () -> requireBattery(layer)));
    }

    /** The scan itself works: it sees a layer that is surely there. */
    @Test
    void theScanFindsLayers() {
        assertTrue(layers().stream().anyMatch(layer -> layer.isEquivalentTo(Conv2D.class)));
    }

    private static List<JavaClass> layers() {
        return CLASSES.stream()
                .filter(c -> c.isAssignableTo(Layer.class))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .toList();
    }

    private static void requireBattery(JavaClass layer) {
        String name = layer.getFullName() + "Test";
        boolean there = CLASSES.contain(name)
                && CLASSES.get(name).isAssignableTo(LayerBattery.class)
                && CLASSES.get(name).getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().equals(layer));
        assertTrue(there, "write " + name + ", a LayerBattery with cases of " + layer.getSimpleName());
    }
}
