package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The last of the tests: Spark begins nothing else in this JVM for a minute. */
class UnreachableMasterTest {

    @Test
    void aPortThatIsNoMasterIsGivenUpInTime() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Spark spark =
                    Spark.master("spark://127.0.0.1:" + socket.getLocalPort()).patience(Duration.ofSeconds(2));
            IllegalStateException e = assertThrows(IllegalStateException.class, spark::open);
            assertTrue(e.getMessage().endsWith(": it did not take the application in 2 s"), e.getMessage());
        }
    }
}
