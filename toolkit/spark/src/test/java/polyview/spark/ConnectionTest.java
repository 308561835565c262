package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void aConnectionIsClosedByItsOwner() {
        Spark spark = Spark.master("local[2]");
        try (SparkConnection owner = spark.open()) {
            try (SparkConnection guest = spark.open()) {
                assertTrue(owner.startedHere());
                assertFalse(guest.startedHere());
            }
            assertEquals(
                    List.of(1, 2, 3),
                    owner.context().parallelize(List.of(1, 2, 3)).collect());
            assertEquals(2, owner.slots());
        }
        try (SparkConnection again = spark.open()) {
            assertTrue(again.startedHere());
        }
    }

    @Test
    void aUsersOwnContextIsUsedAndStaysOpen() {
        SparkConf conf = new SparkConf().setMaster("local[3]").setAppName("own").set("spark.ui.enabled", "false");
        try (JavaSparkContext own = new JavaSparkContext(conf)) {
            try (SparkConnection guest = Spark.active().open()) {
                assertEquals("own", guest.context().appName());
                assertEquals(3, guest.slots());
            }
            IllegalStateException e = assertThrows(IllegalStateException.class, Spark.master("local[2]")::open);
            assertEquals(
                    "Spark allows one context in a JVM, and one with master local[3] is active, asked for local[2]: close it,"
                            + " or take it with Spark.active()",
                    e.getMessage());
            assertEquals(6, own.parallelize(List.of(1, 2, 3)).reduce(Integer::sum));
        }
        assertTrue(assertThrows(IllegalStateException.class, Spark.active()::open)
                .getMessage()
                .startsWith("no context of Spark is active: "));
    }

    @Test
    void aMasterThatSparkDoesNotKnowIsRefused() {
        IllegalStateException e = assertThrows(IllegalStateException.class, Spark.master("foo")::open);
        assertTrue(e.getMessage().startsWith("Spark cannot start with master foo: "), e.getMessage());
        assertTrue(e.getMessage().contains("Could not parse Master URL: 'foo'"), e.getMessage());
    }

    @Test
    void aMasterThatIsNotThereIsToldAtOnce() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Spark spark = Spark.master("spark://127.0.0.1:" + free);
        IllegalStateException e = assertThrows(IllegalStateException.class, spark::open);
        assertEquals(
                "Spark cannot start with master spark://127.0.0.1:" + free + ": nothing answers at 127.0.0.1:" + free
                        + " (Connection refused); start the master there, or correct the address",
                e.getMessage());
    }

    @Test
    void theJarsOfOtherMastersAreNamed() {
        assertEquals(
                "Spark cannot start with master yarn: Spark's jars for it are not on the class path; add"
                        + " org.apache.spark:spark-yarn_2.13:4.2.0",
                assertThrows(IllegalStateException.class, Spark.master("yarn")::open)
                        .getMessage());
        assertEquals(
                "Spark cannot start with master k8s://x: Spark's jars for it are not on the class path; add"
                        + " org.apache.spark:spark-kubernetes_2.13:4.2.0",
                assertThrows(IllegalStateException.class, Spark.master("k8s://x")::open)
                        .getMessage());
    }

    /** The domain .invalid has no hosts, RFC 2606. */
    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertEquals(
                "Spark cannot start with master spark://no-such-host.invalid:7077: there is no host named"
                        + " no-such-host.invalid; correct the name, or give its number",
                assertThrows(IllegalStateException.class, Spark.master("spark://no-such-host.invalid:7077")::open)
                        .getMessage());
    }

    @Test
    void aClosedConnectionHasNoSlots() {
        SparkConnection closed = Spark.master("local[2]").open();
        closed.close();
        assertEquals(
                "the connection to local[2] is closed: open another one",
                assertThrows(IllegalStateException.class, closed::slots).getMessage());
    }

    @Test
    void aThreadThatIsInterruptedClosesToo() {
        SparkConnection open = Spark.master("local[2]").open();
        Thread.currentThread().interrupt();
        open.close();
        assertTrue(Thread.interrupted());
        try (SparkConnection again = Spark.master("local[1]").open()) {
            assertTrue(again.startedHere());
            assertEquals(1, again.slots());
        }
    }
}
