package polyview.notebook;

import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The output of a cell, for any kernel library: each library has the same four operations in its own classes.
 *
 * <p>A display that has an identifier goes out as {@code display_data} with a {@code transient.display_id}; front ends
 * replace it by an {@code update_display_data} of the same identifier, whichever cell sends that. If the library fails, one line
 * reports it, and the last state is printed as text, so that a training continues without its chart.
 *
 * @param <D> the library's bundle of MIME types
 * @param library the kernel's name in messages
 * @param render renders an object into a bundle
 * @param name gives a bundle its identifier
 * @param display sends a bundle
 * @param update sends a bundle that replaces the one with its identifier
 */
record KernelScreen<D>(
        String library, Function<Object, D> render, BiConsumer<D, String> name, Consumer<D> display, Consumer<D> update)
        implements Screen {

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Handle show(Object value) {
        DisplayHandle handle = new DisplayHandle();
        handle.send(value, display);
        return handle;
    }

    /** The bundle of an object, with an identifier. */
    D named(Object value, String id) {
        D bundle = render.apply(value);
        name.accept(bundle, id);
        return bundle;
    }

    @Override
    public String toString() {
        return "the output of a cell under " + library;
    }

    private final class DisplayHandle implements Handle {

        private final String id = UUID.randomUUID().toString();
        private volatile boolean failed;

        @Override
        public void update(Object next) {
            send(next, update);
        }

        @Override
        public void stay(Object last) {
            send(last, update);
            if (failed) {
                PlainScreen.print(last);
            }
        }

        private void send(Object value, Consumer<D> how) {
            if (failed) {
                return;
            }
            // Some kernels break when a thread whose interrupt flag is set writes to their channels.
            boolean interrupted = false;
            try {
                D bundle = named(value, id);
                interrupted = Thread.interrupted();
                how.accept(bundle);
            } catch (LinkageError | RuntimeException e) {
                failed = true;
                DisplayFailure.tell(library, e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
