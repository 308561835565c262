package outside;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import polyview.base.StartupListener;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.notebook.LivePlot;
import polyview.notebook.RichOutput;
import polyview.notebook.Screen;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import polyview.training.History;

/** A kernel of a user's own: it keeps the messages that Jupyter's protocol would send. */
final class OwnKernel implements Screen {

    /** One message, with the contents by MIME type. */
    record Message(String type, int displayId, Map<String, Object> data, Map<String, Object> metadata) {}

    private static final OwnKernel RUNNING = new OwnKernel();

    private final List<Message> messages = new ArrayList<>();
    private int places;

    /** Found by the service loader. */
    public static final class Startup implements StartupListener {
        @Override
        public void onStartup() {
            Screen.use(RUNNING);
        }
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Handle show(Object value) {
        int id = places++;
        send("display_data", id, value);
        return new Handle() {
            @Override
            public void update(Object next) {
                send("update_display_data", id, next);
            }

            @Override
            public void stay(Object last) {
                send("update_display_data", id, last);
            }
        };
    }

    private void send(String type, int id, Object value) {
        Map<String, Object> data = new TreeMap<>();
        Map<String, Object> metadata = new TreeMap<>();
        RichOutput.of(value)
                .ifPresentOrElse(
                        shown -> shown.put(data::put, metadata::put), () -> data.put("text/plain", value.toString()));
        messages.add(new Message(type, id, data, metadata));
    }

    List<Message> messages() {
        return messages;
    }

    /** What a front end shows: the newest content of each place. */
    Map<Integer, Map<String, Object>> page() {
        Map<Integer, Map<String, Object>> page = new LinkedHashMap<>();
        messages.forEach(message -> page.put(message.displayId(), message.data()));
        return page;
    }

    /** The "cell": it trains with a live plot and names no kernel. */
    public static void main(String[] args) throws IOException {
        var data = new MemoryDataset(
                List.of(FloatArray.of(new float[1], 1, 1)), List.of(FloatArray.of(new float[] {8}, 1)));
        var x = Input.of("x", 1);
        var bias = new Dense(1).kernelInitializer(Initializer.zeros()).apply(x);
        try (var model = new Model(x, bias).seed(1).compile(new SGD(0.25), Loss.meanSquaredError())) {
            History history = model.fit(data, Fit.epochs(3).verbose(false).callbacks(new LivePlot()));
            Screen.current().show(history);
            System.out.println("losses " + Arrays.toString(history.get("loss")));
        }
        for (Message message : RUNNING.messages()) {
            System.out.println("message " + message.type() + " " + message.displayId() + " "
                    + message.data().keySet());
        }
        Message chart = RUNNING.messages().get(RUNNING.messages().size() - 2);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode((String) chart.data().get("image/png"))));
        @SuppressWarnings("unchecked")
        var shownAt = (Map<String, Integer>) chart.metadata().get("image/png");
        System.out.println("scale " + (double) image.getWidth() / shownAt.get("width") + " "
                + (double) image.getHeight() / shownAt.get("height"));
        String table = (String)
                RUNNING.messages().get(RUNNING.messages().size() - 1).data().get("text/html");
        System.out.println("table " + table.replace("\n", " "));
    }
}
