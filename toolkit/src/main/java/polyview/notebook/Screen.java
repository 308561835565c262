package polyview.notebook;

/**
 * Where objects are shown and changed in place while a cell runs.
 *
 * <p>In a notebook that is the cell's output: the adapter of the kernel sets its screen, see {@link DisplayStartup}. Without a
 * kernel nothing that is printed can be changed, so only the last state is printed, as text, to standard output. An interrupted
 * thread shows objects too, and stays interrupted.
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
     * Makes a screen the current one; the adapter of a kernel calls it, and so may yours.
     *
     * <p>The display of a kernel that the toolkit does not know is two classes. One implements {@code Screen}: {@link RichOutput#of}
     * says what an object looks like, and the kernel's own calls send that. The other one tells the toolkit, and is named in the file
     * {@code META-INF/services/polyview.base.StartupListener} of your jar; then a cell needs no line for it:
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

    /** Whether what is shown can be changed later; if not, pictures of an intermediate state need not be drawn. */
    boolean live();

    /**
     * Shows an object in a new place, below all that the cell has put out so far.
     *
     * @param value what the kernel would show as the last value of a cell
     * @return a handle that updates it
     */
    Handle show(Object value);

    /** Updates one displayed object in the output of the cell that made it, also from a later cell. */
    interface Handle {

        /** Replaces what is shown by an object that will be replaced again. */
        void update(Object value);

        /** Replaces what is shown by the object that stays. */
        void stay(Object value);
    }
}
