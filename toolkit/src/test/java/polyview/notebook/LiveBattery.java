package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The same, and what changes in place, for the libraries that kernels are built on: down to the frames on the socket. */
abstract class LiveBattery extends DisplayBattery {

    final Wire wire = new Wire();

    @AfterEach
    void disconnect() {
        wire.close();
    }

    @Test
    void otherObjectsStayAsTheyWere() {
        JsonObject data = render(List.of(1, 2)).getAsJsonObject("data");

        assertEquals("[1, 2]", data.get("text/plain").getAsString());
        assertFalse(data.has("image/png"));
    }

    /** A second registration of a type would draw it again for nothing. */
    final void everyObjectIsMadeOnce() {
        int[] asked = new int[2];
        RichOutput.of(counting(asked, 0));
        render(counting(asked, 1));
        assertEquals(asked[0], asked[1]);
    }

    private static XYChart counting(int[] asked, int index) {
        return new XYChart(40, 30) {
            @Override
            public String getTitle() {
                asked[index]++;
                return super.getTitle();
            }
        };
    }

    @Test
    void aSpotIsShownOnceAndThenReplacedUnderItsName() {
        Screen.Handle first = Screen.current().show("a");
        Screen.current().show(DisplayedValues.chart());
        first.update("b");
        first.stay(Table.create("t", StringColumn.create("s", List.of("x"))));

        String id = sent("display_data", "text/plain", "a");
        String other =
                sent("display_data", "text/plain", "chart \"" + DisplayedValues.HOSTILE + "\", 320 x 200 pixels");
        assertFalse(id.equals(other));
        assertEquals(id, sent("update_display_data", "text/plain", "b"));
        JsonObject last = wire.next();
        assertEquals(id, id(last));
        JsonObject data = last.getAsJsonObject("content").getAsJsonObject("data");
        assertTrue(data.get("text/html").getAsString().contains("<table"));
        wire.requireSilence();
        assertTrue(Screen.current().live());
        assertTrue(Screen.current().toString().startsWith("the output of a cell under "));
    }

    /** Runs side by side, and those elsewhere, are reported by threads of their own. */
    @Test
    void anotherThreadUpdatesInTheSamePlace() throws InterruptedException {
        Screen.Handle display = Screen.current().show("a");
        Thread thread = new Thread(() -> display.update("b"));
        thread.start();
        thread.join();

        assertEquals(sent("display_data", "text/plain", "a"), sent("update_display_data", "text/plain", "b"));
    }

    @Test
    void anInterruptedThreadShowsAndKeepsItsFlag() {
        Thread.currentThread().interrupt();
        Screen.Handle display = Screen.current().show("a");
        display.update("b");
        boolean kept = Thread.interrupted();

        assertTrue(kept);
        assertEquals(sent("display_data", "text/plain", "a"), sent("update_display_data", "text/plain", "b"));
        display.stay("c");
        sent("update_display_data", "text/plain", "c");
    }

    private String sent(String type, String mimeType, String content) {
        JsonObject message = wire.next();
        assertEquals(type, message.get("type").getAsString());
        assertEquals(
                content,
                message.getAsJsonObject("content")
                        .getAsJsonObject("data")
                        .get(mimeType)
                        .getAsString());
        return id(message);
    }

    private static String id(JsonObject message) {
        return message.getAsJsonObject("content")
                .getAsJsonObject("transient")
                .get("display_id")
                .getAsString();
    }
}
