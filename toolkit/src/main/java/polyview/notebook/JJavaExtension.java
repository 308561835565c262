package polyview.notebook;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Teaches a kernel that is built on JJava's library to show what {@link Shown} knows, and to change it in place; the kernel
 * finds it by itself where the toolkit is on its class path.
 *
 * <p>The one class of the toolkit that needs JJava's library. A kernel that starts without extensions can be taught with
 * {@code new JJavaExtension().install(kernel)}.
 */
public final class JJavaExtension implements Extension {

    /** For the service loader. */
    public JJavaExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        Renderer renderer = kernel.getRenderer();
        DisplayStream stream = kernel.getIO().display;
        install(renderer);
        Screen.use(new KernelScreen<>(
                renderer::render, DisplayData::setDisplayId, stream::display, stream::updateDisplay));
    }

    /** Registers every type that {@link Shown} knows. */
    public static void install(Renderer renderer) {
        for (Rule<?> rule : Rule.ALL) {
            renderer.createRegistration(rule.type())
                    .preferring(rule.mimeType())
                    .register((value, context) -> put(rule.show(value), context.getOutputContainer()));
        }
    }

    private static void put(Shown shown, DisplayData out) {
        shown.put(out::putData, out::putMetaData);
    }
}
