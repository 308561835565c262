package polyview.notebook;

import polyview.base.Startup;

/** Holds the screen that is in use. */
final class CurrentScreen {

    static {
        Startup.begin();
    }

    private static volatile Screen screen = new PlainScreen();

    private CurrentScreen() {}

    static Screen get() {
        return screen;
    }

    static void set(Screen next) {
        screen = next;
    }
}
