package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The front end's end of a kernel's output socket: what comes is what the library wrote, frame by frame. */
final class Wire implements AutoCloseable {

    private static final String ADDRESS = "inproc://output";
    /** The most that a message may take; and so long nothing comes when all is there, since it is put in by the thread that asks. */
    private static final int MILLIS = 300_000;

    private static final int SILENCE = 200;

    private final ZMQ.Context context = ZMQ.context(1);
    private ZMQ.Socket kernel;
    private ZMQ.Socket front;

    ZMQ.Context context() {
        return context;
    }

    /** Connects the library's own output socket. */
    void connect(ZMQ.Socket output) {
        kernel = output;
        kernel.bind(ADDRESS);
        front = context.socket(SocketType.SUB);
        front.setReceiveTimeOut(MILLIS);
        front.connect(ADDRESS);
        front.subscribe(new byte[0]);
    }

    /** The type and the content of the next message. */
    JsonObject next() {
        List<String> frames = new ArrayList<>();
        do {
            byte[] frame = front.recv();
            assertNotNull(frame, "no message came");
            frames.add(new String(frame, StandardCharsets.UTF_8));
        } while (front.hasReceiveMore());
        int start = frames.indexOf("<IDS|MSG>");
        JsonObject message = new JsonObject();
        JsonObject header = JsonParser.parseString(frames.get(start + 2)).getAsJsonObject();
        message.add("type", header.get("msg_type"));
        message.add("content", JsonParser.parseString(frames.get(start + 5)));
        return message;
    }

    /** The types of the messages that are there, in their order. */
    List<String> types() {
        List<String> types = new ArrayList<>();
        front.setReceiveTimeOut(SILENCE);
        for (byte[] frame = front.recv(); frame != null; frame = front.recv()) {
            List<String> frames = new ArrayList<>(List.of(new String(frame, StandardCharsets.UTF_8)));
            while (front.hasReceiveMore()) {
                frames.add(new String(front.recv(), StandardCharsets.UTF_8));
            }
            String header = frames.get(frames.indexOf("<IDS|MSG>") + 2);
            types.add(JsonParser.parseString(header)
                    .getAsJsonObject()
                    .get("msg_type")
                    .getAsString());
        }
        return types;
    }

    /** Nothing more was sent. */
    void requireSilence() {
        assertNull(front.recv(ZMQ.DONTWAIT));
    }

    @Override
    public void close() {
        kernel.close();
        front.close();
        context.term();
    }
}
