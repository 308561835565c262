package polyview.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What is known of a master from its text. */
record Master(String text) {

    private static final String STANDALONE = "spark://";
    private static final int STANDALONE_PORT = 7077;

    /** Where a master of Spark's own cluster listens. */
    record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    Master {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "master must name one, such as local[2], local-cluster[2,1,2048] or spark://host:7077, got an empty text");
        }
    }

    /** Whether the tasks run in this JVM. */
    boolean inThisJvm() {
        return text.equals("local") || text.startsWith("local[");
    }

    /** Whether the executors are processes that this JVM starts. */
    boolean isLocalCluster() {
        return text.startsWith("local-cluster");
    }

    boolean isStandalone() {
        return text.startsWith(STANDALONE);
    }

    /** Whether all executors lie on this machine for sure: nobody else reaches a loopback address. */
    boolean onThisMachine() {
        return inThisJvm()
                || isLocalCluster()
                || isStandalone() && addresses().stream().allMatch(address -> isLoopback(address.host()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Those of {@code spark://host:port,host:port}; none for other masters. */
    List<Address> addresses() {
        if (!isStandalone()) {
            return List.of();
        }
        return Arrays.stream(text.substring(STANDALONE.length()).split(","))
                .map(this::address)
                .toList();
    }

    private Address address(String part) {
        int colon = part.lastIndexOf(':');
        try {
            return colon < 0
                    ? new Address(part, STANDALONE_PORT)
                    : new Address(part.substring(0, colon), Integer.parseInt(part.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("master must be spark://host:port, got " + text, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
