package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** What computes: what there is, why there is no more, and putting a model there. */
@Tag("models")
class DevicesTest {

    private static final DeviceReport.Seen CPU =
            new DeviceReport.Seen("/job:localhost/replica:0/task:0/device:CPU:0", "CPU", 1 << 28);

    @Test
    void thisMachineHasAProcessor() {
        DeviceReport report = Devices.report();
        assertTrue(report.has(Device.of("cpu")));
        assertEquals("cpu:0", report.names().get(0));
        assertEquals(List.of("name", "type", "gigabytes"), report.table().columnNames());
        // Either there is a GPU, or a reason.
        assertEquals(report.hasGpu(), report.why().isEmpty());
    }

    @Test
    void aReportTellsNameTypeAndMemory() {
        var gpu = new DeviceReport.Seen("/job:localhost/replica:0/task:0/device:GPU:0", "GPU", 3L << 29);
        DeviceReport report = DeviceReport.of(List.of(CPU, gpu), "", "on");
        assertEquals(List.of("cpu:0", "gpu:0"), report.names());
        assertEquals(List.of("CPU", "GPU"), report.table().stringColumn("type").asList());
        assertTrue(report.table().doubleColumn("gigabytes").isMissing(0));
        assertEquals(1.5, report.table().doubleColumn("gigabytes").get(1));
        assertTrue(report.hasGpu());
        assertEquals(List.of("oneDNN: on"), report.notes());

        DeviceReport none = DeviceReport.of(List.of(CPU), "no driver", "off: why");
        assertFalse(none.hasGpu());
        assertTrue(none.toString().endsWith("\nno GPU: no driver\noneDNN: off: why"), none.toString());
    }

    @Test
    void theFirstThingThatIsMissingForAGpuIsTold() {
        assertEquals(
                "TensorFlow Java has a library for GPUs on linux-x86_64 only, and this is macosx-arm64",
                why("macosx-arm64", false, false));
        assertEquals(
                "no NVIDIA driver is loaded (there is no file /proc/driver/nvidia/version), and the class path has"
                        + " TensorFlow's library for the CPU alone (mvn -Pgpu)",
                why("linux-x86_64", false, false));
        assertEquals(
                "no NVIDIA driver is loaded (there is no file /proc/driver/nvidia/version)",
                why("linux-x86_64", true, false));
        assertTrue(why("linux-x86_64", false, true)
                .startsWith("the class path has TensorFlow's library for the CPU alone"));
        assertEquals(
                "CUDA_VISIBLE_DEVICES is \"-1\", which hides every GPU",
                new MissingGpu("linux-x86_64", true, true, Optional.of("-1")).why());
        assertTrue(new MissingGpu("linux-x86_64", true, true, Optional.of("0"))
                .why()
                .contains("CUDA 12 or cuDNN 9"));
    }

    private static String why(String platform, boolean gpuLibrary, boolean driver) {
        return new MissingGpu(platform, gpuLibrary, driver, Optional.empty()).why();
    }

    @Test
    void namesAreReadAndOthersRefused() {
        assertEquals(new Device(Device.Kind.CPU, 0), Device.of("CPU"));
        assertEquals(new Device(Device.Kind.GPU, 3), Device.of("gpu:3"));
        assertEquals("gpu:0", Device.of("gpu").toString());
        assertEquals("/device:GPU:1", Device.of("gpu:1").inGraph());
        refused("device must be cpu, gpu or such as gpu:1, got cuda", () -> Fit.epochs(1)
                .device("cuda"));
        refused("number must not be negative, got -1", () -> new Device(Device.Kind.CPU, -1));
    }

    @Test
    void aModelThatIsMovedGoesOnAsIfItHadStayed() {
        try (Model stays = compiled();
                Model moves = compiled()) {
            for (Model model : List.of(stays, moves)) {
                model.fit(Samples.pairs(12), Fit.epochs(2).batchSize(5).verbose(false));
            }
            stays.fit(Samples.pairs(12), Fit.epochs(2).batchSize(5).verbose(false));
            moves.fit(
                    Samples.pairs(12), Fit.epochs(2).batchSize(5).verbose(false).device("cpu"));
            assertEquals(Optional.of(Device.of("cpu")), moves.engine().device());
            assertEquals(Optional.empty(), stays.engine().device());
            if (!Devices.report().hasGpu()) {
                assertEquals(everything(stays), everything(moves));
            }
        }
    }

    @Test
    void aDeviceThatIsNotThereChangesNothing() {
        try (Model model = compiled()) {
            List<FloatArray> before = everything(model);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> model.fit(Samples.pairs(12), Fit.epochs(1).device("gpu:999")))
                    .getMessage();
            DeviceReport report = Devices.report();
            assertEquals(
                    "there is no gpu:999, only " + report.names() + (report.hasGpu() ? "" : ": " + report.why()),
                    message);
            assertEquals(before, everything(model));
            assertEquals(0, model.engine().step());
            model.fit(Samples.pairs(12), Fit.epochs(1).verbose(false));
        }
    }

    /** With dropout, moving averages, and an optimizer that keeps something for each weight. */
    private static Model compiled() {
        return Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy());
    }

    private static List<FloatArray> everything(Model model) {
        RunningProgram running = model.engine().running();
        return running.reading(() -> running.read(running.program().variables()));
    }
}
