package polyview.notebook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.common.Image;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/** A kernel on JJava's library with nothing to evaluate, whose cell's output goes to a wire. */
final class JJavaKernelOnWire extends BaseKernel {

    private JJavaKernelOnWire(JupyterIO io, boolean extensions) {
        super(
                "idle",
                "0",
                new LanguageInfo.Builder("java").build(),
                List.of(),
                null,
                io,
                new CommManager(),
                new Renderer(),
                null,
                null,
                extensions,
                new StringStyler.Builder().build());
    }

    /**
     * A kernel that has started: it finds its extensions as it does where the toolkit is on the class path.
     *
     * @param extensions whether it looks for them
     */
    static JJavaKernelOnWire on(Wire wire, boolean extensions) throws Exception {
        var output = new IOPubChannel(wire.context(), new HMACGenerator("hmac-sha256", "key"));
        wire.connect(output);
        var io = new Attached(new ShellReplyEnvironment(null, null, output, null) {});
        var kernel = new JJavaKernelOnWire(io, extensions);
        // A kernel registers the library's own renderer of images first.
        Image.registerAll(kernel.getRenderer());
        kernel.onStartup();
        return kernel;
    }

    @Override
    protected ClassLoader getClassLoader() {
        return JJavaKernelOnWire.class.getClassLoader();
    }

    @Override
    public Object evalRaw(String code) {
        return code;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return DisplayData.EMPTY;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return new ReplacementOptions(List.of(), at, at);
    }

    @Override
    public String isComplete(String code) {
        return IS_COMPLETE_YES;
    }

    /** The library's output of a cell, attached to the request that asked for it. */
    private static final class Attached extends JupyterIO {
        Attached(ShellReplyEnvironment replies) {
            super(StandardCharsets.UTF_8);
            setEnv(replies);
        }
    }
}
