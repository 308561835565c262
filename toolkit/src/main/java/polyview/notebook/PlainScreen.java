package polyview.notebook;

/** Standard output: nothing can be changed there, so only what is to stay is written. */
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
                // It would be out of date at once, and stand there for good.
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
