package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JJava's published library. */
@Tag("notebooks")
class JJavaExtensionTest extends LiveBattery {

    private BaseKernel kernel;

    @Override
    void install() throws Exception {
        var output = new IOPubChannel(wire.context(), new HMACGenerator("hmac-sha256", "key"));
        wire.connect(output);
        kernel = new IdleKernel(new Attached(new ShellReplyEnvironment(null, null, output, null) {}));
        // A kernel registers the library's own renderer of images first.
        Image.registerAll(kernel.getRenderer());
        // Finds the extension as it does where the toolkit is on the class path.
        kernel.onStartup();
    }

    @AfterEach
    void end() {
        kernel.onShutdown(false);
    }

    @Override
    Object bundle(Object value) {
        return kernel.getRenderer().render(value);
    }

    @Override
    Object bundleAs(Object value, String mimeType) {
        return kernel.getRenderer().renderAs(value, mimeType);
    }

    @Test
    void kernelsFindIt() {
        List<String> found = ServiceLoader.load(Extension.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertEquals(List.of(JJavaExtension.class.getName()), found);
    }

    /** The library's output of a cell, attached to the request that asked for it. */
    private static final class Attached extends JupyterIO {
        Attached(ShellReplyEnvironment replies) {
            super(StandardCharsets.UTF_8);
            setEnv(replies);
        }
    }

    /** The library's kernel with nothing to evaluate. */
    private static final class IdleKernel extends BaseKernel {
        IdleKernel(JupyterIO io) {
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
                    true,
                    new StringStyler.Builder().build());
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
    }
}
