package polyview.notebook;

import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Teaches a kernel that is built on JJava's library to show what {@link Shown} knows; the kernel finds it by itself where
 * the toolkit is on its class path.
 *
 * <p>The one class of the toolkit that needs JJava's library. A kernel that starts without extensions can be taught with
 * {@link #install(Renderer)}.
 */
public final class JJavaExtension implements Extension {

    /** For the service loader. */
    public JJavaExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        install(kernel.getRenderer());
    }

    /** Registers every type that {@link Shown} knows. */
    public static void install(Renderer renderer) {
        Rule.ALL.forEach(rule -> register(renderer, rule));
    }

    private static <T> void register(Renderer renderer, Rule<T> rule) {
        renderer.createRegistration(rule.type())
                .preferring(rule.mimeType())
                .register((value, context) -> put(rule.show(value), context.getOutputContainer()));
    }

    private static void put(Shown shown, DisplayData out) {
        out.putText(shown.text());
        out.putData(shown.mimeType(), shown.content());
        Map<String, Object> metadata = shown.metadata();
        if (!metadata.isEmpty()) {
            out.putMetaData(shown.mimeType(), metadata);
        }
    }
}
