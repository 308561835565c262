package polyview.kernel;

import java.util.List;

/** What every cell has imported: all that IJava imports, and more. */
final class DefaultImports {
    /** What stands behind {@code import}. */
    static final List<String> NAMES = List.of(
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "java.util.stream.*",
            // A cell may declare a method of one of these names: then that one counts.
            "static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*",
            "static polyview.kernel.NotebookKernel.getKernelInstance");

    private DefaultImports() {}
}
