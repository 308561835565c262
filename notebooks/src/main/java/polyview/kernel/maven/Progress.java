package polyview.kernel.maven;

import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Tells what is downloaded, a few times a second: {@code Downloading guava-33.0.0-jre.jar: 1.2 of 3.0 MB (jars so far: 4)}. */
final class Progress extends AbstractTransferListener {
    private static final long INTERVAL_NANOS = 200_000_000;
    /** The size of smaller files tells nothing. */
    private static final long MUCH = 100_000;

    private final Consumer<String> line;
    private long last = System.nanoTime() - INTERVAL_NANOS;
    private int jars;

    Progress(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public synchronized void transferInitiated(TransferEvent event) {
        tell(event);
    }

    @Override
    public synchronized void transferProgressed(TransferEvent event) {
        tell(event);
    }

    @Override
    public synchronized void transferSucceeded(TransferEvent event) {
        if (event.getResource().getResourceName().endsWith(".jar")) {
            jars++;
        }
    }

    private void tell(TransferEvent event) {
        if (System.nanoTime() - last < INTERVAL_NANOS) {
            return;
        }
        last = System.nanoTime();
        TransferResource resource = event.getResource();
        String name = resource.getResourceName().replaceFirst(".*/", "");
        String size = resource.getContentLength() > MUCH
                ? ": " + mega(event.getTransferredBytes()) + " of " + mega(resource.getContentLength()) + " MB"
                : "";
        line.accept("Downloading " + name + size + (jars > 0 ? " (jars so far: " + jars + ")" : ""));
    }

    private static String mega(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
