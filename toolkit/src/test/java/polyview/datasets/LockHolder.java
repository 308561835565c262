package polyview.datasets;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds a file until its input ends. */
final class LockHolder {

    private LockHolder() {}

    /** Starts it; it has the lock when this returns, or refuses with {@code the other process could not lock ...}. */
    static Process start(Path file) throws Exception {
        Path classes = Path.of(LockHolder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", classes.toString(), LockHolder.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != 'l') {
            process.destroy();
            throw new AssertionError("the other process could not lock " + file);
        }
        return process;
    }

    public static void main(String[] file) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            System.out.print(lock != null ? 'l' : 'n');
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until the input ends.
            }
        }
    }
}
