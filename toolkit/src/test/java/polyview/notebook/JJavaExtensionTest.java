package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JJava's published library. */
@Tag("notebooks")
class JJavaExtensionTest extends LiveBattery {

    private BaseKernel kernel;

    @Override
    void install() throws Exception {
        kernel = JJavaKernelOnWire.on(wire, true);
    }

    @AfterEach
    void end() {
        kernel.onShutdown(false);
    }

    @Override
    Object bundle(Object value) {
        return kernel.getRenderer().render(value);
    }

    @Override
    Object bundleAs(Object value, String mimeType) {
        return kernel.getRenderer().renderAs(value, mimeType);
    }

    @Test
    void kernelsFindIt() {
        List<String> found = ServiceLoader.load(Extension.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertEquals(List.of(JJavaExtension.class.getName()), found);
    }

    @Test
    void installedTwiceItShowsAndSendsOnce() {
        new JJavaExtension().install(kernel);
        new DisplayStartup().onStartup();

        everyObjectIsMadeOnce();
        aSpotIsShownOnceAndThenReplacedUnderItsName();
    }

    /** As JJava before 1.0-a6 does with the jars of a magic: the cells have another class loader, where the toolkit is found. */
    @Test
    void anExtensionWhoseClassLoaderIsClosedSaysAndDoesNothing() throws Exception {
        URL classes = JJavaExtension.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader kernels = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("polyview.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }

            @Override
            public URL getResource(String name) {
                return name.startsWith("polyview/") ? null : super.getResource(name);
            }
        };
        Extension extension;
        try (var loader = new URLClassLoader(new URL[] {classes}, kernels)) {
            extension = (Extension) loader.loadClass(JJavaExtension.class.getName())
                    .getConstructor()
                    .newInstance();
        }
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            extension.install(kernel);
        } finally {
            System.setErr(before);
        }
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }

    /** Also where the toolkit's jars come later, by a magic. */
    @Test
    void aKernelWithoutExtensionsIsFoundWhenTheToolkitIsTouched() throws Exception {
        kernel.onShutdown(false);
        try (Wire other = new Wire()) {
            Screen.use(new PlainScreen());
            kernel = JJavaKernelOnWire.on(other, false);
            assertFalse(render(DisplayedValues.chart()).getAsJsonObject("data").has("image/png"));
            assertFalse(Screen.current().live());

            new DisplayStartup().onStartup();

            chartsAreWholePngFilesWithTheirSize();
            Screen.current().show("a");
            assertEquals("display_data", other.next().get("type").getAsString());
        }
    }
}
