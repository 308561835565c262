package polyview.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spark tries a master that does not answer for a minute; a look at its port tells at once. */
final class Probe {

    private static final Duration MOST = Duration.ofSeconds(5);

    private Probe() {}

    /** Refuses a master of Spark's own cluster none of whose addresses answers. */
    static void of(Master master, Duration patience) {
        List<String> silent = new ArrayList<>();
        boolean allUnknown = true;
        int most = (int) Math.min(MOST.toMillis(), Math.max(1, patience.toMillis()));
        for (Master.Address address : master.addresses()) {
            InetSocketAddress place = new InetSocketAddress(address.host(), address.port());
            if (place.isUnresolved()) {
                silent.add("there is no host named " + address.host());
                continue;
            }
            allUnknown = false;
            try (Socket socket = new Socket()) {
                socket.connect(place, most);
                return;
            } catch (IOException | IllegalArgumentException e) {
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                silent.add("nothing answers at " + address + " (" + why + ")");
            }
        }
        if (!silent.isEmpty()) {
            throw new IllegalStateException("Spark cannot start with master " + master + ": "
                    + String.join(", ", silent)
                    + (allUnknown
                            ? "; correct the name, or give its number"
                            : "; start the master there, or correct the address"));
        }
    }
}
