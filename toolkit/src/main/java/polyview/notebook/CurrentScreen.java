package polyview.notebook;

/** Holds the screen that is in use. */
final class CurrentScreen {

    private static volatile Screen screen = new PlainScreen();

    private CurrentScreen() {}

    static Screen get() {
        return screen;
    }

    static void set(Screen next) {
        screen = next;
    }
}
