package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.GlobalAveragePooling2D;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.optimizers.Adam;
import polyview.optimizers.Optimizer;

/** A program in a file, with layers, loss, metric and optimizer of a user's own, trained where none of them is. */
class ProgramElsewhereTest {

    @TempDir
    private Path folder;

    private static Model model(Optimizer optimizer) {
        var image = Input.image("image", 6, 6, 1);
        var x = new BatchNormalization().apply(new Conv2D(4, 3).apply(image));
        x = new GlobalAveragePooling2D().apply(new CustomClasses.SignedSquare().apply(x));
        x = new Dense(1).apply(new Dropout(0.3).apply(x));
        return new Model(image, x).seed(5).compile(optimizer, new CustomClasses.Huber(1), new CustomClasses.Rmse());
    }

    /** What the class prints in a process that has the toolkit, what it needs, and this one class. */
    private List<String> elsewhere(Path file) throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("classes/outside"));
        String own = TrainsElsewhere.class.getSimpleName() + ".class";
        try (var bytes = TrainsElsewhere.class.getResourceAsStream(own)) {
            Files.write(classes.resolve(own), bytes.readAllBytes());
        }
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.getParent() + File.pathSeparator + path,
                        TrainsElsewhere.class.getName(),
                        file.toString(),
                        CustomClasses.Huber.class.getName())
                .redirectErrorStream(true);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }

    @Test
    void trainsToTheSameBits() throws IOException, InterruptedException {
        for (Optimizer optimizer : List.of(new Adam(0.01), new CustomClasses.ClippedByGlobalNorm(0.1, 0.1f))) {
            Path file = folder.resolve(optimizer.name() + ".program");
            try (Model model = model(optimizer)) {
                model.engine().program().write(file);
                TrainsElsewhere.train(model.engine());
                List<String> printed = elsewhere(file);
                assertTrue(printed.contains("without outside.CustomClasses$Huber"), printed.toString());
                assertTrue(printed.contains(TrainsElsewhere.bits(model.engine())), printed.toString());
                // A metric that is not there is told of, never computed as another one.
                assertTrue(printed.contains("columns [loss]"), printed.toString());
                assertTrue(
                        String.join("\n", printed).contains("metric rmse of output dense is not known here"),
                        printed.toString());
            }
        }
    }

    @Test
    void theFileHoldsAllOfTheProgram() {
        Path file = folder.resolve("a.program");
        try (Model model = model(new Adam(0.01))) {
            Program program = model.engine().program();
            program.write(file);
            Program read = Program.read(file);
            // As text: a shape with an unknown size does not equal itself.
            assertEquals(program.training().toString(), read.training().toString());
            assertEquals(program.variables(), read.variables());
            assertEquals(program.fingerprint(), read.fingerprint());
            polyview.metrics.Metrics.add("rmse", settings -> new CustomClasses.Rmse());
            try (Engine engine = new Engine(read, 5)) {
                assertEquals(List.of(List.of(new CustomClasses.Rmse())), engine.metrics());
            }
        }
    }
}
