package polyview.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Registers with a kernel that is built on JJava's library how to show the types that {@link RichOutput} knows and how to update
 * them in place. The kernel finds it by itself where the toolkit is on its class path.
 *
 * <p>JJava finds it as an extension, or the toolkit finds the kernel when it is first used: with any JJava from 1.0-M3 on, even
 * where extensions are turned off. No other class of the toolkit needs JJava's library.
 */
public final class JJavaExtension implements Extension {

    private static final String LIBRARY = "JJava";

    /** For the service loader. */
    public JJavaExtension() {}

    /**
     * Registers every type that {@link RichOutput} knows, and makes the output of the kernel's cells the {@link Screen}. A second
     * call does nothing. Where the library has another version that does not fit, a line on standard error says so, and the
     * kernel shows text as before.
     */
    @Override
    public void install(BaseKernel kernel) {
        try {
            installIn(kernel);
        } catch (LinkageError e) {
            // JJava before 1.0-a6 closes the class loader of an extension before it installs it: no other class of the
            // toolkit can be loaded here. Its cells have another class loader, where the toolkit installs its display.
            boolean closed = JJavaExtension.class.getResource("JJavaExtension.class") == null;
            if (!closed) {
                System.err.println("polyview: shown as text under JJava, its display failed: " + e);
            }
        }
    }

    /** The same for an object that must be a kernel of this library. */
    static void installIn(Object kernel) {
        RegisteredKernels.register(kernel, LIBRARY, () -> register((BaseKernel) kernel));
    }

    private static void register(BaseKernel kernel) {
        Renderer renderer = kernel.getRenderer();
        DisplayStream stream = kernel.getIO().display;
        Method name = nameOfBundles();
        var screen = new KernelScreen<DisplayData>(
                LIBRARY,
                renderer::render,
                (bundle, id) -> name(name, bundle, id),
                stream::display,
                stream::updateDisplay);
        register(renderer, DisplayProbe.RULE);
        DisplayProbe.require(screen.named(new DisplayProbe(), "probe").getData(MIMEType.TEXT_HTML));
        install(renderer);
        Screen.use(screen);
    }

    /** Registers every type that {@link RichOutput} knows. */
    public static void install(Renderer renderer) {
        DisplayRule.ALL.forEach(rule -> register(renderer, rule));
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

    /** Up to 1.0-a6 this method returns nothing, later the bundle: one compiled call cannot fit both. */
    private static Method nameOfBundles() {
        try {
            return DisplayData.class.getMethod("setDisplayId", String.class);
        } catch (NoSuchMethodException e) {
            throw new NoSuchMethodError(e.getMessage());
        }
    }

    private static void name(Method name, DisplayData bundle, String id) {
        try {
            name.invoke(bundle, id);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(name + " failed", e);
        }
    }
}
