package polyview.notebook;

/** Standard output: nothing can be changed there, so only the last state is printed. */
final class PlainScreen implements Screen {

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public Handle show(Object value) {
        return new Handle() {
            @Override
            public void update(Object next) {
                // Printed text cannot be replaced by the next state.
            }

            @Override
            public void stay(Object last) {
                print(last);
            }
        };
    }

    /** Prints the text of what is shown. */
    static void print(Object value) {
        System.out.println(RichOutput.of(value).map(RichOutput::text).orElseGet(() -> String.valueOf(value)));
    }
}
