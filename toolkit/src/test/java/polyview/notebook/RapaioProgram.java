package polyview.notebook;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rapaio.jupyter.kernel.MainApp;

/** A program that is rapaio's kernel, touches the toolkit as a cell does, and says whether it can show what changes. */
final class RapaioProgram {

    private RapaioProgram() {}

    public static void main(String[] args) throws Exception {
        System.out.println(
                "before: " + RunningKernel.isRapaio() + " " + Screen.current().live());
        Path connection = connection();
        new Thread(() -> run(connection), "main of the kernel").start();
        long end = System.nanoTime() + 300_000_000_000L;
        while (!RunningKernel.isRapaio() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        new DisplayStartup().onStartup();
        System.out.println(
                "after: " + RunningKernel.isRapaio() + " " + Screen.current().live());
        System.exit(0);
    }

    private static void run(Path connection) {
        try {
            MainApp.main(new String[] {connection.toString()});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Jupyter writes for a kernel. */
    private static Path connection() throws IOException {
        StringBuilder json = new StringBuilder("{\"ip\": \"127.0.0.1\", \"transport\": \"tcp\", \"key\": \"k\", "
                + "\"signature_scheme\": \"hmac-sha256\"");
        for (String channel : new String[] {"shell", "control", "iopub", "stdin", "hb"}) {
            try (ServerSocket free = new ServerSocket(0)) {
                json.append(", \"" + channel + "_port\": " + free.getLocalPort());
            }
        }
        return Files.writeString(Files.createTempFile("connection", ".json"), json.append("}"));
    }
}
