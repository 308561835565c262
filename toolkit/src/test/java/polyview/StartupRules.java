package polyview;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.awt.image.BufferedImage;
import java.util.Set;
import java.util.function.Predicate;
import org.knowm.xchart.internal.chartpart.IChart;
import polyview.base.Startup;
import polyview.plots.Plot;
import tech.tablesaw.api.Table;

/** Which classes have to begin the start when they are initialised: what must happen before them cannot be made up for. */
final class StartupRules {

    /** Calls that load TensorFlow's library: the first ones of whoever uses it. */
    private static final Set<String> LOADERS = Set.of(
            "org.tensorflow.Graph",
            "org.tensorflow.Session",
            "org.tensorflow.EagerSession",
            "org.tensorflow.TensorFlow",
            "org.tensorflow.Tensor",
            "org.tensorflow.types.TFloat32",
            "org.tensorflow.types.TInt32",
            "org.tensorflow.types.TInt64",
            "org.tensorflow.types.TUint8",
            "org.tensorflow.types.TString",
            "org.tensorflow.types.TBool",
            "org.tensorflow.internal.c_api.global.tensorflow");

    private StartupRules() {}

    /** TensorFlow must have been asked for oneDNN before. */
    static ArchCondition<JavaClass> beginWhereTensorFlowIsLoaded() {
        return begin("begin the start where TensorFlow's library is loaded", StartupRules::loadsTensorFlow);
    }

    /** The kernel must have been taught to show it before. */
    static ArchCondition<JavaClass> beginWhereSomethingIsShown() {
        return begin("begin the start where something is given that a notebook shows", StartupRules::givesWhatIsShown);
    }

    private static ArchCondition<JavaClass> begin(String rule, Predicate<JavaClass> concerned) {
        return new ArchCondition<>(rule) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (concerned.test(type)) {
                    events.add(new SimpleConditionEvent(type, begins(type), type.getName()));
                }
            }
        };
    }

    private static boolean begins(JavaClass type) {
        boolean itself = type.getStaticInitializer().stream()
                .map(JavaCodeUnit::getMethodCallsFromSelf)
                .flatMap(Set::stream)
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Startup.class));
        return itself || type.getRawSuperclass().filter(StartupRules::begins).isPresent();
    }

    private static boolean loadsTensorFlow(JavaClass type) {
        boolean creates = type.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> LOADERS.contains(call.getTargetOwner().getName()));
        return creates
                || type.getMethodCallsFromSelf().stream()
                        .filter(call -> LOADERS.contains(call.getTargetOwner().getName()))
                        .anyMatch(call -> call.getTarget()
                                .resolveMember()
                                .filter(m -> m.getModifiers().contains(JavaModifier.STATIC))
                                .isPresent());
    }

    private static boolean givesWhatIsShown(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isInterface()
                && type.getMethods().stream()
                        .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaMethod::getRawReturnType)
                        .anyMatch(StartupRules::isShown);
    }

    private static boolean isShown(JavaClass type) {
        return type.isAssignableTo(Table.class)
                || type.isAssignableTo(BufferedImage.class)
                || type.isAssignableTo(Plot.class)
                || type.isAssignableTo(IChart.class);
    }
}
