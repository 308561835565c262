package polyview.models;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * What this machine can compute on.
 *
 * <pre>{@code
 * Devices.report()      // a table of the devices and, where there is no GPU, why
 * model.fit(train, Fit.epochs(8).device("gpu"))
 * }</pre>
 */
public final class Devices {

    private Devices() {}

    /** The devices that TensorFlow sees, and what is missing for a GPU; looked up once, which takes up to seconds with a GPU. */
    public static DeviceReport report() {
        return Lookup.REPORT;
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
        static final DeviceReport REPORT = DeviceReport.of(seen(), MissingGpu.here());
    }

    private static List<DeviceReport.Seen> seen() {
        byte[] config = NativeSession.config().toByteArray();
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
