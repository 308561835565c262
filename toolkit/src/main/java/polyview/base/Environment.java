package polyview.base;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Sets environment variables of this process, for native libraries that are loaded later.
 *
 * <p>Java cannot set an environment variable of its own process, so the C library is asked to. {@link System#getenv} goes on
 * giving what was there when Java started.
 */
final class Environment {

    private Environment() {}

    /** Why the variable could not be set; empty where it is set now. */
    static String set(String variable, String value) {
        try {
            int error = Platform.isWindows() ? onWindows(variable, value) : onUnix(variable, value);
            return error == 0 ? "" : "the C library answered " + error;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            // For example if no library may be loaded from the temporary folder.
            return e.toString();
        }
    }

    private static int onUnix(String variable, String value) {
        return Native.load(Platform.C_LIBRARY_NAME, Unix.class).setenv(variable, value, 0);
    }

    /** The C library that TensorFlow's library is linked to; a variable of the system alone would not reach it. */
    private static int onWindows(String variable, String value) {
        return Native.load("ucrtbase", Windows.class)._putenv_s(variable, value);
    }

    private interface Unix extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private interface Windows extends Library {
        int _putenv_s(String name, String value);
    }
}
