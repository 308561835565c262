package polyview.notebook;

/**
 * The place where objects are shown, and updated while a cell runs.
 *
 * <p>In a notebook that is the cell's output: the adapter of the kernel sets its screen, see {@link DisplayStartup}. Without a
 * kernel printed output cannot be changed, so only the last state is printed, as text, to standard output. An interrupted thread
 * can show objects, and stays interrupted.
 *
 * <pre>{@code
 * var shown = Screen.current().show("reading");
 * shown.update("half of it is read");
 * shown.stay(report);
 * }</pre>
 */
public interface Screen {

    /** The screen of the running kernel; without a kernel, standard output. */
    static Screen current() {
        return CurrentScreen.get();
    }

    /**
     * Makes a screen the current one; called by the adapter of a kernel.
     *
     * <p>The display of another kernel needs two classes. One implements {@code Screen}: {@link RichOutput#of} gives the content
     * of an object, and the kernel's own calls send it. The other registers it, and is named in the file {@code
     * META-INF/services/polyview.base.StartupListener} of your jar; then no cell needs a line for it:
     *
     * <pre>{@code
     * class MyScreen implements Screen {
     *     public boolean live() { return true; }
     *
     *     public Handle show(Object value) {
     *         String id = kernel.display(bundle(value));
     *         return new Handle() {
     *             public void update(Object next) { kernel.update(id, bundle(next)); }
     *             public void stay(Object last) { kernel.update(id, bundle(last)); }
     *         };
     *     }
     *
     *     Map<String, Object> bundle(Object value) {
     *         Map<String, Object> data = new HashMap<>(Map.of("text/plain", value.toString()));
     *         RichOutput.of(value).ifPresent(shown -> shown.put(data::put, kernel::metadata));
     *         return data;
     *     }
     * }
     *
     * public class MyDisplay implements StartupListener {
     *     public void onStartup() { Screen.use(new MyScreen()); }
     * }
     * }</pre>
     *
     * @param screen where objects are shown from now on
     */
    static void use(Screen screen) {
        CurrentScreen.set(screen);
    }

    /** Whether shown objects can be updated; if not, pictures of intermediate states are not drawn. */
    boolean live();

    /**
     * Shows an object in a new place, below the output of the cell so far.
     *
     * @param value any object that the kernel could show as the last value of a cell
     * @return a handle that updates it
     */
    Handle show(Object value);

    /** Updates one displayed object in the output of the cell that made it, also from a later cell. */
    interface Handle {

        /** Replaces the shown object; it may be replaced again. */
        void update(Object value);

        /** Replaces the shown object for the last time. */
        void stay(Object value);
    }
}
