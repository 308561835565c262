package polyview;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysFalse;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What may know what, as rules over the packages below one root. */
final class Architecture {

    private final String root;

    Architecture(String root) {
        this.root = root;
    }

    /** Every rule by name; a package that is not there breaks none. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("base knows base", knowsOnly("base", alwaysFalse(), "base"));
        rules.put("data knows data", knowsOnly("data", alwaysFalse(), "data", "base"));
        dataFolders(rules);
        rules.put("travel knows data", knowsOnly("travel", alwaysFalse(), "travel", "data", "base"));
        rules.put("datasets know data", knowsOnly("datasets", alwaysFalse(), "datasets", "data", "base"));
        rules.put("ops know base", knowsOnly("ops", alwaysFalse(), "ops", "base"));
        rules.put(
                "layers know ops, and array and augmentation of data",
                knowsOnly("layers", arrayOrAugmentation(), "layers", "ops", "base"));
        rules.put("losses know ops", knowsOnly("losses", alwaysFalse(), "losses", "ops", "data", "base"));
        rules.put("metrics know losses", knowsOnly("metrics", alwaysFalse(), "metrics", "losses", "data", "base"));
        rules.put("optimizers know base", knowsOnly("optimizers", alwaysFalse(), "optimizers", "base"));
        rules.put("rules know base", knowsOnly("rules", alwaysFalse(), "rules", "base"));
        String[] parts = {"losses", "metrics", "optimizers", "rules", "layers", "ops", "data", "base"};
        rules.put(
                "models know layers and what compile takes", knowsOnly("models", alwaysFalse(), with("models", parts)));
        rules.put(
                "applications know models and layers",
                knowsOnly("applications", alwaysFalse(), with("applications", with("models", parts))));
        rules.put(
                "explaining knows models and layers",
                knowsOnly("explain", alwaysFalse(), with("explain", with("models", parts))));
        rules.put(
                "embeddings know models and layers",
                knowsOnly("embeddings", alwaysFalse(), with("embeddings", with("models", parts))));
        rules.put(
                "training knows models and layers",
                knowsOnly("training", alwaysFalse(), with("training", with("travel", with("models", parts)))));
        rules.put(
                "experiments know training and below",
                knowsOnly(
                        "experiments",
                        alwaysFalse(),
                        with("experiments", with("training", with("travel", with("models", parts))))));
        rules.put("nothing below knows plots or notebook", nothingBelowShows());
        rules.put(
                "report knows experiments, plots and notebook",
                knowsOnly(
                        "report",
                        alwaysFalse(),
                        "report",
                        "notebook",
                        "plots",
                        "experiments",
                        "training",
                        "data",
                        "base"));
        rules.put("nothing knows report", only(root + ".report..", "report"));
        rules.put("no cycles", slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("charts in plots, notebook and report", only("org.knowm.xchart..", "plots", "notebook", "report"));
        rules.put("XChart's internals in plots", only("org.knowm.xchart.internal..", "plots"));
        rules.put(
                "no internals of XChart in what users see",
                classes()
                        .that(live())
                        .should(PublicSignatures.mentionNothingOf(
                                "org.knowm.xchart.internal.",
                                "org.knowm.xchart.style.Styler",
                                "org.knowm.xchart.style.AxesChartStyler")));
        rules.put("the parser of CSV in data", only("com.univocity..", "data"));
        rules.put("statistics in experiments", only("org.apache.commons.math3..", "experiments"));
        rules.put("HDF5 in models", only("io.jhdf..", "models"));
        rules.put("JJava in notebook", only("org.dflib..", "notebook"));
        rules.put("IJava in notebook", only("io.github.spencerpark..", "notebook"));
        rules.put("rapaio in notebook", only("org.rapaio..", "notebook"));
        rules.put("no generator without a seed", noUnseeded());
        rules.put("no Math.random", noClasses().that(live()).should().callMethod(Math.class, "random"));
        rules.put("drawn seeds in ModelSeed", drawnSeeds());
        rules.put("no Random in public methods", noMethods().that().arePublic().should(mention(Random.class)));
        rules.put(
                "who loads TensorFlow begins the start",
                classes().that(live()).should(StartupRules.beginWhereTensorFlowIsLoaded()));
        rules.put(
                "who gives what is shown begins the start",
                classes().that(live()).should(StartupRules.beginWhereSomethingIsShown()));
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    /** The array alone, or several as one argument. */
    private DescribedPredicate<JavaClass> arrayOrAugmentation() {
        String array = root + ".data.FloatArray";
        return name(array)
                .<JavaClass>forSubtype()
                .or(name("[L" + array + ";").forSubtype())
                .or(name(root + ".data.augment.Augmentation").forSubtype());
    }

    /** Inside data: its root knows none of its folders; each of them knows the root, and folders below it. */
    private void dataFolders(Map<String, ArchRule> rules) {
        rules.put("the root of data knows itself", dataKnowsOnly("data"));
        rules.put("npy knows data", dataKnowsOnly("data.npy"));
        rules.put("images know npy", dataKnowsOnly("data.images", "data.npy"));
        rules.put("augment knows data", dataKnowsOnly("data.augment"));
        rules.put("manifest knows images and npy", dataKnowsOnly("data.manifest", "data.images", "data.npy"));
        rules.put(
                "loader knows augment, manifest, images and npy",
                dataKnowsOnly("data.loader", "data.augment", "data.manifest", "data.images", "data.npy"));
        rules.put(
                "summary knows loader and manifest",
                dataKnowsOnly("data.summary", "data.loader", "data.manifest", "data.images", "data.npy"));
        rules.put(
                "no cycles in data",
                slices().matching(root + ".data.(*)..").should().beFreeOfCycles());
        rules.put("a rule for each folder of data", everyFolderHasARule());
    }

    /** A package, exactly: no folder below it. */
    private ArchRule dataKnowsOnly(String name, String... known) {
        String[] exactly = Stream.concat(Stream.of(name, "data", "base"), Stream.of(known))
                .map(folder -> root + "." + folder)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "." + name)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(root + "..").or(resideInAnyPackage(exactly)));
    }

    /** A folder that is new must be given its arrows. */
    private ArchRule everyFolderHasARule() {
        return classes()
                .that()
                .resideInAPackage(root + ".data..")
                .should()
                .resideInAnyPackage(Stream.of("", ".npy", ".images", ".augment", ".manifest", ".loader", ".summary")
                        .map(folder -> root + ".data" + folder)
                        .toArray(String[]::new));
    }

    private static String[] with(String first, String... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
    }

    private ArchRule knowsOnly(String name, DescribedPredicate<? super JavaClass> also, String... known) {
        DescribedPredicate<JavaClass> allowed = resideOutsideOfPackage(root + "..")
                .or(resideInAnyPackage(below(known)))
                .or(also);
        return classes()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(allowed);
    }

    private ArchRule nothingBelowShows() {
        return noClasses()
                .that()
                .resideInAnyPackage(below(
                        "ops",
                        "layers",
                        "losses",
                        "metrics",
                        "optimizers",
                        "rules",
                        "models",
                        "applications",
                        "explain",
                        "embeddings",
                        "training",
                        "data",
                        "datasets",
                        "travel",
                        "experiments"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below("plots", "notebook"));
    }

    private ArchRule only(String library, String... users) {
        return noClasses()
                .that(live())
                .and()
                .resideOutsideOfPackages(below(users))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private ArchRule noUnseeded() {
        return noClasses()
                .that(live())
                .should()
                .dependOnClassesThat(name(Random.class.getName()).or(name("java.util.concurrent.ThreadLocalRandom")));
    }

    private ArchRule drawnSeeds() {
        return noClasses()
                .that(live())
                .and()
                .doNotHaveFullyQualifiedName(root + ".models.ModelSeed")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom");
    }

    private DescribedPredicate<JavaClass> live() {
        return resideInAnyPackage(root + "..");
    }

    private String[] below(String... names) {
        return Stream.of(names).map(name -> root + "." + name + "..").toArray(String[]::new);
    }

    private static ArchCondition<JavaMethod> mention(Class<?> type) {
        return new ArchCondition<>("return or accept " + type.getName()) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean mentions = Stream.concat(
                                Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .anyMatch(t -> t.isAssignableTo(type));
                events.add(new SimpleConditionEvent(method, mentions, method.getFullName()));
            }
        };
    }
}
