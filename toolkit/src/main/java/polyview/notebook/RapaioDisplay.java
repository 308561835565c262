package polyview.notebook;

import java.util.List;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;

/**
 * Teaches the rapaio kernel to show what {@link Shown} knows, and to change it in place; the kernel finds it by itself where
 * the toolkit is on its class path.
 *
 * <p>The kernel looks when the first value is shown. Where a cell before that is to be live, it needs one line:
 *
 * <pre>{@code
 * polyview.notebook.RapaioDisplay.install();
 * }</pre>
 *
 * <p>Limits of the kernel (3.0.1): once a cell was interrupted it puts out nothing any more. The one class of the toolkit that needs rapaio's library.
 */
public final class RapaioDisplay implements DisplayProvider {

    /** For the service loader of the kernel: its cells are the {@link Screen} from then on. */
    public RapaioDisplay() {
        // Asked for when something is shown: while providers are loaded the kernel's display system is not there yet.
        Screen.use(new KernelScreen<>(
                value -> Global.displaySystem().render(value),
                DisplayData::setDisplayId,
                data -> MainApp.kernel.display(data),
                data -> MainApp.kernel.updateDisplay(data)));
    }

    /** Makes the kernel look for what is shown, at once. */
    public static void install() {
        Global.displaySystem();
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return Rule.ALL.stream().<DisplayRenderer>map(RuleRenderer::new).toList();
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private record RuleRenderer(Rule<?> rule) implements DisplayRenderer {
        @Override
        public Class<?> rendererClass() {
            return rule.type();
        }

        /** Whatever type a cell asks for, the one of the rule is given. */
        @Override
        public boolean canRender(String mimeType) {
            return true;
        }

        @Override
        public DisplayData render(String mimeType, Object value) {
            Shown shown = rule.show(value);
            DisplayData out = DisplayData.fromText(shown.text());
            shown.put(out::putData, out::putMetaData);
            return out;
        }
    }
}
