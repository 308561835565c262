package polyview.broken.plots;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** Breaks rules on purpose: a plot that knows the kernels. */
public final class KnowsKernel {
    private KnowsKernel() {}

    static List<String> all() {
        return List.of(Extension.class.getName(), BaseKernel.class.getName(), DisplayProvider.class.getName());
    }
}
