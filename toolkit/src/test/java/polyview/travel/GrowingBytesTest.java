package polyview.travel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes that grow up to a limit. */
@Tag("data")
class GrowingBytesTest {

    @Test
    void allBytesAreThereInTheirOrder() throws IOException {
        byte[] all = new byte[20_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        GrowingBytes bytes = new GrowingBytes();
        bytes.write(all[0]);
        bytes.write(all, 1, 9);
        bytes.write(all, 10, all.length - 10);
        byte[] to = new byte[all.length + 3];
        bytes.copyTo(to, 3);
        assertEquals(all.length, bytes.size());
        assertArrayEquals(all, Arrays.copyOfRange(to, 3, to.length));
    }

    @Test
    void moreThanTheMostIsRefused() throws IOException {
        GrowingBytes bytes = new GrowingBytes(10_000);
        bytes.write(new byte[10_000]);
        assertEquals(
                "it has more than 10000 bytes: give data by a manifest, or as a made data set",
                assertThrows(IOException.class, () -> bytes.write(1)).getMessage());
        assertEquals(10_000, bytes.size());
    }
}
