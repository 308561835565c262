package polyview.notebook;

/**
 * Where objects are shown and changed in place while a cell runs.
 *
 * <p>In a notebook that is the cell's output: the adapter of the kernel puts its screen here, see {@link DisplayStartup}.
 * Anywhere else there is no place that could be changed, so only what is to stay is written, as text, to standard output.
 * Whatever the thread's interrupt flag says, it is shown and the flag kept.
 *
 * <pre>{@code
 * var shown = Screen.current().show("reading");
 * shown.update("half of it is read");
 * shown.stay(report);
 * }</pre>
 */
public interface Screen {

    /** The screen of the kernel that runs; without one, standard output. */
    static Screen current() {
        return CurrentScreen.get();
    }

    /** Makes a screen the current one: called by the adapter of a kernel. */
    static void use(Screen screen) {
        CurrentScreen.set(screen);
    }

    /** Whether what is shown can be changed; where it cannot, a picture that will soon be out of date need not be drawn. */
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

        /** Shows an object instead of the last one, one that will soon be out of date. */
        void update(Object value);

        /** Shows the object that is to stay. */
        void stay(Object value);
    }
}
