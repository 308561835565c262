package polyview.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

/**
 * Registers with IJava, or with any kernel that is built on its library, how to show the types that {@link RichOutput} knows and
 * how to update them in place.
 *
 * <p>Under IJava, and under JJava 1.0-M1 and 1.0-M2, which are built on the same library, the toolkit does it by itself when it
 * is first used. For another kernel on this library there is {@link #install}. No other class of the toolkit needs IJava's
 * library.
 */
public final class IJavaDisplay {

    private static final String LIBRARY = "IJava";

    private IJavaDisplay() {}

    /**
     * Registers every type that {@link RichOutput} knows, and makes the output of the kernel's cells the {@link Screen}. A second
     * call does nothing. Where the library has another version that does not fit, a line on standard error says so, and the
     * kernel shows text as before.
     */
    public static void install(BaseKernel kernel) {
        RegisteredKernels.register(kernel, LIBRARY, () -> register(kernel));
    }

    /** The same for an object that must be a kernel of this library. */
    static void installIn(Object kernel) {
        install((BaseKernel) kernel);
    }

    private static void register(BaseKernel kernel) {
        Renderer renderer = kernel.getRenderer();
        DisplayStream stream = kernel.getIO().display;
        var screen = new KernelScreen<DisplayData>(
                LIBRARY, renderer::render, DisplayData::setDisplayId, stream::display, stream::updateDisplay);
        register(renderer, DisplayProbe.RULE);
        DisplayProbe.require(screen.named(new DisplayProbe(), "probe").getData(MIMEType.TEXT_HTML));
        DisplayRule.ALL.forEach(rule -> register(renderer, rule));
        Screen.use(screen);
    }

    private static void register(Renderer renderer, DisplayRule<?> rule) {
        renderer.createRegistration(rule.type())
                .preferring(rule.mimeType())
                .register((value, context) ->
                        DisplayFailure.show(LIBRARY, rule, value, shown -> put(shown, context.getOutputContainer())));
    }

    private static void put(RichOutput shown, DisplayData out) {
        shown.put(out::putData, out::putMetaData);
    }
}
