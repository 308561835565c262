package polyview.notebook;

import java.util.stream.Stream;
import polyview.base.Scan;
import polyview.base.StartupListener;
import polyview.training.LiveLine;

/**
 * Registers the toolkit's display with the running kernel when the toolkit is first used, and shows the progress of long scans. Without a
 * kernel a terminal shows that progress too, and nothing else is done.
 *
 * <p>It works whether the jar was loaded from the class path or by a magic, and with the kernel's extensions turned off.
 */
public final class DisplayStartup implements StartupListener {

    /** For the service loader. */
    public DisplayStartup() {}

    @Override
    public void onStartup() {
        Scan.show(new ScanLine(LiveLine.standard()));
        DisplayFailure.guard("this kernel", () -> RunningKernel.find().ifPresent(DisplayStartup::register));
        if (RunningKernel.isRapaio()) {
            DisplayFailure.guard(RapaioDisplay.LIBRARY, RapaioDisplay::install);
        }
    }

    /** The adapter classes are used only if their library is there. */
    private static void register(Object kernel) {
        for (Class<?> type : Stream.<Class<?>>iterate(kernel.getClass(), t -> t != null, Class::getSuperclass)
                .toList()) {
            switch (type.getName()) {
                case "org.dflib.jjava.jupyter.kernel.BaseKernel" -> JJavaExtension.installIn(kernel);
                case "io.github.spencerpark.jupyter.kernel.BaseKernel" -> IJavaDisplay.installIn(kernel);
                default -> {}
            }
        }
    }
}
