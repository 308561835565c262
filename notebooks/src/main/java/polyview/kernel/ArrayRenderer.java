package polyview.kernel;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** Shows arrays by their values, where no library has said how to show them. */
final class ArrayRenderer extends Renderer {
    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
        if (value != null && value.getClass().isArray() && !data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(ArrayText.of(value));
        }
        return super.finalizeDisplayData(data, value);
    }
}
