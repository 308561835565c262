package polyview.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/**
 * Teaches IJava, or any kernel that is built on its library, to show what {@link Shown} knows, and to change it in place.
 *
 * <p>IJava looks for no extensions, so one line is needed, in the first cell of a notebook or in a file that the environment
 * variable {@code IJAVA_STARTUP_SCRIPTS_PATH} names:
 *
 * <pre>{@code
 * polyview.notebook.IJavaDisplay.install(getKernelInstance());
 * }</pre>
 *
 * <p>The one class of the toolkit that needs IJava's library.
 */
public final class IJavaDisplay {

    private IJavaDisplay() {}

    /** Registers every type that {@link Shown} knows, and makes the kernel's cells the {@link Screen}. */
    public static void install(BaseKernel kernel) {
        Renderer renderer = kernel.getRenderer();
        DisplayStream stream = kernel.getIO().display;
        for (Rule<?> rule : Rule.ALL) {
            renderer.createRegistration(rule.type())
                    .preferring(rule.mimeType())
                    .register((value, context) -> put(rule.show(value), context.getOutputContainer()));
        }
        Screen.use(new KernelScreen<>(
                renderer::render, DisplayData::setDisplayId, stream::display, stream::updateDisplay));
    }

    private static void put(Shown shown, DisplayData out) {
        shown.put(out::putData, out::putMetaData);
    }
}
