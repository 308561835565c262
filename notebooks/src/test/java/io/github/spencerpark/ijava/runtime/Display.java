package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** Output of a cell beside its value. */
public final class Display {

    private Display() {}

    public static DisplayData render(Object value) {
        return Kernel.getKernelInstance().getRenderer().render(value);
    }

    public static DisplayData render(Object value, String... types) {
        return Kernel.getKernelInstance().getRenderer().renderAs(value, types);
    }

    public static String display(Object value) {
        return send(render(value));
    }

    public static String display(Object value, String... types) {
        return send(render(value, types));
    }

    public static void updateDisplay(String id, Object value) {
        Kernel.getKernelInstance().getIO().display.updateDisplay(id, render(value));
    }

    public static void updateDisplay(String id, Object value, String... types) {
        Kernel.getKernelInstance().getIO().display.updateDisplay(id, render(value, types));
    }

    private static String send(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        Kernel.getKernelInstance().display(data);
        return data.getDisplayId();
    }
}
