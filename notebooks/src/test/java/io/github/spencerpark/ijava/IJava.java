package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts the kernel: {@code IJava connection-file}. */
public final class IJava {

    private static volatile JavaKernel kernel;

    private IJava() {}

    /** The kernel of this JVM, or null where none was started, as IJava has it. */
    public static JavaKernel getKernelInstance() {
        return kernel;
    }

    public static void main(String[] args) throws Exception {
        var connection = new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        kernel = new JavaKernel(System.getenv().getOrDefault("IJAVA_CLASSPATH", ""));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }
}
