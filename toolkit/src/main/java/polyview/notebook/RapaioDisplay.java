package polyview.notebook;

import java.util.List;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplaySystem;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;

/**
 * Registers with the rapaio kernel how to show the types that {@link RichOutput} knows and how to update them in place.
 *
 * <p>The kernel looks for it when it shows the first value, or when the toolkit is first used. Limit of the kernel (3.0.1):
 * after a cell was interrupted it no longer shows anything. No other class of the toolkit needs rapaio's library.
 */
public final class RapaioDisplay implements DisplayProvider {

    static final String LIBRARY = "rapaio";

    private static volatile boolean asked;

    /** For the service loader of the kernel. */
    public RapaioDisplay() {}

    /** Makes the kernel look for displays now, unless it has done so. */
    public static void install() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The kernel looks in this class loader; the one of this thread may not know the toolkit.
        thread.setContextClassLoader(RapaioDisplay.class.getClassLoader());
        try {
            DisplaySystem system = Global.displaySystem();
            // The kernel looked before the toolkit was loaded; its class loader may know the toolkit by now.
            if (!asked) {
                system.refreshSpiDisplayHandlers();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        if (!asked) {
            throw new IllegalStateException("it looked for displays before it could see the toolkit");
        }
    }

    /**
     * The renderers of all types; it also makes the output of the kernel's cells the {@link Screen}. If the library does not fit,
     * one line says so, and the list is empty.
     */
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        asked = true;
        try {
            DisplayFailure.requireWhole(RuleRenderer.class);
            var probe = new RuleRenderer(DisplayProbe.RULE).render(DisplayProbe.RULE.mimeType(), new DisplayProbe());
            probe.setDisplayId("probe");
            DisplayProbe.require(probe.data().get(DisplayProbe.RULE.mimeType()));
            Screen.use(screen());
            return DisplayRule.ALL.stream()
                    .<DisplayRenderer>map(RuleRenderer::new)
                    .toList();
        } catch (LinkageError | RuntimeException e) {
            DisplayFailure.tell(LIBRARY, e);
            return List.of();
        }
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private static KernelScreen<DisplayData> screen() {
        // Looked up when something is shown: while providers are loaded the kernel's display system does not exist yet.
        return new KernelScreen<>(
                LIBRARY,
                value -> Global.displaySystem().render(value),
                DisplayData::setDisplayId,
                data -> MainApp.kernel.display(data),
                data -> MainApp.kernel.updateDisplay(data));
    }

    private record RuleRenderer(DisplayRule<?> rule) implements DisplayRenderer {
        @Override
        public Class<?> rendererClass() {
            return rule.type();
        }

        /** The type of the rule is given, whatever type a cell asks for. */
        @Override
        public boolean canRender(String mimeType) {
            return true;
        }

        @Override
        public DisplayData render(String mimeType, Object value) {
            DisplayData out = DisplayData.fromText(String.valueOf(value));
            DisplayFailure.show(LIBRARY, rule, value, shown -> shown.put(out::putData, out::putMetaData));
            return out;
        }
    }
}
