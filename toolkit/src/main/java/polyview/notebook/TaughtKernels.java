package polyview.notebook;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** The kernels that have the toolkit's display: each is taught once, however often it is asked for. */
final class TaughtKernels {

    private static final Set<Object> KERNELS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private TaughtKernels() {}

    /**
     * Teaches a kernel that was not taught before; what fails is told in one line, and the kernel goes on.
     *
     * @param library the kernel's name for the reader
     */
    static void teach(Object kernel, String library, Runnable lesson) {
        // Before the lesson, which may touch the toolkit for the first time and so come here again.
        if (KERNELS.add(kernel)) {
            Misfit.guard(library, lesson);
        }
    }
}
