package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The last of the tests: Spark begins nothing else in this JVM for a minute. */
@Timeout(300)
class UnreachableMasterTest {

    @Test
    void anAttemptThatEndsTellsHowLong() {
        LeftAttempt attempt = new LeftAttempt("spark://host:7077", Thread.currentThread(), 0);
        assertEquals(
                "an earlier attempt at spark://host:7077 is still ending; try again in 40 s",
                attempt.stillEnding(Duration.ofSeconds(20)));
        assertEquals(
                "an earlier attempt at spark://host:7077 is still ending; try again in 1 s",
                attempt.stillEnding(Duration.ofSeconds(90)));
    }

    /** And what comes next is told of it, or waits for its end. */
    @Test
    void aPortThatIsNoMasterIsGivenUpInTime() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Spark spark =
                    Spark.master("spark://127.0.0.1:" + socket.getLocalPort()).patience(Duration.ofSeconds(2));
            IllegalStateException e = assertThrows(IllegalStateException.class, spark::open);
            assertTrue(e.getMessage().endsWith(": it did not take the application in 2 s"), e.getMessage());
            // Spark asks three times, 20 s apart.
            Spark impatient = Spark.master("local[2]").patience(Duration.ofMillis(1));
            String next =
                    assertThrows(IllegalStateException.class, impatient::open).getMessage();
            assertTrue(
                    next.matches(
                            "Spark cannot start with master local\\[2]: an earlier attempt at spark://127\\.0\\.0\\.1:"
                                    + socket.getLocalPort() + " is still ending; try again in \\d+ s"),
                    next);
        }
        try (SparkConnection patient = Spark.master("local[2]").open()) {
            assertTrue(patient.startedHere());
            assertEquals("local[2]", patient.context().master());
            assertEquals(3, patient.context().parallelize(List.of(1, 2), 2).reduce(Integer::sum));
        }
    }
}
