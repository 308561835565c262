package polyview.kernel.magics;

import java.util.Optional;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/** What a magic shows in its cell: one text that is replaced while the magic works. */
@FunctionalInterface
public interface Output {
    /** Opens the text of one magic. Each text that the consumer takes, from any thread, replaces the one before. */
    Consumer<String> open();

    /** A display of the kernel that runs, updated in place. */
    static Output display() {
        return Display::new;
    }

    /** One text in the cell. */
    final class Display implements Consumer<String> {
        private Optional<String> id = Optional.empty();

        @Override
        public synchronized void accept(String text) {
            id.ifPresentOrElse(
                    shown -> BaseNotebookStatics.updateDisplay(shown, text),
                    () -> id = Optional.of(BaseNotebookStatics.display(text)));
        }
    }
}
