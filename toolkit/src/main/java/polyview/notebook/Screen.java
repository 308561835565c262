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

    /** Makes a screen the current one; the adapter of a kernel calls it. */
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
