package polyview.travel;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Serializes an object and variables of cells, and tells which classes of cells and which lambdas it met. */
final class BundleWriter extends ObjectOutputStream {

    private final GrowingBytes to;
    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final Set<ClassFile.Member> lambdas = new LinkedHashSet<>();

    private BundleWriter(GrowingBytes to) throws IOException {
        super(to);
        this.to = to;
        enableReplaceObject(true);
    }

    /** The variables first, since the object may use them while it is read. */
    static BundleWriter of(Object object, Map<ClassFile.Member, Object> variables) throws IOException {
        BundleWriter writer = new BundleWriter(new GrowingBytes());
        writer.writeInt(variables.size());
        for (Map.Entry<ClassFile.Member, Object> variable : variables.entrySet()) {
            writer.writeUTF(variable.getKey().owner());
            writer.writeUTF(variable.getKey().name());
            writer.writeObject(variable.getValue());
        }
        writer.writeObject(object);
        writer.close();
        return writer;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        Class<?> one = type;
        while (one.isArray()) {
            one = one.getComponentType();
        }
        if (CellClasses.isOfACell(one)) {
            classes.add(one);
        }
    }

    @Override
    protected Object replaceObject(Object object) {
        if (object instanceof SerializedLambda lambda) {
            lambdas.add(new ClassFile.Member(
                    lambda.getImplClass().replace('/', '.'),
                    lambda.getImplMethodName(),
                    lambda.getImplMethodSignature()));
        }
        return Stand.of(object);
    }

    Set<Class<?>> classes() {
        return classes;
    }

    /** The methods with the code of lambdas, of cells or not. */
    Set<ClassFile.Member> lambdas() {
        return lambdas;
    }

    GrowingBytes bytes() {
        return to;
    }
}
