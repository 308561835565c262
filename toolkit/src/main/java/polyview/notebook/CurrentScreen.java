package polyview.notebook;

import polyview.base.Startup;

/** Holds the screen that is in use. */
final class CurrentScreen {

    private static volatile Screen screen = new PlainScreen();

    private CurrentScreen() {}

    static Screen get() {
        // Here, not while the class is initialised: an adapter that a kernel loads sets the screen,
        // and another thread might do so at the same time.
        Startup.begin();
        return screen;
    }

    static void set(Screen next) {
        screen = next;
    }
}
