package polyview.notebook;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** The kernels that have the toolkit's display. Each is registered once, however often registration is requested. */
final class RegisteredKernels {

    private static final Set<Object> KERNELS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private RegisteredKernels() {}

    /**
     * Registers the display with a kernel that does not have it yet; a failure is reported in one line, and the kernel goes on.
     *
     * @param library the kernel's name in messages
     */
    static void register(Object kernel, String library, Runnable registration) {
        // Noted before the registration, which may use the toolkit for the first time and so come here again.
        if (KERNELS.add(kernel)) {
            DisplayFailure.guard(library, registration);
        }
    }
}
