package polyview.models;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import polyview.base.Startup;

/**
 * What this machine can compute on.
 *
 * <pre>{@code
 * Devices.report()      // a table of the devices and, where there is no GPU, why
 * model.fit(train, Fit.epochs(8).device("gpu"))
 * }</pre>
 */
public final class Devices {

    static {
        Startup.begin();
    }

    private Devices() {}

    /** The devices that TensorFlow sees, what is missing for a GPU, and whether oneDNN is on; looked up once, which takes up to seconds with a GPU. */
    public static DeviceReport report() {
        return Lookup.REPORT;
    }

    /**
     * Whether TensorFlow runs oneDNN's kernels on the CPU, seen in the ops that it makes of a convolution; looked up once.
     *
     * <p>The toolkit asks for it, unless the environment variable {@value polyview.base.OneDnn#VARIABLE} says otherwise. Without
     * it a training on the CPU takes 1.6 to 3.7 times as long. The bits of a training with it are not those of one without.
     */
    public static boolean oneDnn() {
        return OneDnnTrace.on();
    }

    /**
     * Refuses a device that is not there, and says why: {@code there is no gpu:0, only [cpu:0]: no NVIDIA driver is loaded
     * (there is no file /proc/driver/nvidia/version)}.
     */
    static void require(Device device) {
        DeviceReport report = report();
        if (!report.has(device)) {
            throw new IllegalArgumentException("there is no " + device + ", only " + report.names()
                    + (report.why().isEmpty() ? "" : ": ") + report.why());
        }
    }

    /** Devices do not come and go while a JVM runs. */
    private static final class Lookup {
        static final DeviceReport REPORT =
                DeviceReport.of(seen(), MissingGpu.here(), oneDnn() ? "on" : "off: " + OneDnnTrace.why());
    }

    private static List<DeviceReport.Seen> seen() {
        byte[] config = SessionOptions.of(Precision.FLOAT32).toByteArray();
        TF_Status status = tensorflow.TF_NewStatus();
        TFE_ContextOptions options = tensorflow.TFE_NewContextOptions();
        try (BytePointer bytes = new BytePointer(config)) {
            tensorflow.TFE_ContextOptionsSetConfig(options, bytes, config.length, status);
            status.throwExceptionIfNotOK();
            TFE_Context context = tensorflow.TFE_NewContext(options, status);
            status.throwExceptionIfNotOK();
            try {
                return seen(context, status);
            } finally {
                tensorflow.TFE_DeleteContext(context);
            }
        } finally {
            tensorflow.TFE_DeleteContextOptions(options);
            tensorflow.TF_DeleteStatus(status);
        }
    }

    private static List<DeviceReport.Seen> seen(TFE_Context context, TF_Status status) {
        TF_DeviceList list = tensorflow.TFE_ContextListDevices(context, status);
        status.throwExceptionIfNotOK();
        try {
            List<DeviceReport.Seen> seen = new ArrayList<>();
            for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
                seen.add(new DeviceReport.Seen(
                        tensorflow.TF_DeviceListName(list, i, status).getString(),
                        tensorflow.TF_DeviceListType(list, i, status).getString(),
                        tensorflow.TF_DeviceListMemoryBytes(list, i, status)));
            }
            status.throwExceptionIfNotOK();
            return seen;
        } finally {
            tensorflow.TF_DeleteDeviceList(list);
        }
    }
}
