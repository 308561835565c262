package polyview.notebook;

import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A cell's output, over any library for kernels: they have the same four things in classes of their own.
 *
 * <p>A display that has an identifier goes out as {@code display_data} with a {@code transient.display_id}; front ends
 * replace it by an {@code update_display_data} of the same identifier, whichever cell sends that.
 *
 * @param <D> the library's bundle of MIME types
 * @param render makes a bundle of an object
 * @param name gives a bundle its identifier
 * @param display sends a bundle
 * @param update sends a bundle that replaces the one with its identifier
 */
record KernelScreen<D>(Function<Object, D> render, BiConsumer<D, String> name, Consumer<D> display, Consumer<D> update)
        implements Screen {

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Spot show(Object value) {
        String id = UUID.randomUUID().toString();
        send(value, id, display);
        return new Spot() {
            @Override
            public void update(Object next) {
                send(next, id, update);
            }

            @Override
            public void stay(Object last) {
                send(last, id, update);
            }
        };
    }

    private void send(Object value, String id, Consumer<D> how) {
        D bundle = render.apply(value);
        name.accept(bundle, id);
        // Some kernels break when a thread whose interrupt flag is set writes to their channels.
        boolean interrupted = Thread.interrupted();
        try {
            how.accept(bundle);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
